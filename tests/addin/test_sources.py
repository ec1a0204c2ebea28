"""The VBA sources: they compile everywhere, name nothing unknown, and match the registry."""

from __future__ import annotations

from importlib.metadata import version

import pytest
from pyopenvba.interpreter import _ast as vba

from addin.early_bound import LACKING, compile_errors, lacking
from addin.parsing import PLATFORMS, nodes, parsed, procedures
from kano_xl import __version__
from kano_xl.addin.functions_module import NAME as FUNCTIONS_MODULE
from kano_xl.excel.registry import FUNCTIONS, Function

DOCUMENTS = ("ThisWorkbook", "Sheet1")
LONGEST_LINE = 1023
MOST_CONTINUATIONS = 24

VBA_GIVES = set(
    """
    Array AscW ChrW CLng CStr CVErr EOF Environ Environ$ Err Format Format$ FreeFile GetSetting
    Hex$ IIf InStr InStrRev IsArray IsEmpty IsMissing IsNull IsObject Join LBound LCase$ Left$ Len
    Mid$ MsgBox Now Replace Right$ Split StrPtr String$ TypeName UBound VarType
    vbCritical vbExclamation vbInformation vbLf vbNo vbNullChar vbQuestion vbString vbYes vbYesNo
    vbYesNoCancel
    """.split()
)
EXCEL_GIVES = set(
    """
    ActiveWindow ActiveWorkbook Application AppleScriptTask ThisWorkbook Workbooks
    xlCountryCode xlErrDiv0 xlErrNA xlErrName xlErrValue xlMinimized
    """.split()
)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_module_is_vba_that_names_only_what_is_declared(
    sources: dict[str, str], platform: str
) -> None:
    modules = {name: parsed(name, source, platform) for name, source in sources.items()}
    shared = VBA_GIVES | EXCEL_GIVES
    for module in modules.values():
        shared |= declared_in(module)
    unknown = {
        f"{module.name or name}.{procedure.name}: {used}"
        for name, module in modules.items()
        for procedure in module.procedures
        for used in used_in(procedure) - shared - locals_of(procedure)
    }
    assert not unknown


def test_an_undeclared_name_would_be_found() -> None:
    source = "Option Explicit\nSub Try_()\n    Dim a As Long\n    a = b(1) + c.d\nEnd Sub\n"
    (procedure,) = parsed("Trial", source).procedures
    assert used_in(procedure) - locals_of(procedure) == {"b", "c"}


@pytest.mark.parametrize("platform", PLATFORMS)
def test_nothing_early_bound_that_the_host_lacks(sources: dict[str, str], platform: str) -> None:
    assert compile_errors(sources, platform) == []


TRIAL = """\
Option Explicit
Private kept As Application
Private Type Place
    Front As Window
End Type
Sub Try(ByVal given As Workbook)
    Dim host As Object
    Dim place As Place
    {}
End Sub
"""


@pytest.mark.parametrize(
    ("line", "platforms"),
    [
        ("Application.MacroOptions Macro:=1, ArgumentDescriptions:=2", {"Mac"}),
        ("Application.MacroOptions Macro:=1", set()),
        ("host.MacroOptions Macro:=1, ArgumentDescriptions:=2", set()),
        ("given = Application.LanguageSettings.LanguageID(2)", {"Mac"}),
        ("given = given.Application.ThisWorkbok", set()),  # what leads there is not known
        ("kept.ProtectedViewWindows.Open 1", {"Mac"}),
        ("host = msoLanguageIDUI", {"Mac"}),
        ("AppleScriptTask 1, 2, 3", {"Windows, 64 bits", "Windows, 32 bits"}),
        ("given.Savde = True", set(PLATFORMS)),
        ("place.Front.Acitvate", set(PLATFORMS)),
        ("Application.ActiveWorkbook.Savde = True", set(PLATFORMS)),
        ("Workbooks(1).Savde = True", set(PLATFORMS)),
    ],
)
def test_what_a_host_lacks_would_be_found(line: str, platforms: set[str]) -> None:
    trial = {"Trial": TRIAL.format(line)}
    assert {each for each in PLATFORMS if compile_errors(trial, each)} == platforms


def test_the_list_of_what_is_lacking_tells_its_sources() -> None:
    assert all(len(each["source"]) > 20 for each in LACKING)
    assert len(lacking("Mac") & lacking("Windows, 64 bits")) == 0


def declared_in(module: vba.Module) -> set[str]:
    """The names on the level of a module. Names are public or of this module: each is unique."""
    names = {each.name for each in module.procedures} | {each.name for each in module.declares}
    names |= {each.name for dim in module.variables for each in dim.decls}
    names |= {constant[0] for each in module.constants for constant in each.names}
    return names | {member for each in module.enums for member, _ in each.members}


def locals_of(procedure: vba.Procedure) -> set[str]:
    names = {parameter.name for parameter in procedure.params} | {procedure.name}
    dims = [node for node in nodes(procedure.body) if isinstance(node, vba.Dim)]
    return names | {each.name for dim in dims for each in dim.decls}


