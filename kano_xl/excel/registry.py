"""The functions people type into cells: the one list that everything else is made from.

The Python functions, the VBA wrappers, the texts of Excel's Function Wizard and the table
of functions in the README all read it. What the texts say stands in the catalogue
``functions`` of each language.
"""

from __future__ import annotations

from dataclasses import dataclass

from kano_xl.languages import LANGUAGES, text


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a function.

    Attributes:
        name: as people see it in Excel.
        optional: whether it may be left out.
        given: "language" where the add-in gives it and people never see it; else "".
    """

    name: str
    optional: bool = False
    given: str = ""


@dataclass(frozen=True, slots=True)
class Function:
    """A function for cells.

    Attributes:
        name: as people type it, such as ``KANO_CLASS``.
        arguments: in their order; the optional ones at the end.
    """

    name: str
    arguments: tuple[Argument, ...] = ()

    @property
    def python_name(self) -> str:
        """The name of the Python function behind it, in `kano_xl.excel.functions`."""
        return self.name.lower()

    @property
    def shown(self) -> tuple[Argument, ...]:
        """The arguments that people see."""
        return tuple(argument for argument in self.arguments if not argument.given)

    @property
    def signature(self) -> str:
        """How it is typed.

        >>> FUNCTIONS["KANO_CLASS"].signature
        'KANO_CLASS(functional, dysfunctional, [table])'
        """
        names = (f"[{each.name}]" if each.optional else each.name for each in self.shown)
        return f"{self.name}({', '.join(names)})"

    def help(self, language: str) -> str:
        """What it gives, in one sentence of at most 255 characters."""
        return text(language, f"functions.{self.name}.help")

    def argument_help(self, argument: Argument, language: str) -> str:
        """What an argument takes, in at most 255 characters."""
        return text(language, f"functions.{self.name}.{argument.name}", languages=_TAGS)


_TAGS = ", ".join(LANGUAGES)
_FUNCTIONAL, _DYSFUNCTIONAL = Argument("functional"), Argument("dysfunctional")
_RANGE, _SECOND = Argument("range"), Argument("dysfunctional", optional=True)
_RULE, _CODES = Argument("rule", optional=True), Argument("codes", optional=True)
_LANGUAGE = Argument("language", optional=True)

FUNCTIONS = {
    function.name: function
    for function in (
        Function("KANO_CLASS", (_FUNCTIONAL, _DYSFUNCTIONAL, Argument("table", optional=True))),
        Function("KANO_CODE", (Argument("answers"), _CODES)),
        Function("KANO_COUNT", (_RANGE, _SECOND, Argument("headers", optional=True))),
        Function("KANO_CATEGORY", (_RANGE, _SECOND, _RULE)),
        Function("KANO_BETTER", (_RANGE, _SECOND)),
        Function("KANO_WORSE", (_RANGE, _SECOND)),
        Function(
            "KANO_INTERVAL",
            (
                _RANGE,
                _SECOND,
                Argument("coefficient", optional=True),
                Argument("confidence", optional=True),
            ),
        ),
        Function("KANO_STRENGTH", (_RANGE, _SECOND)),
        Function("KANO_TOTAL", (_RANGE, _SECOND)),
        Function("KANO_PVALUE", (_RANGE, _SECOND)),
        Function("KANO_FONG", (_RANGE, _SECOND)),
        Function("KANO_SCORE", (_FUNCTIONAL, _DYSFUNCTIONAL)),
        Function("KANO_TABLE", (Argument("answers"), _RULE, _LANGUAGE)),
        Function("KANO_NAME", (Argument("letter"), _LANGUAGE)),
        Function("KANO_CHECK", (Argument("answers"), Argument("language", True, "language"))),
        Function("KANO_VERSION"),
    )
}
"""Every function by its name."""
