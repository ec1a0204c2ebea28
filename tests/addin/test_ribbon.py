"""The ribbon: valid, complete in both languages, and within what Excel shows."""

from __future__ import annotations

import re
import string
import zipfile
from itertools import permutations
from pathlib import Path
from xml.etree import ElementTree

import pytest
import xmlschema

from addin.parsing import procedures
from kano_xl.addin.texts import text_rows
from kano_xl.excel import ribbon as actions
from kano_xl.excel.registry import FUNCTIONS
from kano_xl.languages import LANGUAGES
from kano_xl.questionnaire.targets import TARGETS

SCHEMA = Path(__file__).with_name("customui14.xsd")
SPACE = "{http://schemas.microsoft.com/office/2009/07/customui}"

# Groups in the order of the work, with the actions that Python carries out.
ACTIONS = {
    "group_survey": ["new_survey", "check", "ask_menu"],
    "group_analyse": ["analyse", "settings", "add_workbooks", "compare_earlier"],
    "group_plan": ["plan_menu"],
    "group_share": ["freeze", "portable", "repair", "remove"],
    "group_help": ["guide", "about_menu"],
}
ITEMS = {
    "ask_menu": [f"ask_{target.replace('-', '_')}" for target in TARGETS],
    "plan_menu": [
        "plan_house",
        "plan_next",
        "plan_priority",
        "plan_journey",
        "plan_ask",
        "plan_blueprint",
        "plan_canvas",
        "plan_roadmap",
        "plan_build",
        "plan_actions",
    ],
    "about_menu": ["about", "self_test"],
}
BUTTONS = [
    item
    for controls in ACTIONS.values()
    for control in controls
    for item in ITEMS.get(control, [control])
]

# Those of our pictures that Microsoft lists for Excel, in each of the lists of Office 2013, 2016,
# 2019 and of Microsoft 365: github.com/OfficeDev/office-fluent-ui-command-identifiers, the files
# excelcontrols.xlsx.
LISTED_IMAGES = set(
    """
    CalculateNow ChartLines ChartTypeLineInsertGallery ChartTypeXYScatterInsertGallery Consolidate
    DataFormExcel DataValidation ErrorChecking FileNew FileProperties FunctionWizard Help
    HyperlinkInsert PasteValues PropertySheet ReviewNewComment ScenarioManager SheetDelete
    SmartArtInsert SortDialog TableInsertExcel TraceDependents TracePrecedents ViewSideBySide
    """.split()
)

# What each callback is handed by Excel, by the attribute that names it.
SIGNATURES = {
    "getLabel": [("IRibbonControl", True), ("Variant", False)],
    "getScreentip": [("IRibbonControl", True), ("Variant", False)],
    "getSupertip": [("IRibbonControl", True), ("Variant", False)],
    "onAction": [("IRibbonControl", True)],
}

LONGEST_TIP, LONGEST_LABEL, LONGEST_HELP = 1024, 30, 255


@pytest.fixture(scope="module")
def ribbon(addin: Path) -> ElementTree.Element:
    with zipfile.ZipFile(addin) as package:
        return ElementTree.fromstring(package.read("customUI/customUI14.xml"))


def texts(language: str) -> dict[str, str]:
    header, *rows = text_rows()
    column = header.index(language)
    return {row[0]: row[column] for row in rows}


def test_it_is_valid(addin: Path) -> None:
    with zipfile.ZipFile(addin) as package:
        content = package.read("customUI/customUI14.xml").decode()
    schema = xmlschema.XMLSchema(SCHEMA)
    schema.validate(content)
    assert not schema.is_valid(content.replace("<tabs>", "").replace("</tabs>", ""))
    assert not schema.is_valid(content.replace("getLabel", "label_", 1))


def test_one_tab_with_groups_in_the_order_of_the_work(ribbon: ElementTree.Element) -> None:
    (tab,) = ribbon.iter(f"{SPACE}tab")
    found = {group.get("id"): [control.get("id") for control in group] for group in tab}
    assert found == ACTIONS
    assert list(found) == list(ACTIONS)
    menus = {menu.get("id"): [item.get("id") for item in menu] for menu in tab.iter(f"{SPACE}menu")}
    assert menus == ITEMS
    large = [each.get("id") for each in ribbon.iter(f"{SPACE}button") if each.get("size")]
    assert large == ["analyse"]


