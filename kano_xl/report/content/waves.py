"""The page of waves: who was asked when, what moved, and what only seems to have moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from kano_xl.languages import decimal, text
from kano_xl.model.analysis import Interval
from kano_xl.model.categories import evaluation_table
from kano_xl.model.coefficients import printed
from kano_xl.model.grouping import FEWEST_PEOPLE
from kano_xl.model.waves import (
    MOVED,
    NOT_COMPARED,
    SAME,
    SEEMS,
    Change,
    FeatureMove,
    WaveComparison,
)
from kano_xl.report.report import (
    Block,
    Cell,
    Chart,
    Paragraph,
    ReportColumn,
    ReportSheet,
    ReportTable,
)
from kano_xl.report.words import Words, chosen_percent, shortened
from kano_xl.waves.comparing import ComparedWaves
from kano_xl.waves.people import LeftOut
from kano_xl.waves.reading import WaveFile

Pair = tuple[int, int]

_ORDER = (MOVED, SEEMS, SAME, NOT_COMPARED)
_MOST_ON_ONE_PAGE = 14


def said(words: Words, key: str, **values: object) -> str:
    """A text of the catalogue ``waves``, in which a category's letter stands for its name."""
    return text(words.language, f"waves.{key}", **{**words.named, **values})


def waves_sheet(compared: ComparedWaves, words: Words, written: date, chart: Chart) -> ReportSheet:
    """The sheet "Waves"."""
    found = compared.comparison
    blocks: list[Block] = [
        Paragraph("title", said(words, "title")),
        *(Paragraph("body", line) for line in facts(compared, words, written)),
        chart,
        Paragraph("note", said(words, "note.map", **_ends(found))),
        *(Paragraph("note", line) for line in _notes(compared, words)),
    ]
    for number, pair in enumerate(found.pairs, 1):
        blocks += _compared(compared, pair, number, words)
    one_page = len(found.moves) <= _MOST_ON_ONE_PAGE
    return ReportSheet("waves", said(words, "sheet"), tuple(blocks), one_page=one_page)


def _compared(compared: ComparedWaves, pair: Pair, number: int, words: Words) -> Iterator[Block]:
    """What is to be said of two waves, and the table of their features."""
    found = compared.comparison
    alone = len(found.pairs) == 1
    heading = said(words, "heading.conclusions") if alone else _from_to(found, pair, words)
    yield Paragraph("heading", heading)
    for line in conclusions(compared, pair, words):
        yield Paragraph("conclusion", line)
    if alone:
        yield Paragraph("heading", said(words, "heading.all"))
    yield _table(found, pair, number, words)


def _ends(found: WaveComparison) -> dict[str, str]:
    return {
        "before": shortened(found.waves[0].name),
        "after": shortened(found.waves[-1].name),
    }


def _from_to(found: WaveComparison, pair: Pair, words: Words) -> str:
    before, after = (shortened(found.waves[place].name) for place in pair)
    return said(words, "from_to", before=before, after=after)


def facts(compared: ComparedWaves, words: Words, written: date) -> Iterator[str]:
    """Who was asked in each wave, how it was evaluated, and who was found again."""
    found = compared.comparison
    for wave, file in zip(found.waves, compared.files, strict=True):
        yield said(
            words,
            "facts.wave",
            name=shortened(wave.name),
            respondents=words("facts.respondents", n=wave.respondents),
            features=words("facts.features", n=len(wave.counts.features)),
            kind=said(words, f"kind.{file.kind}"),
        )
        if file.where:
            conditions = words.names(words.quoted(file.where))
            yield said(words, "facts.where", name=shortened(wave.name), conditions=conditions)
    yield said(
        words,
        "facts.method",
        table=words(f"table_choice.{evaluation_table(found.settings.table).name}"),
        rule=words.rule(found.settings.rule),
        date=written.isoformat(),
    )
    yield from _other_rules(compared.files, words)
    for problem in compared.warnings:
        message = problem.message(words.language)
        yield said(words, "facts.warning", message=message[:1].upper() + message[1:])
    for each in compared.matched:
        before, after = (found.waves[place].name for place in each.waves)
        yield said(
            words,
            "facts.matched",
            n=each.people,
            before=shortened(before),
            after=shortened(after),
            before_left=_left(each.left_out[0], words),
            after_left=_left(each.left_out[1], words),
        )


