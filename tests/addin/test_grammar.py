"""The VBA as a grammar of the whole language reads it, which pyOpenVBA's parser is not.

It takes seconds a module, so what was found right is remembered in pytest's cache.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

import olefile
import pytest
from antlr4 import CommonTokenStream, InputStream
from antlr4.error.ErrorListener import ErrorListener
from antlr4_vba.vbaLexer import vbaLexer
from antlr4_vba.vbaParser import vbaParser
from pyopenvba.interpreter._preprocess import strip_directives
from pyopenvba.vba import decompress

from addin.parsing import PLATFORMS
from kano_xl.addin.vba_project import vba_sources

# Attributes that Office adds to the language, of modules that belong to a workbook or a sheet.
_OFFICE_S_OWN = re.compile(r"Attribute VB_(Base|TemplateDerived|Customizable) = .*\r\n")

_HEAD = "VERSION 1.0 CLASS\r\nBEGIN\r\n  MultiUse = -1\r\nEND\r\n"


class Noted(ErrorListener):
    """Notes what the grammar does not take, by line and column."""

    def __init__(self) -> None:
        self.errors: list[str] = []

    def syntaxError(self, recognizer, offendingSymbol, line, column, msg, e):  # noqa: N802, N803
        self.errors.append(f"{line}:{column} {msg}")


def syntax_errors(source: str) -> list[str]:
    noted = Noted()
    lexer = vbaLexer(InputStream(source))
    parser = vbaParser(CommonTokenStream(lexer))
    for reader in (lexer, parser):
        reader.removeErrorListeners()
        reader.addErrorListener(noted)
    parser.startRule()
    return noted.errors


@pytest.fixture(scope="session")
def modules(addin: Path) -> dict[str, str]:
    """The modules as Excel finds them in the add-in, with the attributes in front."""
    with zipfile.ZipFile(addin) as package:
        content = package.read("xl/vbaProject.bin")
    with olefile.OleFileIO(BytesIO(content)) as project:
        streams = {name: project.openstream(f"VBA/{name}").read() for name in vba_sources()}
    texts = {name: decompress(stream).decode("ascii") for name, stream in streams.items()}
    return {name: as_exported(text) for name, text in texts.items()}


def as_exported(text: str) -> str:
    """A module as the grammar expects it: what is no standard module with a head of its own."""
    plain = _OFFICE_S_OWN.sub("", text)
    return plain if plain == text else f"{_HEAD}{plain}"


@pytest.mark.parametrize("name", vba_sources())
def test_every_kind_of_excel_is_given_vba(
    modules: dict[str, str], name: str, pytestconfig: pytest.Config
) -> None:
    compiled = {
        strip_directives(modules[name], constants=constants) for constants in PLATFORMS.values()
    }
    assert len(compiled) == (3 if name == "KanoPlatform" else 1)
    for source in compiled:
        known = hashlib.sha256(f"{version('antlr4-vba')}\n{source}".encode()).hexdigest()
        cache = pytestconfig.cache
        if cache is not None and cache.get(f"kano_xl/vba/{known}", False):
            continue
        assert syntax_errors(source) == []
        if cache is not None:
            cache.set(f"kano_xl/vba/{known}", True)


MODULE = 'Attribute VB_Name = "Trial"\nOption Explicit\n\nSub Try(ByVal a As Long)\n{}\nEnd Sub\n'


@pytest.mark.parametrize(
    "body",
    [
        "    If a = 1 Then\n        a = 2",
        "    If a = 1\n        a = 2\n    End If",
        "    a = (1 + 2",
        "    a = 1 +",
        "    Dim b As",
        "    Next a",
        "    For a = 1 To\n    Next a",
        "    Select Case a\n    Csae 1\n    End Select",
        '    a = "not closed',
        "    a.b c:=, d",
        "    Exit",
        "    On Error Goto",
        "    Open a For Append As",
        "    Function Inner()\n    End Function",
        "End Sub\nSub Try2(ByRef)",
        "End Sub\nPrivate Type Place\n    Front As\nEnd Type\nSub Try2()",
    ],
)
def test_what_is_no_vba_is_found(body: str) -> None:
    assert syntax_errors(MODULE.format("    a = 1")) == []
    assert syntax_errors(MODULE.format(body)) != []
