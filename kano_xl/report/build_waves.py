"""From a comparison of waves to its report."""

from __future__ import annotations

from datetime import date

from kano_xl.model.waves import MOVED, FeatureMove, WaveComparison
from kano_xl.report.charts.scatter_frame import Point
from kano_xl.report.charts.wave_map import Arrow, wave_map
from kano_xl.report.content.waves import ordered, said, waves_sheet
from kano_xl.report.content.waves_method import waves_method_sheet
from kano_xl.report.report import Band, Paragraph, Report, ReportSheet
from kano_xl.report.words import Words, shortened
from kano_xl.waves.comparing import ComparedWaves


def build_waves_report(compared: ComparedWaves, written: date) -> Report:
    """The report of a comparison, in the language of its settings.

    Args:
        compared: the waves.
        written: the date that the report bears.
    """
    found = compared.comparison
    words = Words.of(found.settings)
    names = [shortened(wave.name) for wave in found.waves]
    ends = {"before": names[0], "after": names[-1]}
    titles = {
        "names": said(words, "chart.title", **ends),
        "numbers": said(words, "chart.titled_numbers", **ends),
    }
    (points, frame), chart = wave_map(_arrows(found), names, titles, words)
    data = ReportSheet(
        "data",
        words("sheet.data"),
        (
            words.paragraph("title", "title.data"),
            Paragraph("note", said(words, "chart.data")),
            frame,
            Band((said(words, "chart.heading"),), (points,)),
        ),
        landscape=True,
        aside=True,
    )
    sheets = (
        waves_sheet(compared, words, written, chart),
        waves_method_sheet(compared, words, written),
        data,
    )
    title = said(words, "report", waves=words.names(names))
    return Report(words.language, title, sheets, written)


def _arrows(found: WaveComparison) -> list[Arrow]:
    """The ways of the features that the first wave and the last have, what moved first."""
    pair = found.pairs[-1]
    arrows = []
    for number, move in enumerate(ordered(found.between(pair)), 1):
        places = _places(found, move)
        if places:
            arrows.append(Arrow(number, move.after, places, move.verdict == MOVED))
    return arrows


def _places(found: WaveComparison, move: FeatureMove) -> tuple[Point, ...]:
    """Where a feature is in each wave; none where it is not known of the first or the last.

    In a wave between that does not tell, it stands where it was.
    """
    last = len(found.waves) - 1
    common = found.common(last, move.feature)
    places: list[Point] = []
    for wave, analysis in enumerate(found.analyses):
        result = next(
            (each for each in analysis.features if found.common(wave, each.name) == common), None
        )
        if result is not None and result.better is not None and result.worse is not None:
            places.append((abs(result.worse), result.better))
        elif wave in (0, last):
            return ()
        else:
            places.append(places[-1])
    return tuple(places)