def test_python_carries_out_every_action_of_the_ribbon() -> None:
    assert set(BUTTONS) == set(actions.ACTIONS)


def test_vba_knows_the_actions_that_need_no_workbook(sources: dict[str, str]) -> None:
    listed = re.search(r'WITHOUT_WORKBOOK As String = "(.*)"', sources["KanoActions"])
    assert listed is not None
    assert set(listed[1].split()) == set(actions.WITHOUT_WORKBOOK)


def test_every_picture_is_one_that_microsoft_lists(ribbon: ElementTree.Element) -> None:
    used = {str(each.get("imageMso")) for each in ribbon.iter() if each.get("imageMso")}
    assert used == LISTED_IMAGES


def test_ids_are_unique(ribbon: ElementTree.Element) -> None:
    ids = [each.get("id") for each in ribbon.iter() if each.get("id")]
    assert len(ids) == len(set(ids))


def test_keytips_can_be_told_apart_while_they_are_typed(ribbon: ElementTree.Element) -> None:
    menus = list(ribbon.iter(f"{SPACE}menu"))
    shown = [control for group in ribbon.iter(f"{SPACE}group") for control in group]
    # Those of a menu are asked for when it is open, and only they.
    for together in (shown, *menus):
        keytips = [each.get("keytip", "") for each in together]
        clashes = [(a, b) for a, b in permutations(keytips, 2) if b.startswith(a)]
        assert not clashes
    assert len(shown) + sum(map(len, menus)) == len(BUTTONS) + len(ITEMS)


def test_every_callback_has_its_sub(ribbon: ElementTree.Element, sources: dict[str, str]) -> None:
    subs = procedures("KanoRibbon", sources["KanoRibbon"])
    named = {
        (attribute, value)
        for element in ribbon.iter()
        for attribute, value in element.attrib.items()
        if attribute in SIGNATURES or attribute.startswith(("get", "on"))
    }
    assert {attribute for attribute, _ in named} == set(SIGNATURES)
    for attribute, name in named:
        assert subs[name].kind == "sub"
        assert subs[name].scope == "public"
        parameters = [(each.declared, each.by_val) for each in subs[name].params]
        assert parameters == SIGNATURES[attribute], name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_has_its_texts_within_what_excel_shows(
    ribbon: ElementTree.Element, language: str
) -> None:
    found = texts(language)
    for element in ribbon.iter():
        if "getLabel" in element.attrib:
            label = found[f"{element.get('id')}.label"]
            assert 0 < len(label) <= LONGEST_LABEL
            assert "\n" not in label
    for button in [*BUTTONS, *ITEMS]:
        tip, more = found[f"{button}.screentip"], found[f"{button}.supertip"]
        assert 0 < len(tip) <= 80
        assert len(tip) < len(more) <= LONGEST_TIP


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_texts_of_functions_fit_the_function_wizard(language: str) -> None:
    found = texts(language)
    for function in FUNCTIONS.values():
        keys = [f"{function.name}.{use}" for use in ("help", *(a.name for a in function.shown))]
        for key in keys:
            assert 0 < len(found[key]) <= LONGEST_HELP, key


def test_every_text_that_vba_asks_for_is_there(sources: dict[str, str]) -> None:
    keys = set(texts("en"))
    asked = {key for source in sources.values() for key in re.findall(r'TextOf\("([^"]+)"', source)}
    assert len(asked) > 5
    assert asked <= keys
    assert {key for key in keys if key.startswith("message.")} <= asked


def test_keys_differ_in_more_than_case() -> None:
    """They are the keys of a VBA collection, which knows no case."""
    keys = [row[0].lower() for row in text_rows()]
    assert len(keys) == len(set(keys))


def test_what_messages_are_filled_with_is_what_they_ask_for(sources: dict[str, str]) -> None:
    found = texts("en")
    joined = "\n".join(sources.values()).replace(" _\n", " ")
    for key, rest in re.findall(r'TextOf\("([^"]+)"([^\n]*)', joined):
        needed = {name for _, name, _, _ in string.Formatter().parse(found[key]) if name}
        given = set(re.findall(r'"(\w+)", \w', rest))
        assert needed == given, key
