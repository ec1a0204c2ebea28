"""What is measured: each contestant runs alone, in a process of its own.

    python -m tests.bench.contestants NAME [ARGUMENT]

prints the seconds of the work itself, without imports and the making of the data.
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
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlwings

FEATURES, RESPONDENTS = 20, 1_000_000  # 20 M pairs
ROUNDS = 5

Work = Callable[[], object]

_SESSION = ExitStack()


def count_ours() -> Work:
    """`count_pairs` on codes as the survey reader gives them."""
    from kano_xl.model.counts import count_pairs

    functional, dysfunctional = _codes()
    names = [f"feature {index}" for index in range(FEATURES)]
    return lambda: count_pairs(names, functional, dysfunctional).cells


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
    is_short = name.startswith(("count", "cells", "spilled"))
    seconds = []
    for _ in range(ROUNDS if is_short else 1):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    _SESSION.close()
    print(min(seconds))


if __name__ == "__main__":
    main(*sys.argv[1:])
