"""The add-in as it is built, for its tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from command import kano
from kano_xl.addin.vba_project import vba_sources

# It runs in LibreOffice's Python and nowhere else.
collect_ignore = ["office_macros.py"]


@pytest.fixture(scope="session")
def addin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The add-in file, built by the command line."""
    path = tmp_path_factory.mktemp("addin") / "kano_xl.xlam"
    assert kano("addin", "build", "-o", path).code == 0
    return path


@pytest.fixture(scope="session")
def sources() -> dict[str, str]:
    """The VBA source of every module."""
    return vba_sources()
