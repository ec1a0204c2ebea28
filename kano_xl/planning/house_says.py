"""What is to be said of a need or of a characteristic of a house of quality."""

from __future__ import annotations

from kano_xl.model.planning.house import RELATIONS, STRONG
from kano_xl.planning.filling import number
from kano_xl.planning.house_draft import HouseDraft
from kano_xl.planning.house_layout import FIRST
from kano_xl.planning.needs import IMPORTANCE, LETTER, NAME, NUMBER, fixed_column
from kano_xl.planning.results import NOT_FOUND, first_said


def write_check(on: HouseDraft, row: int, index: int) -> None:
    """The first thing that is to be said of a row."""
    place = on.place
    name, importance = fixed_column(row, NAME), fixed_column(row, IMPORTANCE)
    names = place.down(NAME).fixed
    relations = f"{fixed_column(row, FIRST)}:{fixed_column(row, place.last)}"
    odd = "*".join(f"({relations}<>{each})" for each in (*RELATIONS, 0))
    levels = f"{fixed_column(row, place.right('now'))}:{fixed_column(row, place.right('target'))}"
    sales = fixed_column(row, place.right("sales_point"))
    is_text = [f"SUMPRODUCT(--ISTEXT({levels}))>0", f"ISTEXT({sales})"]
    is_text.append(f'AND(ISTEXT({importance}),{importance}<>"")')
    any_relation = f"{on.scalar('related')}>0"
    tests = (
        ("twice", f"SUMPRODUCT(--({names}={name}))>1"),
        ("relation", f'SUMPRODUCT(({relations}<>"")*{odd})>0'),
        ("number", f"OR({','.join(is_text)})"),
        ("unknown", f'{fixed_column(row, NUMBER)}="{NOT_FOUND}"'),
        ("reverse", f'LEFT({fixed_column(row, LETTER)},1)="R"'),
        ("unserved", f"AND({any_relation},MAX(0,{relations})=0)"),
        ("weak", f"AND({any_relation},MAX(0,{relations})<{STRONG})"),
    )
    formula = first_said((on.words(f"house.says.{key}"), test) for key, test in tests)
    key = said_of(on, index)
    said = on.words(f"house.says.{key}") if key else ""
    on.draft.calculate(row, place.check, f'IF({name}="","",{formula})', said, "told")


def said_of(on: HouseDraft, index: int) -> str:
    """The key of what is to be said of a row; "" for nothing."""
    typed, feature = on.filling.requirements[index], on.house.features[index]
    if not typed.name:
        return ""
    names = [each.name.casefold() for each in on.filling.requirements]
    relations = [on.filling.relations.get((index, j)) for j in range(on.place.columns)]
    levels = [typed.now, typed.rival_a, typed.rival_b, typed.target, typed.sales_point]
    strongest = max((0.0, *(number(each) for each in relations if number(each) > 0)))
    tests = {
        "twice": names.count(typed.name.casefold()) > 1,
        "relation": any(each not in (None, 0, *RELATIONS) for each in relations),
        "number": any(isinstance(each, str) for each in (*levels, typed.importance)),
        "unknown": bool(on.known.features) and on.known.row(typed.name) is None,
        "reverse": feature.category == "R",
        "unserved": on.has_relations and strongest == 0,
        "weak": on.has_relations and strongest < STRONG,
    }
    return next((key for key, holds in tests.items() if holds), "")


def is_unneeded(on: HouseDraft, index: int) -> bool:
    """Whether a characteristic serves no need, though others do."""
    named = bool(on.filling.characteristics[index].name)
    return named and on.has_relations and not (on.house.relations[:, index] > 0).any()
