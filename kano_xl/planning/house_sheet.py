"""The sheet of a house of quality: what is typed, what is calculated, what it says."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import partial

from kano_xl.addresses import address
from kano_xl.languages import text
from kano_xl.model.planning.house import (
    ADJUSTMENTS,
    CHAUDHA_K,
    LEVELS,
    RELATIONS,
    SALES_POINTS,
    STRONG,
    TAN_SHEN_K,
    TOO_BIG,
    WEIGHTINGS,
    raw_weights,
)
from kano_xl.planning.filling import DIRECTIONS, HouseFilling, Typed, number
from kano_xl.planning.grid import (
    GridArea,
    GridCell,
    GridDraft,
    GridSheet,
    Highlight,
    PickList,
    PlanChart,
    PlanSeries,
)
from kano_xl.planning.house_layout import (
    BODY,
    COLUMN,
    FIRST,
    FOOT,
    NAMES,
    PAIR_COUNT,
    PAIR_I,
    PAIR_J,
    PAIR_VALUE,
    RIGHT,
    ROOF_ROWS,
    TOP,
    UNITS,
    WAYS,
    HouseLayout,
)
from kano_xl.planning.house_numbers import CalculatedHouse, calculate
from kano_xl.planning.house_roof import negatives, write_roof
from kano_xl.planning.needs import (
    BETTER,
    IMPORTANCE,
    LETTER,
    NAME,
    NUMBER,
    ROW,
    WIDTHS,
    WORSE,
    NeedColumns,
    blank,
    colour_letters,
    fixed_column,
    fixed_row,
    name_height,
)
from kano_xl.planning.results import (
    ANALYSED,
    LARGEST,
    NOT_FOUND,
    KnownFeatures,
    first_said,
    quoted_text,
)
from kano_xl.report.report import Scalar

KEY = "house"
HOUSE_NAMES = (
    "Plan_House",
    "Plan_Requirements",
    "Plan_Importance",
    "Plan_Now",
    "Plan_RivalA",
    "Plan_RivalB",
    "Plan_Target",
    "Plan_SalesPoint",
    "Plan_Characteristics",
    "Plan_Relations",
    "Plan_Roof",
    "Plan_Adjustment",
    "Plan_Weighting",
)
"""The names of a sheet's own, by which what was typed is found again."""

_TRADE_OFFS_SHOWN = 8
_NAME_HEIGHT = 118
_PAGE = 1500, 1000
"""Pixels across and down on A3 on its side, within the margins."""

_READABLE = 0.6
"""To what share of its size a page may be made smaller."""


def house_sheet(
    language: str, title: str, filling: HouseFilling, known: KnownFeatures
) -> GridSheet:
    """The sheet of a house of quality.

    Args:
        language: of its texts.
        title: the name on its tab.
        filling: what stands in it at first.
        known: the features of the survey that it looks up.
    """
    return _House(language, calculate(filling, known), known).sheet(title)


