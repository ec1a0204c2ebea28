"""The template as a file: valid, the same every time, without anything that is new in Excel."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import ironcalc
import openpyxl
import pytest

from conftest import LibreOffice, cell_values
from filled_template import fill, survey_cells
from kano_xl import names
from kano_xl.addresses import address
from kano_xl.choices import ANSWER_NAMES, EXCLUSIONS
from kano_xl.errors import OutputError
from kano_xl.languages import LANGUAGES, text
from kano_xl.report.build import empty_report
from kano_xl.report.typesetting.placement import Placement
from kano_xl.survey.inspecting import understand
from kano_xl.writers.new_workbook import write_workbook
from kano_xl.writers.open_workbook.plan import area_of_all
from kano_xl.writers.template.places import ASKED, FEATURES, RESPONSES, SHEETS, answers, title
from kano_xl.writers.template.settings import WORDINGS
from kano_xl.writers.template.workbook import WRITTEN, write_settings_workbook, write_template
from make_templates import template_of

OLD_FUNCTIONS = set(
    "ABS AND AVERAGE CHAR COUNT COUNTA COUNTIF COUNTIFS IF IFERROR INDEX INT ISNUMBER LEFT LEN "
    "LOOKUP MATCH MAX MID MIN MOD N NA NOT OR REPT ROW SMALL SQRT SUBSTITUTE SUM SUMIF SUMPRODUCT "
    "TRIM UPPER COLUMN".split()
)
"""Functions of Excel 2007, which WPS and LibreOffice have as well."""

NEWER = {"_xlfn.UNICODE": "IFERROR(SUMPRODUCT("}
"""Functions of Excel 2013, and how a formula begins that does without them where they lack."""

RESULTS = [
    *("summary", "categories", "shares", "coefficients", "satisfaction"),
    *("groups", "group_figures", "scores"),
    *("check", "questions", "method", "results", "data", "group_data", "satisfaction_data"),
]


@pytest.fixture(scope="session", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def template(language: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.xlsx"
    write_template(path, language)
    return path


@pytest.fixture(scope="session")
def book(template: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(template)


def test_labels_of_the_live_map_never_wrap(template: Path) -> None:
    with zipfile.ZipFile(template) as package:
        charts = [
            package.read(name).decode()
            for name in package.namelist()
            if re.fullmatch(r"xl/charts/chart\d+\.xml", name)
        ]
    maps = [chart for chart in charts if "<c:scatterChart>" in chart]
    assert len(maps) == 5
    for chart in maps:
        labels = re.findall(r"<c:dLbls>.*?</c:dLbls>", chart)
        assert labels
        assert all('<c:txPr><a:bodyPr wrap="none"/>' in label for label in labels)


def test_texts_that_read_as_formulas_have_the_quote_prefix_and_no_others(
    book: openpyxl.Workbook,
) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    texts = {cell for cell in cells if cell.data_type == "s"}
    like_formulas = {cell for cell in texts if cell.value.strip().startswith(tuple("=+-@"))}
    assert any("KANO.BETTER" in cell.value for cell in like_formulas)
    assert {cell for cell in cells if cell.quotePrefix} == like_formulas


def test_the_open_xml_sdk_finds_no_error(
    language: str,
    template: Path,
    tmp_path: Path,
    ooxml_errors: Callable[[Path], list[str]],
) -> None:
    settings = tmp_path / "settings.xlsx"
    write_settings_workbook(settings, language)
    assert ooxml_errors(template) == ooxml_errors(settings) == []


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_shipped_template_is_what_the_program_writes(language: str, template: Path) -> None:
    assert members(template_of(language)) == members(template)


def test_it_is_the_same_byte_for_byte(language: str, template: Path, tmp_path: Path) -> None:
    write_template(tmp_path / "again.xlsx", language)
    assert (tmp_path / "again.xlsx").read_bytes() == template.read_bytes()


def test_it_holds_no_macro_and_no_link_outside(template: Path) -> None:
    with zipfile.ZipFile(template) as archive:
        parts = archive.namelist()
        links = [archive.read(part).decode() for part in parts if part.endswith(".rels")]
    assert not [part for part in parts if "vba" in part.lower() or part.endswith(".bin")]
    assert not any('TargetMode="External"' in link for link in links)


def test_nothing_is_protected(language: str, template: Path, tmp_path: Path) -> None:
    settings, report = tmp_path / "settings.xlsx", tmp_path / "report.xlsx"
    write_settings_workbook(settings, language)
    write_workbook(empty_report(language, WRITTEN), report)
    for path in (template, settings, report):
        with zipfile.ZipFile(path) as archive:
            parts = [archive.read(name) for name in archive.namelist() if name.endswith(".xml")]
        assert any(b"<sheetData" in part for part in parts)
        assert not any(b"sheetProtection" in part or b"workbookProtect" in part for part in parts)


def test_only_what_is_filled_in_or_read_is_in_view(language: str, book: openpyxl.Workbook) -> None:
    states = {sheet.title: sheet.sheet_state for sheet in book}
    hidden = {title(language, "live_data")}
    hidden |= {text(language, f"report.sheet.{key}") for key in RESULTS}
    assert {name for name, state in states.items() if state == "hidden"} == hidden
    assert {name for name, state in states.items() if state == "visible"} == states.keys() - hidden
    # Excel shows the last of several sheets that stand before a hidden one, never that itself.
    assert states[book.sheetnames[len(SHEETS) - 1]] == "visible"


def test_no_link_leads_to_a_hidden_sheet(book: openpyxl.Workbook) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    links = [cell.hyperlink.location for cell in cells if cell.hyperlink]
    targets = {place.rpartition("!")[0].strip("'") for place in links}
    assert len(targets) >= 4
    assert all(book[target].sheet_state == "visible" for target in targets)


def test_its_sheets_come_in_the_order_of_work(language: str, book: openpyxl.Workbook) -> None:
    own = [title(language, sheet) for sheet in SHEETS]
    results = [text(language, f"report.sheet.{key}") for key in RESULTS]
    assert book.sheetnames == own + results


def test_every_cell_to_be_found_has_its_name(language: str, book: openpyxl.Workbook) -> None:
    defined = book.defined_names
    for placed in Placement(empty_report(language, WRITTEN)).sheets:
        area = f"'{placed.sheet.title}'!{area_of_all(placed).absolute}"
        assert defined[names.RESULT + placed.sheet.key].attr_text == area
    assert defined[names.FEATURES].attr_text == FEATURES.address(language)
    assert defined[names.RESPONSES].attr_text == RESPONSES.address(language)
    functions = {name for name in defined if name.startswith("KANO.")}
    assert functions == {
        f"KANO.{each}" for each in "BETTER CATEGORY CLASS CODE COUNT WORSE".split()
    }


def named_value(book: openpyxl.Workbook, values: dict[str, dict[str, object]], name: str) -> object:
    ((sheet, cell),) = book.defined_names[name].destinations
    return values[sheet][cell.replace("$", "")]


def test_settings_stand_there_as_codes(
    language: str, template: Path, book: openpyxl.Workbook
) -> None:
    stored = cell_values(template)
    expected = {
        names.of_choice("table"): "standard",
        names.of_choice("rule"): "mode",
        names.of_choice("tie_gap"): 0.05,
        names.of_choice("codes"): "usual",
        names.of_choice("confidence"): 0.95,
        names.of_choice("language"): language,
        **{names.of_choice("exclude", group): "no" for group in EXCLUSIONS},
    }
    assert {name: named_value(book, stored, name) for name in expected} == expected


CHOICES = {
    names.of_choice("table"): ("table.three-level", "three-level"),
    names.of_choice("rule"): ("rule.cqm", "cqm"),
    names.of_choice("codes"): ("codes.like5", "like=5"),
    names.of_choice("exclude", "duplicates"): ("yes_no.yes", "yes"),
}


def chosen(book: openpyxl.Workbook, name: str) -> str:
    """The cell where a setting is chosen: left of its code."""
    ((_, cell),) = book.defined_names[name].destinations
    return f"B{re.sub('[^0-9]', '', cell)}"


@pytest.fixture(scope="session")
def computed(
    template: Path, language: str, office: LibreOffice, book: openpyxl.Workbook
) -> list[dict[str, dict[str, object]]]:
    """The template with other choices and a feature, with a code typed, and with a cell emptied."""
    settings, rule = title(language, "settings"), chosen(book, names.of_choice("rule"))
    labels = {
        chosen(book, name): text(language, f"template.settings.{key}")
        for name, (key, _) in CHOICES.items()
    }
    labels[chosen(book, names.of_choice("language"))] = "简体中文"
    cells = survey_cells(language, ['"Fast" & safe'], [])
    cells[title(language, "features")]["C4"] = "=1+1"
    made = [
        fill(template, template.with_name("labels.xlsx"), {**cells, settings: labels}),
        fill(template, template.with_name("code.xlsx"), {settings: {rule: "moai"}}),
        fill(template, template.with_name("empty.xlsx"), {settings: {rule: None}}),
    ]
    return [cell_values(path) for path in office.convert(made, "xlsx")]


def test_every_choice_becomes_its_code(
    book: openpyxl.Workbook, computed: list[dict[str, dict[str, object]]]
) -> None:
    found = {name: named_value(book, computed[0], name) for name in CHOICES}
    assert found == {name: code for name, (_, code) in CHOICES.items()}
    assert named_value(book, computed[0], names.of_choice("language")) == "zh-Hans"
    assert named_value(book, computed[1], names.of_choice("rule")) == "moai"
    assert named_value(book, computed[2], names.of_choice("rule")) == "mode"


def test_every_meaning_of_a_wording_becomes_its_code(
    language: str, template: Path, office: LibreOffice, tmp_path: Path
) -> None:
    listed = [text(language, f"names.answer.{code}") for code in range(1, 6)]
    listed += [text(language, "template.settings.no_answer"), "live-with", "what?"]
    meanings = {address(WORDINGS.row + row, 1): label for row, label in enumerate(listed)}
    filled = fill(template, tmp_path / "filled.xlsx", {title(language, "settings"): meanings})
    values = cell_values(office.convert([filled], "xlsx")[0])[title(language, "settings")]
    codes = [*ANSWER_NAMES[1:], "none", "live-with", "what?", None]
    cells = [address(WORDINGS.row + row, 2) for row in range(len(codes))]
    assert [values.get(cell) or None for cell in cells] == codes


def test_wordings_are_texts_with_meanings_to_pick(language: str, book: openpyxl.Workbook) -> None:
    ((sheet, area),) = book.defined_names[names.WORDINGS].destinations
    assert (sheet, area) == (title(language, "settings"), WORDINGS.cells)
    rows = book[sheet][area.replace("$", "")]
    assert len(rows) == 20
    assert {row[0].number_format for row in rows} == {"@"}
    picked = f"{rows[0][1].coordinate}:{rows[-1][1].coordinate}"
    rules = book[sheet].data_validations.dataValidation
    (rule,) = (rule for rule in rules if str(rule.sqref) == picked)
    assert rule.type == "list"
    assert rule.formula1.count(",") == len(ANSWER_NAMES) - 1


def test_a_table_of_wordings_is_no_survey(
    language: str, template: Path, office: LibreOffice, tmp_path: Path
) -> None:
    answers = [text(language, f"names.answer.{1 + row % 5}") for row in range(WORDINGS.height)]
    cells = survey_cells(language, ["x"], [[1, 5]])
    cells[title(language, "settings")] = {
        address(WORDINGS.row + row, column): answer
        for row, answer in enumerate(answers)
        for column in (0, 1)
    }
    path = fill(template, tmp_path / "filled.xlsx", cells)
    (path,) = office.convert([path], "xlsx")
    assert understand(path).sheet.name == title(language, "responses")


@pytest.mark.parametrize("label", ["usual", "like1", "like5"])
def test_entries_of_lists_hold_no_comma(language: str, label: str) -> None:
    # In a file the comma separates them.
    assert "," not in text(language, f"template.settings.codes.{label}")


def test_questions_are_worded_from_the_names(
    language: str, computed: list[dict[str, dict[str, object]]]
) -> None:
    values = computed[0][title(language, "features")]
    for cell, key in (("E7", "question_with"), ("F7", "question_without")):
        expected = text(
            language, f"template.features.{key}", product="=1+1", feature='"Fast" & safe'
        )
        assert values[cell] == expected
    assert not values.get("C8")


def test_formulas_run_in_old_excel_and_in_other_programs(
    language: str, book: openpyxl.Workbook
) -> None:
    formulas = [
        re.sub('"[^"]*"', "", cell.value)
        for sheet in SHEETS
        for row in book[title(language, sheet)].iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.data_type == "f"
    ]
    used = {name for each in formulas for name in re.findall(r"([\w.]+)\(", each)}
    assert used - OLD_FUNCTIONS <= NEWER.keys()
    for newer, caught in NEWER.items():
        found = [each for each in formulas if newer in each]
        assert found
        assert all(each.startswith(f"={caught}") for each in found)


def test_answers_are_picked_from_a_list_with_prompts(
    language: str, book: openpyxl.Workbook
) -> None:
    rules = book[title(language, "responses")].data_validations.dataValidation
    lists = [rule for rule in rules if rule.type == "list"]
    assert len(lists) == 2
    for rule in lists:
        assert rule.prompt
        assert rule.error
        assert len(rule.sqref.ranges) == FEATURES.height
    first, second = (str(rule.sqref).split()[0] for rule in lists)
    assert (first[0], second[0]) == ("D", "E")


def test_a_cell_that_is_not_counted_turns_red(
    language: str, template: Path, tmp_path: Path
) -> None:
    answer = text(language, "template.answers.3").upper()
    wrong, right = ["hm", "*", ">0", 6, "x" * 300], [None, 3, "2", answer]
    column = [[typed] for typed in (*wrong, *right)]
    path = fill(template, tmp_path / "filled.xlsx", survey_cells(language, ["x"], column))
    formats = openpyxl.load_workbook(path)[title(language, "responses")].conditional_formatting
    formula = next(rule for group in formats for rule in group.rules).formula[0]
    model, sheet = ironcalc.load_from_xlsx(str(path)), SHEETS.index("responses")
    first = answers(0, 0).row + 1
    rows = range(first, first + len(column))
    for row in rows:
        model.set_user_input(sheet, row, 90, f"={formula.replace(f'D{first}', f'D{row}')}")
    model.evaluate()
    marked = [model.get_cell_value(sheet, row, 90) for row in rows]
    assert marked == [True] * len(wrong) + [False] * len(right)


def test_dropdowns_are_short_enough_for_excel(language: str, book: openpyxl.Workbook) -> None:
    for sheet in SHEETS:
        for rule in book[title(language, sheet)].data_validations.dataValidation:
            assert len(rule.formula1 or "") <= 257
            assert len(rule.promptTitle or "") <= 32
            assert len(rule.prompt or "") <= 255
            assert len(rule.errorTitle or "") <= 32
            assert len(rule.error or "") <= 225


def test_names_that_stand_twice_or_are_too_long_are_refused(
    language: str, book: openpyxl.Workbook
) -> None:
    rule, _, asked = book[title(language, "features")].data_validations.dataValidation
    assert rule.type == "custom"
    assert rule.errorStyle in (None, "stop")
    assert str(rule.sqref) == FEATURES.cells.replace("$", "")
    assert (asked.type, str(asked.sqref)) == ("list", ASKED.cells.replace("$", ""))
    yes, no = (text(language, f"template.settings.yes_no.{word}") for word in ("yes", "no"))
    assert asked.formula1 == f'"{yes},{no}"'


def test_the_cells_to_fill_in_are_where_one_begins(language: str, book: openpyxl.Workbook) -> None:
    for key, first in (("features", FEATURES.at(0)), ("responses", answers(0, 0).at(0))):
        selected = book[title(language, key)].sheet_view.selection[-1]
        assert selected.activeCell == first.cells.replace("$", "")


@pytest.mark.parametrize("key", ["template.start.step.5.text", "report.nothing_yet.summary"])
def test_the_button_is_called_as_on_the_ribbon(language: str, key: str) -> None:
    label = text(language, "ribbon.analyse.label")
    assert re.search(rf"[“„「]{label}[”“」]| {label} on the Kano tab", text(language, key))


def test_a_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as caught:
        write_template(tmp_path / "none" / "x.xlsx", "en")
    assert caught.value.code == "output_folder_missing"
