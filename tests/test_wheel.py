"""What is installed on a user's machine."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import kano_xl
from kano_xl.languages import LANGUAGES

PACKAGE = Path(kano_xl.__file__).parent
ROOT = PACKAGE.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.iterdir()
    return path


def test_the_wheel_holds_the_package_and_the_example_surveys(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    package = {
        path.relative_to(ROOT).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    examples = {
        f"kano_xl/example_surveys/{path.name}" for path in (ROOT / "workbook/examples").iterdir()
    }
    assert names == package | examples
    assert "kano_xl/py.typed" in names
    assert len([name for name in names if name.endswith("names.toml")]) == len(LANGUAGES)


def test_the_wheel_has_the_command_and_the_version(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (entry_points,) = (n for n in archive.namelist() if n.endswith("entry_points.txt"))
        assert "kano-xl = kano_xl.__main__:main" in archive.read(entry_points).decode()
    assert f"-{kano_xl.__version__}-" in wheel.name


def test_an_example_survey_is_found_in_the_installed_package(wheel: Path, tmp_path: Path) -> None:
    """Unpacked and imported from elsewhere, as pip would install it."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    code = (
        "from kano_xl.examples import example_survey\n"
        "for language in ('en', 'zh-Hans'):\n"
        "    path = example_survey(language)\n"
        "    print(path.name, path.stat().st_size)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    sizes = dict(line.split() for line in done.stdout.splitlines())
    assert sizes == {
        name: str((ROOT / "workbook/examples" / name).stat().st_size)
        for name in ("bank-app-en.xlsx", "bank-app-zh.xlsx")
    }