class _House:
    """A house in the making."""

    def __init__(self, language: str, house: CalculatedHouse, known: KnownFeatures) -> None:
        self.language, self.house, self.known = language, house, known
        self.filling = house.filling
        self.place = HouseLayout(len(self.filling.requirements), len(self.filling.characteristics))
        self.draft = GridDraft()
        self.needs = NeedColumns(self.draft, known, self.scalar("analysed"), self.scalar("largest"))
        self.has_columns = any(each.name for each in self.filling.characteristics)
        self.has_relations = bool((self.house.relations > 0).any())

    def words(self, key: str, /, **values: object) -> str:
        return text(self.language, f"planning.{key}", **values)

    def quoted(self, key: str) -> str:
        return quoted_text(self.words(key))

    def scalar(self, key: str) -> str:
        return self.place.scalar(key).fixed

    def sheet(self, title: str) -> GridSheet:
        draft, place = self.draft, self.place
        self._sizes()
        self._top(title)
        self._heads()
        for row in range(place.rows):
            self._requirement(row)
        for column in range(place.check + 1):
            draft.put(place.sentinel, column, None, "sentinel")
        self._foot()
        self._correlations()
        self._scalars()
        write_roof(draft, place, self.house, self.words("house.roof_alt"))
        self._bars()
        self._findings()
        self._trade_offs()
        self._lists()
        self._highlights()
        self._names()
        wide = sum(draft.widths[column] for column in range(place.check + 1))
        high = sum(draft.heights[row] for row in range(place.end + 1))
        return GridSheet(
            KEY,
            title,
            draft.cells,
            tuple(draft.merged),
            draft.widths,
            draft.heights,
            place.hidden,
            tuple(draft.lists),
            tuple(draft.highlights),
            draft.names,
            tuple(draft.charts),
            (GridArea(0, 0, place.end, place.check),),
            (0, NAME + 1),
            "A3",
            int(min(_PAGE[0] / wide, _PAGE[1] / high) >= _READABLE),
            repeated=(WAYS, UNITS),
        )

    # ── sizes, titles, heads ─────────────────────────────────────────────────────────────────

    def _sizes(self) -> None:
        draft, place = self.draft, self.place
        draft.columns(0, WIDTHS)
        draft.columns(FIRST, [COLUMN] * place.columns)
        draft.columns(place.right(RIGHT[0]), [40] * (len(RIGHT) - 2) + [62, 44])
        draft.columns(place.profile, [24] * 5)
        draft.widths[place.check] = 220
        draft.heights.update(dict.fromkeys(range(place.end + 1), ROW))
        draft.heights |= {0: 32, NAMES: _NAME_HEIGHT, place.sentinel: 6}
        for row in range(TOP, TOP + ROOF_ROWS):
            draft.heights[row] = place.roof_height // ROOF_ROWS
        for row, each in enumerate(self.filling.requirements, BODY):
            draft.heights[row] = name_height(each.name, self.language)

    def _top(self, title: str) -> None:
        draft, filling = self.draft, self.filling
        draft.put(0, 0, title, "title")
        draft.put(1, 0, self.words("house.note"), "note")
        choices = (("adjustment", ADJUSTMENTS), ("weighting", WEIGHTINGS))
        for row, (key, codes) in enumerate(choices, TOP):
            chosen = self.words(f"house.{key}.{_key(getattr(filling, key))}")
            draft.put(row, NAME, self.words(f"house.{key}.name"), "label")
            draft.across(row, LETTER, IMPORTANCE, chosen, "input_centre")
            labels = tuple(self.words(f"house.{key}.{_key(code)}") for code in codes)
            cell = GridArea.cell(row, LETTER)
            refusal = self.words("pick_one")
            draft.lists.append(PickList(cell, labels, self.words(f"house.{key}.name"), "", refusal))
            known = "{" + ",".join(map(quoted_text, labels)) + "}"
            formula = f"IFERROR(MATCH({cell.fixed},{known},0),1)"
            at = self.place.scalar(key)
            position = codes.index(getattr(filling, key)) + 1
            draft.calculate(at.row, at.column, formula, position, "helper")
        for row, key in enumerate(("relations", "directions", "roof", "letters"), TOP + 3):
            draft.put(row, NAME, self.words(f"house.legend.{key}"), "legend")

    def _heads(self) -> None:
        draft, place = self.draft, self.place
        left = ("number", "requirement", "letter", "better", "worse", "importance")
        for column, key in enumerate(left):
            look = "head_left" if column == NAME else "head" if column <= LETTER else "head_up"
            self._head(column, key, look)
        for key in RIGHT:
            self._head(place.right(key), key, "head" if key == "weight" else "head_up")
        profile = GridArea(NAMES, place.profile, NAMES, place.profile + 4)
        draft.across(
            NAMES, profile.column, profile.last_column, self.words("house.profile"), "head"
        )
        for level in LEVELS:
            draft.put(UNITS, place.profile + level - 1, level, "head")
        self._head(place.check, "check", "head_left")
        for column, each in enumerate(self.filling.characteristics, FIRST):
            draft.put(WAYS, column, each.direction, "input_small")
            draft.put(NAMES, column, each.name or None, "input_up")
            draft.put(UNITS, column, each.unit, "input_small")

    def _head(self, column: int, key: str, look: str) -> None:
        """A header over the rows of names and units."""
        area = GridArea(NAMES, column, UNITS, column)
        self.draft.block(area, GridCell(self.words(f"house.column.{key}"), look))

    # ── a requirement ────────────────────────────────────────────────────────────────────────

    def _requirement(self, index: int) -> None:
        draft, place, house = self.draft, self.place, self.house
        row, typed = BODY + index, self.filling.requirements[index]
        self.needs.write(row, typed.name, typed.importance, house.importance[index])
        for key in ("now", "rival_a", "rival_b", "target", "sales_point"):
            draft.put(row, place.right(key), getattr(typed, key), "input_centre")
        self._weights(row, index)
        for column in range(place.columns):
            relation = self.filling.relations.get((index, column))
            draft.put(row, FIRST + column, relation, "relation")
        self._profile(row, index)
        self._check(row, index)

    def _weights(self, row: int, index: int) -> None:
        """From the improvement to the share of all weights."""
        draft, place, found = self.draft, self.place, self.house.numbers
        named = bool(self.filling.requirements[index].name)
        at = {key: fixed_column(row, place.right(key)) for key in RIGHT}
        name, importance = fixed_column(row, NAME), fixed_column(row, IMPORTANCE)
        now, target, ratio = at["now"], at["target"], at["improvement"]
        empty = f'IF({name}="","",'

        def put(key: str, formula: str, value: float, look: str) -> None:
            column = place.right(key)
            draft.calculate(row, column, formula, blank(value) if named else "", look)

        improved = f"IF(AND(N({now})>0,N({target})>0),{target}/{now},1)"
        put("improvement", f"{empty}{improved})", found.ratio[index], "calculated_2")
        put(
            "adjusted",
            f"{empty}{self._adjusted(row, ratio)})",
            found.adjusted[index],
            "calculated_2",
        )
        points = f"IF(N({at['sales_point']})>0,{at['sales_point']},1)"
        weight = f"IF({self.scalar('weighting')}=2,N({importance}),N({importance})*{{}}*{points})"
        put("raw", f"{empty}{weight.format(at['adjusted'])})", found.raw[index], "calculated_2")
        plain = fixed_column(row, place.unadjusted)
        draft.calculate(
            row,
            place.unadjusted,
            f"{empty}{weight.format(ratio)})",
            self._plain_raw(index) if named else "",
            "helper",
        )
        raws, plains = place.down(place.right("raw")).fixed, place.down(place.unadjusted).fixed
        share = f'IF(OR({name}="",SUM({raws})=0),"",{at["raw"]}/SUM({raws}))'
        put("weight", share, found.weight[index], "calculated_bar")
        beside = f'IF(OR({name}="",{self.scalar("adjustment")}=1,SUM({plains})=0),"",'
        shown = found.plain[index] if self._is_adjusted else math.nan
        put("plain", f"{beside}{plain}/SUM({plains}))", shown, "calculated_percent_quiet")

    @property
    def _is_adjusted(self) -> bool:
        return self.filling.adjustment != ADJUSTMENTS[0]

    def _plain_raw(self, index: int) -> float:
        typed = self.filling.requirements[index]
        (weight,) = raw_weights(
            [self.house.importance[index]],
            [self.house.numbers.ratio[index]],
            [number(typed.sales_point)],
            self.filling.weighting,
        ).tolist()
        return float(weight)

    def _adjusted(self, row: int, ratio: str) -> str:
        """The improvement as the category bears on it, by the adjustment that is chosen."""
        letter, better, worse = (fixed_column(row, each) for each in (LETTER, BETTER, WORSE))
        effect = f"MAX(N({better}),-N({worse}))"
        tan_shen = f"{ratio}^(1/{_by_letter(letter, TAN_SHEN_K, 1)})"
        chaudha = f"(1+{effect})^{_by_letter(letter, CHAUDHA_K, 0)}*{ratio}"
        tontini = f"IF(COUNT({better}:{worse})=0,1,{effect})*{ratio}"
        chosen = self.scalar("adjustment")
        return f"CHOOSE({chosen},{ratio},{tan_shen},{chaudha},{tontini})"

    def _profile(self, row: int, index: int) -> None:
        typed = self.filling.requirements[index]
        marks = (("now", "■"), ("rival_a", "○"), ("rival_b", "△"))
        for level in LEVELS:
            parts = [
                f'IF(N({fixed_column(row, self.place.right(key))})={level},"{mark}","")'
                for key, mark in marks
            ]
            shown = "".join(mark for key, mark in marks if number(getattr(typed, key)) == level)
            column = self.place.profile + level - 1
            self.draft.calculate(row, column, "&".join(parts), shown, "profile")

    def _check(self, row: int, index: int) -> None:
        """The first thing that is to be said of a row."""
        place = self.place
        name, importance = fixed_column(row, NAME), fixed_column(row, IMPORTANCE)
        names = place.down(NAME).fixed
        relations = f"{fixed_column(row, FIRST)}:{fixed_column(row, place.last)}"
        odd = "*".join(f"({relations}<>{each})" for each in (*RELATIONS, 0))
        levels = (
            f"{fixed_column(row, place.right('now'))}:{fixed_column(row, place.right('target'))}"
        )
        sales = fixed_column(row, place.right("sales_point"))
        is_text = [f"SUMPRODUCT(--ISTEXT({levels}))>0", f"ISTEXT({sales})"]
        is_text.append(f'AND(ISTEXT({importance}),{importance}<>"")')
        any_relation = f"{self.scalar('related')}>0"
        tests = (
            ("twice", f"SUMPRODUCT(--({names}={name}))>1"),
            ("relation", f'SUMPRODUCT(({relations}<>"")*{odd})>0'),
            ("number", f"OR({','.join(is_text)})"),
            ("unknown", f'{fixed_column(row, NUMBER)}="{NOT_FOUND}"'),
            ("reverse", f'LEFT({fixed_column(row, LETTER)},1)="R"'),
            ("unserved", f"AND({any_relation},MAX(0,{relations})=0)"),
            ("weak", f"AND({any_relation},MAX(0,{relations})<{STRONG})"),
        )
        formula = first_said((self.words(f"house.says.{key}"), test) for key, test in tests)
        key = self._said_of(index)
        said = self.words(f"house.says.{key}") if key else ""
        self.draft.calculate(row, place.check, f'IF({name}="","",{formula})', said, "told")

    def _said_of(self, index: int) -> str:
        """The key of what is to be said of a row; "" for nothing."""
        typed, feature = self.filling.requirements[index], self.house.features[index]
        if not typed.name:
            return ""
        names = [each.name.casefold() for each in self.filling.requirements]
        relations = [self.filling.relations.get((index, j)) for j in range(self.place.columns)]
        levels = [typed.now, typed.rival_a, typed.rival_b, typed.target, typed.sales_point]
        strongest = max((0.0, *(number(each) for each in relations if number(each) > 0)))
        tests = {
            "twice": names.count(typed.name.casefold()) > 1,
            "relation": any(each not in (None, 0, *RELATIONS) for each in relations),
            "number": any(isinstance(each, str) for each in (*levels, typed.importance)),
            "unknown": bool(self.known.features) and self.known.row(typed.name) is None,
            "reverse": feature.category == "R",
            "unserved": self.has_relations and strongest == 0,
            "weak": self.has_relations and strongest < STRONG,
        }
        return next((key for key, holds in tests.items() if holds), "")

    # ── below ────────────────────────────────────────────────────────────────────────────────

    def _foot(self) -> None:
        draft, place = self.draft, self.place
        for key in FOOT:
            row = place.foot_row(key)
            draft.across(row, NAME, IMPORTANCE, self.words(f"house.foot.{key}"), "head_right")
        for index, each in enumerate(self.filling.characteristics):
            column = FIRST + index
            typed: Sequence[tuple[str, Typed]] = (
                ("target_value", each.target),
                ("difficulty", each.difficulty),
                ("ours", each.ours),
                ("rival_a", each.rival_a),
                ("rival_b", each.rival_b),
            )
            for key, value in typed:
                draft.put(place.foot_row(key), column, value, "input_small")
            self._technical(index, column)

    def _technical(self, index: int, column: int) -> None:
        """The sums of a characteristic."""
        draft, place, found = self.draft, self.place, self.house.numbers
        shows = self.house.has_content(index)
        name = fixed_row(NAMES, column)
        cells = f"{fixed_row(BODY, column)}:{fixed_row(place.sentinel, column)}"
        raws = place.down(place.right("raw")).fixed
        row = {key: place.foot_row(key) for key in FOOT}
        own = {key: address(row[key], column) for key in FOOT}
        every = {key: _along(row[key], place) for key in ("technical", "share")}

        def put(key: str, formula: str, value: Scalar, look: str) -> None:
            draft.calculate(row[key], column, formula, value, look)

        empty = f'AND({name}="",COUNT({cells})=0)'
        value = float(found.importance[index])
        put(
            "technical",
            f'IF({empty},"",SUMPRODUCT({raws},{cells}))',
            value if shows else "",
            "calculated_sum",
        )
        total = float(found.importance.sum())
        is_none = f'OR({own["technical"]}="",SUM({every["technical"]})=0)'
        share = f'IF({is_none},"",{own["technical"]}/SUM({every["technical"]}))'
        counts = shows and total > 0
        put("share", share, float(found.share[index]) if counts else "", "calculated_percent")
        ranked = f'IF({is_none},"",RANK({own["technical"]},{every["technical"]}))'
        put("rank", ranked, int(found.rank[index]) if counts else "", "calculated_centre")
        roof = place.correlations
        here = f"{fixed_row(roof.row, column)}:{fixed_row(roof.last_row, column)}"
        first = fixed_column(roof.row, FIRST)
        till = f"COLUMNS({first}:{address(roof.row, column)})"
        count = f'COUNTIF({here},"<0")+COUNTIF(INDEX({roof.fixed},{till},0),"<0")'
        less = negatives(self.house, index)
        put("trade_offs", f'IF({count}=0,"",{count})', less or "", "calculated_centre")
        unneeded = f'AND({name}<>"",{self.scalar("related")}>0,MAX(0,{cells})=0)'
        is_unneeded = self._is_unneeded(index)
        put("check", f'IF({unneeded},"!","")', "!" if is_unneeded else "", "told_centre")

    def _is_unneeded(self, index: int) -> bool:
        named = bool(self.filling.characteristics[index].name)
        return named and self.has_relations and not (self.house.relations[:, index] > 0).any()

    def _correlations(self) -> None:
        """The cells in which the roof is typed, one for each pair."""
        draft, place = self.draft, self.place
        draft.put(place.roof - 1, NAME, self.words("house.roof_note"), "note")
        names = place.along(NAMES).fixed
        for index, each in enumerate(self.filling.characteristics):
            row = place.roof + index
            draft.across(row, NAME, IMPORTANCE, None, "head_right")
            position = f"ROWS({fixed_row(place.roof, NAME)}:{address(row, NAME)})"
            formula = f'INDEX({names},{position})&""'
            draft.calculate(row, NAME, formula, each.name, "head_right")
            for column in range(place.columns):
                look = "roof" if column > index else "roof_off"
                value = self.filling.roof.get((index, column)) if column > index else None
                draft.put(row, FIRST + column, value, look)
        for offset, line in enumerate(("adjustment_note", "source_note"), place.columns + 1):
            draft.put(place.roof + offset, NAME, self.words(f"house.{line}"), "note")

    def _scalars(self) -> None:
        """What one cell each calculates."""
        place, found = self.place, self.house
        names = place.along(NAMES).fixed
        named = sum(bool(each.name) for each in self.filling.characteristics)
        related = int((found.relations > 0).sum())
        cells = {
            "columns": (f"COLUMNS({names})", place.columns),
            "analysed": (ANALYSED, len(self.known.features)),
            "largest": (LARGEST, self.known.largest),
            "named": (f"SUMPRODUCT(--(LEN({names})>0))", named),
            "related": (f'COUNTIF({place.relations.fixed},">0")', related),
        }
        for key, (formula, value) in cells.items():
            at = place.scalar(key)
            self.draft.calculate(at.row, at.column, formula, value, "helper")
        for offset, point in enumerate(SALES_POINTS):
            at = place.sales_points
            self.draft.put(at.row + offset, at.column, point, "helper")

    def _bars(self) -> None:
        place = self.place
        share = place.along(place.foot_row("share"))
        self.draft.charts.append(
            PlanChart(
                "bars",
                "Kano_Plan_Technical",
                self.words("house.bars_alt"),
                place.bars,
                FIRST,
                COLUMN * place.columns,
                6 * ROW,
                (PlanSeries("bars", None, share, self.words("house.foot.share")),),
                stretches=True,
            )
        )

    # ── what it says ─────────────────────────────────────────────────────────────────────────

    def _findings(self) -> None:
        draft, place = self.draft, self.place
        left = place.right(RIGHT[0])
        draft.put(TOP, left + 1, self.words("house.findings"), "heading")
        formula, value = self._headline()
        draft.calculate(TOP + 1, left + 1, formula, value, "strong")
        for row, (key, formula, count) in enumerate(self._counts(), TOP + 2):
            draft.calculate(row, left, formula, count, "count")
            draft.put(row, left + 1, self.words(f"house.count.{key}"), "body")
        formula, value = self._warning()
        draft.calculate(TOP + 8, left + 1, formula, value, "told_plain")

    def _headline(self) -> tuple[str, str]:
        """What comes first; or what to type first."""
        place, found = self.place, self.house.numbers
        names = place.along(NAMES).fixed
        shares, ranks = (place.along(place.foot_row(key)).fixed for key in ("share", "rank"))
        best = f"INDEX({names},MATCH(1,{ranks},0))"
        first = f'{self.quoted("house.first")}&{best}&" ("&TEXT(MAX({shares}),"0%")&")"'
        begin, relate = self.quoted("house.begin"), self.quoted("house.relate")
        formula = f"IF({self.scalar('named')}=0,{begin},IF(COUNT({ranks})=0,{relate},{first}))"
        if not self.has_columns:
            return formula, self.words("house.begin")
        if not found.importance.sum() > 0:
            return formula, self.words("house.relate")
        top = int(found.rank.argmin())
        share = math.floor(float(found.share[top]) * 100 + 0.5)
        name = self.filling.characteristics[top].name
        return formula, f"{self.words('house.first')}{name} ({share}%)"

    def _counts(self) -> list[tuple[str, str, int]]:
        """What is counted: its key, formula and number."""
        place = self.place
        said = place.down(place.check).fixed
        rows = place.down(NUMBER).fixed
        keys = [self._said_of(index) for index in range(place.rows)]
        unneeded = sum(self._is_unneeded(index) for index in range(place.columns))
        values = place.of_pairs(PAIR_VALUE).fixed
        named = [each.name for each in self.filling.requirements if each.name]
        here = {self.known.row(name) for name in named} - {None}
        lost = sum(self.known.row(name) is None for name in named) if self.known.features else 0
        negative = len(self.house.numbers.trade_offs)

        def told(key: str) -> str:
            return f"SUMPRODUCT(--({said}={self.quoted(f'house.says.{key}')}))"

        found = f"SUMPRODUCT(--(FREQUENCY({rows},{rows})>0))"
        checks = place.along(place.foot_row("check")).fixed
        return [
            ("unserved", told("unserved"), keys.count("unserved")),
            ("weak", told("weak"), keys.count("weak")),
            ("unneeded", f'SUMPRODUCT(--({checks}="!"))', unneeded),
            ("trade_offs", f'COUNTIF({values},"<0")', negative),
            (
                "absent",
                f"{self.scalar('analysed')}-{found}",
                len(self.known.features) - len(here),
            ),
            ("unknown", f'SUMPRODUCT(--({rows}="{NOT_FOUND}"))', lost),
        ]

    def _warning(self) -> tuple[str, str]:
        """What is wrong with the sheet itself, or that it is too big."""
        place = self.place
        names, rows = place.along(NAMES).fixed, place.down(NAME).fixed
        raws, sums = (
            place.down(place.right("raw")).fixed,
            _along(place.foot_row("technical"), place),
        )
        n = self.scalar("columns")
        tests = (
            ("roof_rows", f"{n}<>ROWS({place.correlations.fixed})"),
            ("row", f"SUMPRODUCT((LEN({rows})>0)*(1-ISNUMBER({raws})))>0"),
            ("column", f"SUMPRODUCT((LEN({names})>0)*(1-ISNUMBER({sums})))>0"),
            ("big", f"{self.scalar('named')}>{TOO_BIG}"),
        )
        formula = first_said((self.words(f"house.warning.{key}"), test) for key, test in tests)
        named = sum(bool(each.name) for each in self.filling.characteristics)
        return formula, self.words("house.warning.big") if named > TOO_BIG else ""

    def _trade_offs(self) -> None:
        """The pairs that hinder each other, in words."""
        draft, place = self.draft, self.place
        left = place.right(RIGHT[0])
        draft.put(place.foot, left + 1, self.words("house.trade_offs"), "heading_small")
        names = place.along(NAMES).fixed
        counted = place.of_pairs(PAIR_COUNT).fixed
        found = self.house.numbers.trade_offs
        named = [each.name for each in self.filling.characteristics]
        for index in range(_TRADE_OFFS_SHOWN):
            at = f"MATCH({index + 1},{counted},0)"
            first, second, value = (
                f"INDEX({place.of_pairs(row).fixed},{at})" for row in (PAIR_I, PAIR_J, PAIR_VALUE)
            )
            joined = f'INDEX({names},{first})&"  ↔  "&INDEX({names},{second})'
            formula = f'IFERROR({joined}&IF({value}<=-2,"  (−−)","  (−)"),"")'
            shown = ""
            if index < len(found):
                pair = found[index]
                sign = "−−" if pair.correlation <= -2 else "−"
                shown = f"{named[pair.first]}  ↔  {named[pair.second]}  ({sign})"
            draft.calculate(place.foot + 1 + index, left + 1, formula, shown, "body")

    # ── lists, conditions, names ─────────────────────────────────────────────────────────────

    def _lists(self) -> None:
        draft, place = self.draft, self.place
        levels = tuple(map(str, LEVELS))
        body = partial(GridArea, BODY, last_row=place.sentinel - 1)

        def told(key: str) -> tuple[str, str]:
            return self.words(f"house.pick.{key}.title"), self.words(f"house.pick.{key}.prompt")

        def pick(area: GridArea, source: tuple[str, ...] | str, key: str) -> None:
            title, prompt = told(key)
            draft.lists.append(PickList(area, source, title, prompt, prompt))

        names = body(NAME, last_column=NAME)
        draft.lists.append(PickList(names, "Kano_Feature", *told("requirement")))
        pick(body(IMPORTANCE, last_column=IMPORTANCE), levels, "importance")
        levels_area = body(place.right("now"), last_column=place.right("target"))
        pick(levels_area, levels, "level")
        sales = place.right("sales_point")
        pick(body(sales, last_column=sales), place.sales_points.fixed, "sales_point")
        pick(body(FIRST, last_column=place.last), tuple(map(str, RELATIONS)), "relation")
        pick(place.along(WAYS), DIRECTIONS, "direction")
        pick(place.along(place.foot_row("difficulty")), levels, "difficulty")
        pick(place.correlations, ("2", "1", "-1", "-2"), "roof")

    def _highlights(self) -> None:
        draft, place = self.draft, self.place
        letters = place.down(LETTER)
        colour_letters(draft, letters)
        relations = GridArea(BODY, FIRST, place.sentinel - 1, place.last)
        odd = ",".join(f"{relations.first}<>{each}" for each in (*RELATIONS, 0))
        wrong = f'AND({relations.first}<>"",{odd})'
        draft.highlights.append(Highlight(relations, wrong, "wrong"))
        profile = GridArea(BODY, place.profile, place.sentinel - 1, place.profile + 4)
        target = fixed_column(BODY, place.right("target"))
        level = f"COLUMN()-COLUMN({fixed_column(BODY, place.profile)})+1"
        draft.highlights.append(Highlight(profile, f"N({target})={level}", "aim"))
        weight = GridArea(BODY, place.right("weight"), place.sentinel - 1, place.right("weight"))
        draft.highlights.append(Highlight(weight, "", "bar"))
        roof = place.correlations
        cell = roof.first
        is_odd = f'AND({cell}<>"",{cell}<>2,{cell}<>1,{cell}<>-1,{cell}<>-2)'
        draft.highlights.append(Highlight(roof, is_odd, "wrong"))
        draft.highlights.append(Highlight(roof, f"N({cell})>=2", "roof_plus"))
        draft.highlights.append(Highlight(roof, f"N({cell})<=-2", "roof_minus_minus"))
        draft.highlights.append(Highlight(roof, f"N({cell})<0", "roof_minus"))

    def _names(self) -> None:
        place, names = self.place, self.draft.names
        areas = (
            GridArea(0, 0, place.end, place.check),
            place.down(NAME),
            place.down(IMPORTANCE),
            *(place.down(place.right(key)) for key in ("now", "rival_a", "rival_b", "target")),
            place.down(place.right("sales_point")),
            GridArea(WAYS, FIRST, UNITS, place.last),
            place.relations,
            place.correlations,
            GridArea.cell(TOP, LETTER),
            GridArea.cell(TOP + 1, LETTER),
        )
        names.update(zip(HOUSE_NAMES, areas, strict=True))
        for key in ("target_value", "difficulty", "ours", "rival_a", "rival_b"):
            joined = "".join(part.capitalize() for part in key.split("_"))
            names[f"Plan_Foot{joined}"] = place.along(place.foot_row(key))


def _key(code: str) -> str:
    return code.replace("-", "_")


def _along(row: int, place: HouseLayout) -> str:
    return place.along(row).fixed


def _by_letter(letter: str, values: Mapping[str, float], otherwise: float) -> str:
    """The formula for a number by the letter in a cell."""
    formula = f"{otherwise:g}"
    for each, value in values.items():
        formula = f'IF(LEFT({letter},1)="{each}",{value:g},{formula})'
    return formula
