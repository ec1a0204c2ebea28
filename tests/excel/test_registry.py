"""The list of functions, what is made from it, and that there is a function behind each."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

from kano_xl.excel import functions
from kano_xl.excel.registry import FUNCTIONS, Function
from kano_xl.languages import LANGUAGES, catalogue

WIZARD = 255
"""Excel's Function Wizard cuts a help text after so many characters."""

EVERY = pytest.mark.parametrize("function", FUNCTIONS.values(), ids=lambda each: each.name)


def test_importing_the_functions_is_light() -> None:
    heavy = {"click", "pandas", "pyarrow", "rich", "scipy", "xlsxwriter", "xlwings"}
    code = "import sys, kano_xl.excel.functions; print(*sys.modules)"
    command = [sys.executable, "-c", code]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert "numpy" in loaded
    assert not heavy.intersection(loaded)
    assert not [name for name in loaded if name.startswith(("kano_xl.report", "kano_xl.writers"))]


@EVERY
def test_there_is_a_function_with_these_arguments(function: Function) -> None:
    behind = inspect.signature(getattr(functions, function.python_name)).parameters.values()
    assert [parameter.name for parameter in behind] == [each.name for each in function.arguments]
    optional = [parameter.default is None for parameter in behind]
    assert optional == [each.optional for each in function.arguments]


def test_every_function_is_registered() -> None:
    names = {name for name in vars(functions) if name.startswith("kano_") and name != "kano_xl"}
    assert names == {function.python_name for function in FUNCTIONS.values()}


@EVERY
@pytest.mark.parametrize("language", LANGUAGES)
def test_help_fits_the_function_wizard(function: Function, language: str) -> None:
    helps = [function.help(language)]
    helps += [function.argument_help(argument, language) for argument in function.arguments]
    for words in helps:
        assert 0 < len(words) <= WIZARD
        assert "\n" not in words
        assert words.endswith((".", "。"))
    assert all(len(argument.name) <= 30 for argument in function.arguments)
    # The wizard shows all names of the arguments in one line, cut at as many characters.
    assert len(function.signature) <= WIZARD


@EVERY
def test_no_help_is_left_over(function: Function) -> None:
    written = catalogue("en")["functions"][function.name]
    assert set(written) == {"help", *(argument.name for argument in function.arguments)}