def used_in(procedure: vba.Procedure) -> set[str]:
    found = set()
    for node in nodes(procedure.body):
        if isinstance(node, vba.Name):
            found.add(node.name)
        elif isinstance(node, vba.ReDim):
            found |= {each.name for each in node.decls}
    return found


@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_parser_understands_all_but_statements_about_files(
    sources: dict[str, str], platform: str
) -> None:
    left = {
        node.text.split()[0]
        for name, source in sources.items()
        for node in nodes(parsed(name, source, platform))
        if isinstance(node, vba.Unsupported)
    }
    assert left <= {"Open", "Print", "Line", "Close"}


def test_sources_are_plain_text_within_the_limits_of_vba(sources: dict[str, str]) -> None:
    for name, source in sources.items():
        assert source.isascii(), name
        lines = source.splitlines()
        assert max(map(len, lines)) <= LONGEST_LINE, name
        assert not [line for line in lines if line != line.rstrip() or "\t" in line], name
        run = 0
        for line in lines:
            run = run + 1 if line.endswith(" _") else 0
            assert run <= MOST_CONTINUATIONS, name


def test_every_module_declares_its_variables_and_hides_what_is_not_for_people(
    sources: dict[str, str],
) -> None:
    for name, source in sources.items():
        assert "Option Explicit\n" in source, name
        public = [each for each in parsed(name, source).procedures if each.scope == "public"]
        if "Option Private Module\n" not in source and name not in DOCUMENTS:
            # Excel offers these functions to people.
            shown = {each.name for each in public if each.kind == "function"}
            assert shown == (set(FUNCTIONS) if name == FUNCTIONS_MODULE else set())


def test_names_of_people_s_functions_and_of_modules_are_distinct(sources: dict[str, str]) -> None:
    """VBA knows no case: a module and a procedure of one name would hide each other."""
    seen = [name.lower() for name in sources]
    for name, source in sources.items():
        seen += [each.name.lower() for each in parsed(name, source).procedures]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=lambda each: each.name)
def test_every_function_has_its_wrapper(sources: dict[str, str], function: Function) -> None:
    wrapper = procedures(FUNCTIONS_MODULE, sources[FUNCTIONS_MODULE])[function.name]
    assert wrapper.kind == "function"
    assert wrapper.returns == "Variant"
    given = [(each.name, each.optional, each.by_val, each.declared) for each in wrapper.params]
    assert given == [(each.name, each.optional, True, "Variant") for each in function.shown]
    (call,) = [
        node
        for node in nodes(wrapper.body)
        if isinstance(node, vba.Index) and getattr(node.target, "name", "") == "CellsFrom"
    ]
    python_name, arguments = (argument.value for argument in call.args)
    assert python_name.value == function.python_name
    handed = [
        "language" if isinstance(each.value, vba.Index) else each.value.name
        for each in arguments.args
    ]
    assert handed == [each.name for each in function.arguments]


def test_every_function_is_described_with_its_arguments(sources: dict[str, str]) -> None:
    describe = procedures(FUNCTIONS_MODULE, sources[FUNCTIONS_MODULE])["DescribeEachFunction"]
    described = {}
    for call in describe.body:
        name, names = (argument.value for argument in call.args)
        described[name.value] = [each.value.value for each in names.args]
    expected = {name: [each.name for each in one.shown] for name, one in FUNCTIONS.items()}
    assert described == expected


def test_the_library_is_that_of_the_installed_xlwings(sources: dict[str, str]) -> None:
    platform = sources["KanoPlatform"]
    for bits, name in ((True, "xlwings64"), (False, "xlwings32")):
        key = "Windows, 64 bits" if bits else "Windows, 32 bits"
        libraries = {each.library for each in parsed("KanoPlatform", platform, key).declares}
        assert f"{name}-{version('xlwings')}.dll" in libraries
        assert libraries - {f"{name}-{version('xlwings')}.dll"} == {"kernel32", "user32"}
    assert not parsed("KanoPlatform", platform, "Mac").declares


def test_the_add_in_knows_its_version(sources: dict[str, str]) -> None:
    assert f'ADDIN_VERSION As String = "{__version__}"' in sources["KanoPython"]
    assert not [name for name, source in sources.items() if "{kano_xl}" in source]


def test_only_the_settings_of_the_installer_choose_the_interpreter(
    sources: dict[str, str],
) -> None:
    """Nothing of a workbook, of its folder or of the environment comes near the command."""
    platform = sources["KanoPlatform"]
    assert '-I -B -m kano_xl.excel.server $(CLSID)"' in platform
    for name in ("ThisWorkbook", "ActiveWorkbook", "CurDir", "ChDir"):
        assert name not in platform
    readers = [name for name, source in sources.items() if "GetSetting(" in source]
    assert readers == ["KanoPlatform"]
    for name, source in sources.items():
        assert "Shell" not in source, name
        assert "CreateObject" not in source, name
        assert "SetAttr" not in source, name
