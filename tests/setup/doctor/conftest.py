from __future__ import annotations

from pathlib import Path

import pytest

from kano_xl.addin.build import write_addin
from setup.doctor.patient import Patient, on_mac, on_windows


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The add-in file."""
    path = tmp_path_factory.mktemp("addin") / "kano_xl.xlam"
    write_addin(path)
    return path.read_bytes()


@pytest.fixture
def windows(tmp_path: Path, built: bytes) -> Patient:
    """A user of Windows, with nothing wrong."""
    return on_windows(tmp_path / "用户 王", built)


@pytest.fixture
def mac(tmp_path: Path, built: bytes) -> Patient:
    """A user of a Mac, with nothing wrong."""
    return on_mac(tmp_path / "用户 王", built)
