"""Whether something is a data frame, without importing any library of data frames."""

from __future__ import annotations

_LIBRARIES = frozenset(
    {"cudf", "dask", "duckdb", "ibis", "modin", "narwhals", "pandas", "polars", "pyarrow"}
    | {"pyspark", "sqlframe"}
)


def is_frame(source: object) -> bool:
    """Whether a class of the object, or one that it is made from, is a data frame library's.

    >>> is_frame([1, 2]), is_frame("bank.csv")
    (False, False)
    """
    return any(each.__module__.partition(".")[0] in _LIBRARIES for each in type(source).__mro__)
