"""The block of results that formulas refer to, in new files and in open workbooks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import xlwings

from kano_xl import names
from kano_xl.errors import OutputError
from kano_xl.excel.actions.removing import remove
from kano_xl.excel.book.state import BEFORE_ANALYSING, check_state
from kano_xl.languages import LANGUAGES
from kano_xl.report.build import build_report, empty_report, report_for_workbook
from kano_xl.report.report import Block, Formula, Report, ReportSheet, ReportTable
from kano_xl.report.typesetting.placement import Placement
from kano_xl.writers.new_workbook import write_workbook
from kano_xl.writers.open_workbook import write_into
from kano_xl.writers.open_workbook.app import undisturbed
from kano_xl.writers.open_workbook.marks import changed_by_hand
from sample_reports import WRITTEN, analysis_of, mixed_counts, survey_of

Recalculated = Callable[[Path], dict[str, dict[str, object]]]

LOOKED_UP = '=INDEX({0},MATCH("Feature 2",Kano_Feature,0))'


def report_with(features: int, language: str = "en") -> Report:
    survey = survey_of(mixed_counts(features))
    return report_for_workbook(survey, analysis_of(survey, language), WRITTEN)


def write(book: xlwings.Book, report: Report) -> None:
    with undisturbed(book):
        write_into(book, report)


def block_of(report: Report) -> tuple[ReportSheet, ReportTable]:
    (sheet,) = [sheet for sheet in report.sheets if sheet.key == "results"]
    return sheet, sheet.tables[0]


def columns(table: ReportTable) -> dict[str, list[object]]:
    keys = [column.key for column in table.columns]
    return dict(zip(keys, map(list, zip(*table.rows, strict=True)), strict=True))


LATER = {
    "counts": {"p_holm", "deciding_p"},
    "coefficients": {"rank_low", "rank_high", "better_se", "worse_se"}
    | {"total_satisfaction_se", "average_satisfaction_se"},
}
"""Columns that came together with the block."""


def without_block(report: Report) -> Report:
    """The report as versions wrote it that knew no block of results."""
    sheets = [sheet for sheet in report.sheets if sheet.key != "results"]
    return replace(
        report,
        sheets=tuple(replace(s, blocks=tuple(map(as_before, s.blocks))) for s in sheets),
    )


def as_before(block: Block) -> Block:
    if not isinstance(block, ReportTable):
        return block
    later = LATER.get(block.key, set())
    kept = [index for index, column in enumerate(block.columns) if column.key not in later]
    assert kept == list(range(len(kept)))  # new columns stand last
    return replace(
        block,
        columns=block.columns[: len(kept)],
        rows=tuple(row[: len(kept)] for row in block.rows),
    )


def named(book: xlwings.Book) -> dict[str, list[object]]:
    """What stands in the cells of each name of a column."""
    return {
        key: book.names[name].refers_to_range.options(ndim=1).value
        for key, name in names.COLUMNS.items()
    }


def assert_named(book: xlwings.Book, report: Report) -> None:
    wanted = columns(block_of(report)[1])
    for key, found in named(book).items():
        expected = [None if isinstance(cell, Formula) else cell for cell in wanted[key]]
        assert found == pytest.approx(expected) if key in ("better", "worse") else expected, key


def test_its_keys_are_the_same_in_every_language() -> None:
    first, *others = [block_of(report_with(3, language))[1] for language in LANGUAGES]
    assert others
    for other in others:
        assert other.rows == first.rows
        assert other.columns == first.columns
    assert [column.title for column in first.columns] == [
        *("feature", "category", "verdict", "n", "better", "better_low", "better_high"),
        *("worse", "worse_low", "worse_high", "rank"),
    ]
    assert set(columns(first)["category"]) <= set("AOMIRQ")
    assert set(columns(first)["verdict"]) <= {"clear", "likely", "open"}
    titles = {block_of(report_with(3, language))[0].title for language in LANGUAGES}
    assert len(titles) == len(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_a_new_file_stand_for_exactly_its_rows(language: str, tmp_path: Path) -> None:
    for features in (0, 1, 5):
        report = report_with(features, language) if features else empty_report(language, WRITTEN)
        path = tmp_path / f"{features}.xlsx"
        write_workbook(report, path)
        book = openpyxl.load_workbook(path)
        sheet, table = block_of(report)
        defined = {name: book.defined_names[name] for name in names.COLUMNS.values()}
        for key, name in names.COLUMNS.items():
            ((title, cells),) = defined[name].destinations
            assert title == sheet.title
            found = [cell.value for (cell,) in as_rows(book[title][cells])]
            assert found == (columns(table)[key] if features else [None])


def as_rows(cells: object) -> tuple[tuple[openpyxl.cell.Cell, ...], ...]:
    return cells if isinstance(cells, tuple) else ((cells,),)


def test_formulas_use_it_in_a_new_file(tmp_path: Path, recalculated: Recalculated) -> None:
    path = tmp_path / "r.xlsx"
    report = report_of_undefined()
    write_workbook(report, path)
    book = openpyxl.load_workbook(path)
    mine = book.create_sheet("Mine")
    mine["A1"] = LOOKED_UP.format("Kano_Category")
    mine["A2"] = LOOKED_UP.format("Kano_Better")
    mine["A3"] = '=IFERROR(INDEX(Kano_Better,MATCH("Nobody",Kano_Feature,0)),"none")'
    mine["A4"] = "=ROWS(Kano_Rank)"
    mine["A5"] = '=SUMPRODUCT((Kano_Verdict="open")*1)'
    changed = tmp_path / "used.xlsx"
    book.save(changed)
    found = recalculated(changed)["Mine"]
    assert (found["A1"], found["A2"]) == ("A", pytest.approx(0.75))
    assert found["A3"] == "none"  # undefined: neither 0 nor more than any number
    assert found["A4"] == 3


def report_of_undefined() -> Report:
    survey = survey_of(
        [{"M": 60}, {"A": 30, "O": 15, "I": 15}, {}], ["Feature 1", "Feature 2", "Nobody"]
    )
    return build_report(survey, analysis_of(survey), WRITTEN)


def test_names_follow_the_features_of_every_analysis(book: xlwings.Book) -> None:
    mine = book.sheets["Mine"]
    for features in (3, 12, 2):
        report = report_with(features)
        write(book, report)
        assert_named(book, report)
        if features == 3:
            mine["A1"].formula = LOOKED_UP.format("Kano_Better")
            mine["A2"].formula = "=ROWS(Kano_Feature)"
        block = columns(block_of(report)[1])
        at = block["feature"].index("Feature 2")
        assert mine["A1"].value == pytest.approx(block["better"][at])
        assert mine["A2"].value == features
        assert changed_by_hand(book) == ()
    assert len([name for name in book.names if name.name in names.COLUMNS.values()]) == 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_of_an_earlier_version_gets_the_sheet(language: str, book: xlwings.Book) -> None:
    write(book, without_block(report_with(3, language)))
    assert "Kano_Result_results" not in [name.name for name in book.names]
    report = report_with(5, language)
    check_state(book, BEFORE_ANALYSING)
    write(book, report)
    assert block_of(report)[0].title in [sheet.name for sheet in book.sheets]
    assert_named(book, report)
    write(book, report_with(2, language))
    assert_named(book, report_with(2, language))


def test_a_block_that_was_deleted_comes_back_and_formulas_live_on(book: xlwings.Book) -> None:
    write(book, report_with(3))
    mine = book.sheets["Mine"]
    mine["A1"].formula = "=ROWS(Kano_Feature)"
    block = book.sheets[block_of(report_with(3))[0].title]
    # LibreOffice takes the tables of the sheet before one that is deleted along.
    book.sheets.add("Between", before=block)
    block.delete()
    check_state(book, BEFORE_ANALYSING)
    write(book, report_with(5))
    assert_named(book, report_with(5))
    mine["A1"].formula = mine["A1"].formula
    assert mine["A1"].value == 5


@pytest.mark.parametrize("refers", ["=Mine!$A$1:$A$2", "=Mine!$A$1+1"])
def test_a_name_that_the_user_has_is_left_to_the_user(refers: str, book: xlwings.Book) -> None:
    book.names.add("Kano_Better", refers)
    for there in (None, without_block(report_with(3))):
        if there is not None:
            book.names["Kano_Better"].delete()
            write(book, there)
            book.names.add("Kano_Better", refers)
        with pytest.raises(OutputError) as refused:
            check_state(book, BEFORE_ANALYSING)
        assert refused.value.code == "open_name_taken"
        assert "Kano_Better" in str(refused.value)


def test_removing_results_tells_of_formulas_that_use_it_and_takes_the_names(
    book: xlwings.Book,
) -> None:
    write(book, report_with(3))
    book.sheets["Mine"]["B7"].formula = "=COUNTA(Kano_Feature)"
    book.sheets["Mine"]["B8"].formula = "=COUNTA(A1:A3)"
    asked = remove(book, (), "en")
    assert asked.code == "remove"
    assert "'Mine'!B7" in asked.text
    assert "B8" not in asked.text
    remove(book, ("remove",), "en")
    assert [name.name for name in book.names if name.name.startswith("Kano_")] == []


def test_a_fault_puts_the_names_back(book: xlwings.Book, monkeypatch: pytest.MonkeyPatch) -> None:
    write(book, report_with(3))
    before = {name.name: name.refers_to for name in book.names}

    def fails(marks: object) -> str:
        raise RuntimeError

    monkeypatch.setattr("kano_xl.writers.open_workbook.as_text", fails)
    with pytest.raises(RuntimeError):
        write(book, report_with(12))
    assert {name.name: name.refers_to for name in book.names} == before


def ranged(report: Report) -> Report:
    """The report with a formula over a whole column in the first cell of a table."""
    sheets = []
    for sheet in report.sheets:
        blocks = list(sheet.blocks)
        for index, block in enumerate(blocks):
            if isinstance(block, ReportTable) and block.key == "counts":
                keys = [column.key for column in block.columns]
                row = list(block.rows[0])
                row[keys.index("missing")] = Formula(
                    "SUM({counts.A:all})-MAX({coefficients.trials:all})", -99
                )
                blocks[index] = replace(block, rows=(tuple(row), *block.rows[1:]))
        sheets.append(replace(sheet, blocks=tuple(blocks)))
    return replace(report, sheets=tuple(sheets))


def test_a_formula_may_refer_to_a_whole_column(
    book: xlwings.Book, tmp_path: Path, recalculated: Recalculated
) -> None:
    report = ranged(report_with(5))
    placed = next(p for p in Placement(report).sheets if p.sheet.key == "categories")
    (table,) = [block for block in placed.blocks if hasattr(block, "table")]
    cell = f"L{table.row + 2}"
    expected = wanted_of(report)
    write_workbook(report, tmp_path / "r.xlsx")
    assert recalculated(tmp_path / "r.xlsx")["Categories"][cell] == expected
    write(book, report)
    assert book.sheets["Categories"][cell].value == expected
    first, last = table.row + 2, table.row + 6
    assert f"SUM($E${first}:$E${last})" in book.sheets["Categories"][cell].formula
    write(book, ranged(report_with(9)))
    assert f"SUM($E${first}:$E${last + 4})" in book.sheets["Categories"][cell].formula


def wanted_of(report: Report) -> int:
    """The sum of all A, less the largest n', from the counts themselves."""
    table = next(t for sheet in report.sheets for t in sheet.tables if t.key == "counts")
    counts = columns(table)
    sums = [sum(each) for each in zip(*(counts[letter] for letter in "AOMI"), strict=True)]
    return sum(counts["A"]) - max(sums)


def test_only_whole_columns_can_be_meant() -> None:
    with pytest.raises(ValueError, match="some"):
        Placement(report_with(1)).formula(Formula("SUM({counts.A:some})", 0), "counts", 0)
