"""One expression for all engines: distinct answers and how often each comes, by narwhals.

A value leaves the engine as text, after it was counted: whatever its type, there are few. The
kind of its column tells what the text was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, Any

import numpy as np

from kano_xl.errors import InputError, Place
from kano_xl.frames.sheet import FrameSheet
from kano_xl.frames.values import ValueKind, as_value
from kano_xl.survey.layouts.counted import Combinations, Steps
from kano_xl.survey.sheet import Value
from kano_xl.survey.tables.table import Column

if TYPE_CHECKING:
    import narwhals as nw

SAMPLED = 1000
"""Rows from the top by which a frame is recognised, as in a file."""

MOST_SAMPLED_CELLS = 1_000_000
"""Of a wide frame so many cells are looked at; fewer rows, then."""

FEWEST_SAMPLED = 50
"""At least so many rows are looked at."""

MOST_COLUMNS = 5_000
"""A wider frame is refused."""

MOST_COMBINATIONS = 200_000
"""So many distinct answers leave the engine; more are nobody's given options."""

GROUPS_AT_ONCE = 200
"""So many questions are counted in one query."""


class Frame:
    """A data frame of any engine, of which nothing is held but a few rows from the top.

    Attributes:
        kind: the engine, such as ``polars``.
        headers: the names of the columns; None where a column has none of its own.
    """

    def __init__(self, native: Any) -> None:
        """Wrap a frame.

        Raises:
            InputError: ``frames_extra``, ``frame_unknown``, ``frame_columns_twice``,
                ``frame_empty`` or ``too_many_columns``.
        """
        try:
            import narwhals
        except ModuleNotFoundError:
            raise InputError("frames_extra") from None
        self._nw = narwhals
        frame, self.headers = self._wrapped(native)
        self.kind: str = frame.implementation.value
        self._lazy: nw.LazyFrame[Any] = frame.lazy()
        schema = self._lazy.collect_schema()
        self._names = list(schema)
        self._kinds = [self._kind_of(dtype) for dtype in schema.values()]
        self._mixed = [dtype == narwhals.Object for dtype in schema.values()]
        if self.headers is None:
            self.headers = list(self._names)
        self._texts: dict[int, dict[Value, set[str]]] = {}
        self._check_width()

    @property
    def place(self) -> Place:
        """The frame itself, for messages."""
        return Place(self.kind)

    def _wrapped(self, native: Any) -> tuple[Any, list[str | None] | None]:
        """The frame for narwhals, and its headers where its columns had to be renamed."""
        nw, headers = self._nw, None
        native = nw.to_native(native, pass_through=True)
        if nw.dependencies.is_pandas_dataframe(native):
            headers = [_header(name) for name in native.columns]
            self._refuse_twice(headers)
            native = native.set_axis([f"c{index}" for index in range(len(headers))], axis=1)
        try:
            return nw.from_native(native), headers
        except nw.exceptions.DuplicateError:
            raise InputError("frame_columns_twice", name="…") from None
        except TypeError:
            raise InputError("frame_unknown", given=type(native).__name__) from None

    def _refuse_twice(self, headers: Sequence[str | None]) -> None:
        seen: set[str] = set()
        for header in headers:
            if header is not None and header in seen:
                raise InputError("frame_columns_twice", name=header)
            seen.add(header or "")

    def _check_width(self) -> None:
        width = len(self._names)
        if not width:
            raise InputError("frame_empty", self.place)
        if width > MOST_COLUMNS:
            values = {"columns": f"{width:,}", "most": f"{MOST_COLUMNS:,}"}
            raise InputError("too_many_columns", self.place, **values)

    def _kind_of(self, dtype: Any) -> ValueKind:
        nw = self._nw
        if dtype in (nw.String, nw.Categorical, nw.Enum, nw.Object):
            return ValueKind.TEXT
        if dtype == nw.Boolean:
            return ValueKind.TRUTH
        if dtype.is_integer():
            return ValueKind.WHOLE
        return ValueKind.NUMBER if dtype.is_numeric() else ValueKind.OTHER

    def _text(self, index: int) -> Any:
        """A column as text, or whether it holds anything where its values can be no answers."""
        column = self._nw.col(self._names[index])
        if self._kinds[index] is ValueKind.OTHER:
            column = ~column.is_null()
            return self._nw.when(column).then(self._nw.lit("x"))
        return column.cast(self._nw.String)

    def _blank(self, index: int) -> Any:
        """Whether each cell of a column is blank."""
        column = self._nw.col(self._names[index])
        if self._kinds[index] is ValueKind.NUMBER:
            return column.is_null() | column.cast(self._nw.Float64).is_nan()
        if self._kinds[index] is not ValueKind.TEXT:
            return column.is_null()
        return column.is_null() | (column.cast(self._nw.String).str.strip_chars() == "")

    def _collected(self, query: Any) -> list[tuple[Any, ...]]:
        """The rows of a query, which are few.

        Raises:
            InputError: ``frame_library``: the engine gives them out through a library that is
                not there.
        """
        try:
            return list(query.collect().rows())
        except ModuleNotFoundError as error:
            raise InputError("frame_library", self.place, library=error.name) from None

    def sheet(self) -> FrameSheet:
        """The names of the columns above the first rows.

        Raises:
            InputError: ``frame_empty``: there is no row.
        """
        width = len(self._names)
        assert self.headers is not None
        size = max(FEWEST_SAMPLED, min(SAMPLED, MOST_SAMPLED_CELLS // width))
        texts = [self._text(index).alias(f"v{index}") for index in range(width)]
        rows = self._collected(self._lazy.head(size).select(*texts))
        cells = [list(map(as_value, row, self._kinds)) for row in rows]
        if not cells:
            raise InputError("frame_empty", self.place)
        if len(cells) == size:
            self._look_further(cells)
        return FrameSheet(self.kind, None, [list(self.headers), *cells])

    def _look_further(self, cells: list[list[Value]]) -> None:
        """Fill columns that are blank at the top with what stands in them further down."""
        blank = [at for at, column in enumerate(zip(*cells, strict=True)) if not any(
            cell is not None for cell in column
        )]  # fmt: skip
        if not blank:
            return
        nw = self._nw
        filled = [(~self._blank(at)).cast(nw.Int64).sum().alias(f"v{at}") for at in blank]
        ((*numbers,),) = self._collected(self._lazy.select(*filled))
        for at in (at for at, n in zip(blank, numbers, strict=True) if n):
            query = self._lazy.filter(~self._blank(at)).select(self._text(at)).head(len(cells))
            for row, (text,) in zip(cells, self._collected(query), strict=False):
                row[at] = as_value(text, self._kinds[at])

    def count(self, groups: Sequence[Sequence[Column]]) -> list[Combinations]:
        """What stands together in each group of columns, and in how many rows.

        Raises:
            InputError: ``frame_too_many_answers``.
        """
        found: list[dict[tuple[Value, ...], int]] = [{} for _ in groups]
        width = max(map(len, groups))
        for start in range(0, len(groups), GROUPS_AT_ONCE):
            part = groups[start : start + GROUPS_AT_ONCE]
            queries = [self._counting(at, group, width) for at, group in enumerate(part, start)]
            whole = self._nw.concat(queries) if len(queries) > 1 else queries[0]
            rows = self._collected(whole.head(MOST_COMBINATIONS + 1))
            if len(rows) > MOST_COMBINATIONS:
                raise self._too_many(groups, rows)
            # Engines give rows in no order; the same frame is to be told the same way.
            for at, *texts, times in sorted(rows, key=str):
                values = tuple(map(self._value, texts, (each.index for each in groups[at])))
                found[at][values] = found[at].get(values, 0) + int(times)
        return [
            Combinations(tuple(group), list(each), np.array(list(each.values()), np.int64))
            for group, each in zip(groups, found, strict=True)
        ]

    def _counting(self, at: int, group: Sequence[Column], width: int) -> Any:
        nw = self._nw
        keys = [f"v{index}" for index in range(len(group))]
        columns = [
            (self._text(c.index) if self._mixed[c.index] else nw.col(self._names[c.index]))
            for c in group
        ]
        counted = (
            self._lazy.select(
                *[column.alias(key) for column, key in zip(columns, keys, strict=True)]
            )
            .group_by(*keys)
            .agg(nw.len().alias("n"))
        )
        padded = keys + keys[-1:] * (width - len(keys))
        texts = [nw.col(key).cast(nw.String).alias(f"t{i}") for i, key in enumerate(padded)]
        return counted.select(
            nw.lit(at).cast(nw.Int64).alias("k"), *texts, nw.col("n").cast(nw.Int64)
        )

    def _value(self, text: object, index: int) -> Value:
        """The cell for a text; from which texts it came is remembered, to ask for it again."""
        value = as_value(text, self._kinds[index])
        if isinstance(text, str):
            self._texts.setdefault(index, {}).setdefault(value, set()).add(text)
        return value

    def _too_many(
        self, groups: Sequence[Sequence[Column]], rows: Iterable[tuple[Any, ...]]
    ) -> InputError:
        numbers = np.bincount([row[0] for row in rows])
        group = groups[int(numbers.argmax())]
        place = Place(self.kind, None, group[0].letter)
        return InputError("frame_too_many_answers", place, most=f"{MOST_COMBINATIONS:,}")

    def rows(self) -> tuple[int, int]:
        """How many rows there are, and how many of them are blank from end to end."""
        nw = self._nw
        blank = reduce(and_, map(self._blank, range(len(self._names))))
        counting = nw.len().cast(nw.Int64).alias("n"), blank.cast(nw.Int64).sum().alias("blank")
        ((height, empty),) = self._collected(self._lazy.select(*counting))
        return int(height), int(empty)

    def people(self, person: Column, feature: Column) -> int:
        """How many people there are; who answers about a feature again is another one."""
        nw = self._nw
        each = (
            self._lazy.filter(~self._blank(feature.index))
            .select(self._key(person).alias("p"), self._key(feature).alias("f"))
            .group_by("p", "f")
            .agg(nw.len().alias("n"))
            .group_by("p")
            .agg(nw.col("n").max().alias("n"))
            .select(nw.col("n").sum())
        )
        ((number,),) = self._collected(each)
        return int(number or 0)

    def _key(self, column: Column) -> Any:
        index = column.index
        return self._text(index) if self._mixed[index] else self._nw.col(self._names[index])

    def differences(self, pairs: Sequence[Steps], person: Column | None) -> list[tuple[int, ...]]:
        """The sum of functional minus dysfunctional codes, the pairs in it, and how many people.

        A row is a person where ``person`` is None.
        """
        nw = self._nw
        differences, full = [], []
        for each in pairs:
            f = self._step(each.functional, each.functional_codes)
            d = self._step(each.dysfunctional, each.dysfunctional_codes)
            both = (f > 0) & (d > 0)
            differences.append(nw.when(both).then(f - d).otherwise(nw.lit(0)))
            full.append(nw.when(both).then(nw.lit(1)).otherwise(nw.lit(0)))
        sums = [nw.sum_horizontal(*differences).alias("s"), nw.sum_horizontal(*full).alias("m")]
        if person is None:
            rows = self._lazy.select(*sums)
        else:
            by_row = self._lazy.select(self._key(person).alias("p"), *sums)
            rows = by_row.group_by("p").agg(nw.col("s").sum(), nw.col("m").sum())
        counted = rows.group_by("s", "m").agg(nw.len().alias("n"))
        return [(int(s), int(m), int(n)) for s, m, n in self._collected(counted)]

    def _step(self, column: Column, codes: Mapping[Value, int]) -> Any:
        """The code of each cell of a column, 0 where it has none."""
        nw = self._nw
        texts: dict[int, list[str]] = {}
        for value, spelt in self._texts.get(column.index, {}).items():
            if value in codes:
                texts.setdefault(codes[value], []).extend(sorted(spelt))
        steps: Any = nw.lit(0)
        for code, spelt_so in sorted(texts.items()):
            is_it = self._text(column.index).is_in(spelt_so)
            steps = nw.when(is_it).then(nw.lit(code)).otherwise(steps)
        return steps


def _header(name: object) -> str | None:
    """The name of a column of pandas, one of several levels as "question [row]"."""
    levels = [str(each) for each in name] if isinstance(name, tuple) else [str(name)]
    words = [each for each in levels if each.strip() and not each.startswith("Unnamed:")]
    if len(words) > 1:
        return f"{' '.join(words[:-1])} [{words[-1]}]"
    return words[0] if words else None
