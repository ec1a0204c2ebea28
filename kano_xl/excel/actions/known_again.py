"""Who is in two waves, told by IDs and addresses where nobody named a column for it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace

from kano_xl.choices import Settings
from kano_xl.model.waves import pairs_of
from kano_xl.survey.reading import assemble
from kano_xl.teams.reading import ReadSheet
from kano_xl.waves.people import found_again
from kano_xl.waves.reading import WaveFile, wave_of


def wave_with_answers(sheets: Sequence[ReadSheet], name: str, settings: Settings) -> WaveFile:
    """Sheets that were read as a wave of this name, with its single answers.

    Raises:
        InputError: as of `kano_xl.waves.reading.wave_of`, or there are too few people.
    """
    survey = assemble([(sheet.found, sheet.part) for sheet in sheets], settings)
    return replace(wave_of(survey, name, settings), survey=survey)


def with_people(waves: Sequence[tuple[WaveFile, Sequence[ReadSheet]]]) -> list[WaveFile]:
    """The waves, with who each of their respondents is.

    Two are the same person where any ID or address of theirs is the same; see
    `kano_xl.survey.coding.repeats.signs`. Waves of which only counts are known stay as they are.
    """
    keys: dict[Hashable, str] = {}
    return [
        replace(wave, people=tuple(_people(wave, sheets, keys))) if sheets else wave
        for wave, sheets in waves
    ]


def _people(
    wave: WaveFile, sheets: Sequence[ReadSheet], keys: dict[Hashable, str]
) -> Iterator[str]:
    """Of each respondent who counts the key of the first to bear such a sign; "" without any."""
    assert wave.survey is not None
    if wave.survey.answers is None:
        return
    signs = {
        (file, row + 1): of_one
        for file, sheet in enumerate(sheets)
        for row, of_one in zip(sheet.part.rows.tolist(), sheet.signs, strict=True)
    }
    answers = wave.survey.answers
    for at in zip(answers.files.tolist(), answers.rows.tolist(), strict=True):
        own = sorted(signs[at], key=repr)
        known = next((keys[sign] for sign in own if sign in keys), str(len(keys)))
        keys.update((sign, known) for sign in own if sign not in keys)
        yield known if own else ""


def in_both(waves: Sequence[WaveFile], settings: Settings) -> int:
    """How many of the same people two waves would be compared by; 0 where nobody knows."""
    if not all(wave.people for wave in waves):
        return 0
    people = [wave.people for wave in waves]
    return min(each.people for each in found_again(people, pairs_of(2), settings.seed).matched)
