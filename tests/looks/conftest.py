from __future__ import annotations

import sys

import pytest

from tests.looks.fonts import MissingFontsError
from tests.looks.judge import Judge


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Elsewhere LibreOffice takes its fonts from the system, where they cannot be pinned."""
    if sys.platform != "linux":
        mark = pytest.mark.skip(reason="fonts are pinned by fontconfig, on Linux alone")
        for item in items:
            if "looks" in item.path.parts:
                item.add_marker(mark)


@pytest.fixture(scope="session")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """Judges printed workbooks; without its fonts it fails and names them."""
    try:
        return Judge(tmp_path_factory.mktemp("looks"))
    except MissingFontsError as error:
        missing = str(error)
    pytest.fail(missing, pytrace=False)
