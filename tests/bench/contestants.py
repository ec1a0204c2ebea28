"""What is measured: each contestant runs alone, in a process of its own.

    python -m tests.bench.contestants NAME [ARGUMENT]

prints the seconds of the work itself, without imports and the making of the data, and those
that the processor was at it.
"""

from __future__ import annotations

import ctypes
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import xlwings

FEATURES, RESPONDENTS = 20, 1_000_000  # 20 M pairs
ROUNDS = 5

Work = Callable[[], object]

_SESSION = ExitStack()


def count_ours() -> Work:
    """`count_pairs` on codes as the survey reader gives them."""
    from kano_xl.model.cube import count_pairs

    functional, dysfunctional = _codes()
    names = [f"feature {index}" for index in range(FEATURES)]
    return lambda: count_pairs(names, functional, dysfunctional).n


def count_c() -> Work:
    """The plain loop in C on the same bytes."""
    import numpy as np

    functional, dysfunctional = _codes()
    with tempfile.TemporaryDirectory() as folder:
        library, source = Path(folder, "pairs.so"), Path(__file__).with_name("pairs.c")
        subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", library, source], check=True)
        count = ctypes.CDLL(str(library)).count_pairs

    def work() -> object:
        cells = np.zeros((FEATURES, 6, 6), np.int64)
        first, second, target = (
            ctypes.c_void_p(array.ctypes.data) for array in (functional, dysfunctional, cells)
        )
        count(first, second, ctypes.c_size_t(FEATURES), ctypes.c_size_t(RESPONDENTS), target)
        return cells

    return work


def count_crosstab() -> Work:
    """pandas' crosstab, one per feature."""
    import pandas as pd

    frames = [
        pd.DataFrame({"functional": first.astype("int64"), "dysfunctional": second.astype("int64")})
        for first, second in zip(*_codes(), strict=True)
    ]
    return lambda: [pd.crosstab(frame["functional"], frame["dysfunctional"]) for frame in frames]


def frame_ours(engine: str, path: str) -> Work:
    """`count_frame` of a Parquet file by an engine."""
    from kano_xl import Settings, count_frame

    settings = Settings(codes="like=1")
    return lambda: count_frame(_scanned(engine, path), settings).counts()


def frame_alone(engine: str, path: str) -> Work:
    """The engine's own group-by of the same pairs, as its users would write it."""
    frame = _scanned(engine, path)
    names = frame.collect_schema().names() if engine == "polars" else frame.columns
    asked = [name for name in names if name[-1] == "]"]
    pairs = list(zip(asked[::2], asked[1::2], strict=True))
    if engine == "polars":
        import polars as pl

        return lambda: pl.collect_all([frame.group_by(f, d).len() for f, d in pairs])
    groups = (f'select "{f}" f, "{d}" d, count(*) from frame group by all' for f, d in pairs)
    query = " union all ".join(groups)
    return lambda: frame.query("frame", query).fetchall()


def frame_written(path: str, million: str) -> Work:
    """A Parquet file of 10 features and so many million rows."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    draw = np.random.default_rng(1984)
    heads = [f"Feature {at} [{side}]" for at in range(10) for side in "FD"]
    schema = pa.schema([("ID", pa.int64()), *((head, pa.uint8()) for head in heads)])

    def write() -> None:
        with pq.ParquetWriter(path, schema) as file:
            for part in range(int(million)):
                codes = draw.integers(1, 6, (len(heads), 1_000_000), np.uint8)
                ids = np.arange(part * 1_000_000, (part + 1) * 1_000_000)
                arrays = [pa.array(ids), *map(pa.array, codes)]
                file.write_table(pa.Table.from_arrays(arrays, schema=schema))

    return write


def _scanned(engine: str, path: str) -> Any:
    if engine == "polars":
        import polars as pl

        return pl.scan_parquet(path)
    import duckdb

    return duckdb.read_parquet(path)


def read_ours(path: str) -> Work:
    """The cells of a file, with all the guards."""
    from kano_xl.survey.files.opening import read_sheets

    return lambda: read_sheets(Path(path))


def read_pandas(path: str) -> Work:
    """`pandas.read_excel` as it comes."""
    import pandas as pd

    return lambda: pd.read_excel(path)


def cells_ours(pairs: str) -> Work:
    """`KANO_BETTER` of two columns of answers, from the cells as Excel hands them over."""
    from kano_xl.excel.functions import kano_better

    functional, dysfunctional = _cells(int(pairs))
    return lambda: kano_better(functional, dysfunctional)


def spilled_ours(pairs: str) -> Work:
    """`KANO_CLASS` of the same cells, to as many cells again."""
    from kano_xl.excel.functions import kano_class

    functional, dysfunctional = _cells(int(pairs))
    return lambda: kano_class(functional, dysfunctional)


def cells_numpy(pairs: str) -> Work:
    """The same cells as arrays, and nothing done with them."""
    import numpy as np

    functional, dysfunctional = _cells(int(pairs))
    return lambda: (np.array(functional), np.array(dysfunctional))


def import_functions() -> Work:
    """What has to be imported before a function can answer."""
    return lambda: import_module("kano_xl.excel.functions")


def import_xlwings() -> Work:
    """What any function of xlwings' own needs."""
    return lambda: (import_module("numpy"), import_module("xlwings"))


def ribbon_first(path: str) -> Work:
    """The ribbon's Analyse in LibreOffice, adding the result sheets."""
    from kano_xl.excel.actions.analysing import analyse

    book = _open(path)
    return lambda: analyse(book, (), "en")


def ribbon_again(path: str) -> Work:
    """The ribbon's Analyse in LibreOffice, updating the result sheets."""
    from kano_xl.excel.actions.analysing import analyse

    book = _open(path)
    analyse(book, (), "en")
    return lambda: analyse(book, (), "en")


def ribbon_reading(path: str) -> Work:
    """xlwings reading the same cells, and nothing done with them."""
    cells = _open(path).sheets[0].used_range
    return lambda: cells.options(ndim=2, err_to_str=True).value


def _open(path: str) -> xlwings.Book:
    """A workbook open in LibreOffice, for as long as this process lives."""
    from tests.libreoffice.engine import started

    app = _SESSION.enter_context(started(Path(tempfile.mkdtemp())))
    return app.books.open(path)


def _cells(pairs: int) -> list[tuple[tuple[str], ...]]:
    """Two columns of answers in words, rows of one cell, each cell a text of its own."""
    import random

    words = (
        "I like it that way",
        "It must be that way",
        "I am neutral",
        "I can live with it that way",
        "I dislike it that way",
    )
    chosen = random.Random(1984)
    # As COM delivers them: equal texts are not the same object.
    return [tuple((f"{chosen.choice(words)}.",) for _ in range(pairs)) for _ in range(2)]


def _codes() -> object:
    import numpy as np

    random = np.random.default_rng(1984)
    return random.integers(0, 6, (2, FEATURES, RESPONDENTS), dtype=np.uint8)


def main(name: str, *arguments: str) -> None:
    """Run one contestant; of the short ones the quickest round counts."""
    work = globals()[name](*arguments)
    is_short = name.startswith(("count", "cells", "spilled", "frame_ours", "frame_alone"))
    seconds = []
    for _ in range(ROUNDS if is_short else 1):
        start, busy = time.perf_counter(), time.process_time()
        work()
        seconds.append((time.perf_counter() - start, time.process_time() - busy))
    _SESSION.close()
    print(*map(min, zip(*seconds, strict=True)))


if __name__ == "__main__":
    main(*sys.argv[1:])