def _other_rules(files: Sequence[WaveFile], words: Words) -> Iterator[str]:
    for file in files:
        if file.other_rule:
            own = words.rule(file.other_rule)
            yield said(words, "facts.other_rule", name=shortened(file.file), own=own)


def _left(left: LeftOut, words: Words) -> str:
    return said(words, "facts.left", **left._asdict())


def conclusions(compared: ComparedWaves, pair: Pair, words: Words) -> Iterator[str]:
    """What is to be said of all features of two waves together."""
    found = compared.comparison
    moves = found.between(pair)
    if moves:
        yield from _what_moved(moves, words)
    else:
        yield said(words, "conclusion.none_common")
    yield from _come_and_gone(found, pair, words)
    for guess in compared.guesses:
        if guess.waves == pair:
            yield said(
                words, "conclusion.guess", was_called=guess.was_called, feature=guess.feature
            )
    for place in pair:
        if found.too_few[place]:
            yield said(
                words,
                "conclusion.too_few",
                fewest=FEWEST_PEOPLE,
                wave=shortened(found.waves[place].name),
                names=words.names(found.too_few[place]),
            )
    if moves:
        yield _smallest(moves, words)


def _come_and_gone(found: WaveComparison, pair: Pair, words: Words) -> Iterator[str]:
    """The features that only one of two waves has; those of too few answers are told elsewhere."""
    before, after = (
        {found.common(place, name): name for name in found.waves[place].counts.features}
        for place in pair
    )
    new = [name for common, name in after.items() if common not in before]
    gone = [name for common, name in before.items() if common not in after]
    for key, names, place in (("new", new, pair[1]), ("gone", gone, pair[0])):
        told = [name for name in names if name not in found.too_few[place]]
        if told:
            yield said(words, f"conclusion.{key}", names=words.names(told))


def _what_moved(moves: Sequence[FeatureMove], words: Words) -> Iterator[str]:
    times = {word: sum(each.verdict == word for each in moves) for word in _ORDER}
    compared = len(moves) - times[NOT_COMPARED]
    yield said(words, "conclusion.counts", n=compared, **times)
    if compared < len(moves):
        names = words.names([each.feature for each in moves if not each.is_compared])
        yield said(words, "conclusion.not_compared", names=names, fewest=FEWEST_PEOPLE)
    moved = [each for each in ordered(moves) if each.verdict == MOVED]
    if moved:
        yield said(words, "conclusion.names", names=words.names([each.feature for each in moved]))
    over_time = [each.feature for each in moved if each.is_life_cycle]
    if over_time:
        yield said(words, "conclusion.life_cycle", names=words.names(over_time))


def _smallest(moves: Sequence[FeatureMove], words: Words) -> str:
    """The smallest change that would be found, from the best answered feature to the worst."""
    sizes = [each.smallest_change for each in moves if each.smallest_change is not None]
    if not sizes:
        return said(words, "conclusion.smallest_none")
    ends = dict.fromkeys(printed(each, 2) for each in (min(sizes), max(sizes)))
    return said(words, "conclusion.smallest", size=decimal(words.language, "–".join(ends)))


def ordered(moves: Sequence[FeatureMove]) -> list[FeatureMove]:
    """What moved first, then what only seems so; within those by p."""
    return sorted(moves, key=lambda each: (_ORDER.index(each.verdict), each.p))


def _table(found: WaveComparison, pair: Pair, number: int, words: Words) -> ReportTable:
    kinds = {
        "number": "rank",
        "feature": "name",
        "then": "category",
        "now": "category",
        "better": "figures",
        "worse": "figures",
        "p": "p_value",
        "verdict": "label",
        "said": "long_text",
    }
    columns = tuple(
        ReportColumn(key, said(words, f"column.{key}"), kind) for key, kind in kinds.items()
    )
    rows = tuple(
        tuple(_row(place, each, words))
        for place, each in enumerate(ordered(found.between(pair)), 1)
    )
    name = said(words, "table") if number == 1 else said(words, "table_of", n=number)
    return ReportTable(f"waves_{number}", name, columns, rows)


def _row(number: int, move: FeatureMove, words: Words) -> Iterator[Cell]:
    yield number
    yield move.feature
    yield words.category_cell(move.before.category)
    yield words.category_cell(move.after.category)
    yield _both(move.before.better, move.after.better, words)
    yield _both(move.before.worse, move.after.worse, words)
    yield move.p if move.is_compared else None
    yield said(words, f"verdict.{move.verdict}")
    yield sentence(move, words)


def _both(then: float | None, now: float | None, words: Words) -> str:
    """A coefficient then and now, without its sign."""
    shown = [
        said(words, "cell.unknown")
        if each is None
        else decimal(words.language, printed(abs(each), 2))
        for each in (then, now)
    ]
    return said(words, "cell.change", then=shown[0], now=shown[1])


def sentence(move: FeatureMove, words: Words) -> str:
    """What is to be said of a feature; no more than its tests do."""
    found = []
    if move.was_called.casefold().split() != move.feature.casefold().split():
        found.append(said(words, "said.was_called", name=shortened(move.was_called)))
    if move.verdict == MOVED:
        found += _moved(move, words)
    elif move.verdict == SEEMS:
        found.append(_seems(move, words))
    else:
        found.append(said(words, f"said.{move.verdict}", fewest=FEWEST_PEOPLE))
    return words("list.between_sentences").join(found)


def _moved(move: FeatureMove, words: Words) -> Iterator[str]:
    if move.is_certain(move.categories):
        yield _of_categories(move, words)
    for key, change, sign in (("better", move.better, 1), ("worse", move.worse, -1)):
        if change is None or not move.is_certain(change):
            continue
        if change.difference is None:
            yield from _of_figures(key, move, words)
        else:
            yield _of_coefficient(key, change, sign, words)
    if move.is_life_cycle:
        yield said(words, "said.life_cycle")


def _of_categories(move: FeatureMove, words: Words) -> str:
    then, now = move.before.category, move.after.category
    if then == now or then is None or now is None:
        return said(words, "said.inside")
    settled = "open" not in (move.before.verdict, move.after.verdict)
    key = "category" if settled else "unsettled"
    return said(words, f"said.{key}", then=words.said(then), now=words.said(now))


def _of_coefficient(key: str, change: Change, sign: int, words: Words) -> str:
    """How far a coefficient rose or fell; Worse by its size."""
    assert change.difference is not None
    size = sign * change.difference
    low, high = _ends_of(change.interval, sign)
    way = "rose" if size > 0 else "fell"
    if size < 0:
        low, high = -high, -low
    shown = {"size": abs(size), "low": low, "high": high}
    values = {name: _signed(value, words.language) for name, value in shown.items()}
    return said(words, f"said.{key}_{way}", **values)


def _of_figures(key: str, move: FeatureMove, words: Words) -> Iterator[str]:
    """How far a coefficient of the waves themselves rose or fell; Worse by its size."""
    then, now = (getattr(each, key) for each in (move.before, move.after))
    if then is None or now is None:
        return
    size = abs(now) - abs(then)
    way = "rose" if size > 0 else "fell"
    yield said(words, f"said.{key}_{way}_in_all", size=_signed(abs(size), words.language))


def _ends_of(interval: Interval | None, sign: int) -> Interval:
    low, high = interval or (0.0, 0.0)
    return (low, high) if sign > 0 else (-high, -low)


def _signed(value: float, language: str) -> str:
    """A number with two decimals and a true minus."""
    return decimal(language, printed(value, 2).replace("-", "−"))


def _seems(move: FeatureMove, words: Words) -> str:
    then, now = move.before.category, move.after.category
    if then is None or now is None or then == now:
        return said(words, "said.seems")
    return said(words, "said.seems_category", then=words.said(then), now=words.said(now))


def _notes(compared: ComparedWaves, words: Words) -> Iterator[str]:
    """How to read the tables."""
    found = compared.comparison
    confidence = found.settings.confidence
    yield said(
        words,
        "note.figures",
        tests=said(words, "note.features", n=len(found.moves)),
        level=decimal(words.language, f"{round(1 - confidence, 6):g}"),
        confidence=chosen_percent(confidence),
    )
    if compared.matched:
        yield said(words, "note.people")
