"""The bundle that users get: what is in it, that it is complete, and the same every time."""

from __future__ import annotations

import ast
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from kano_xl import __version__
from kano_xl.languages import LANGUAGES
from tests.windows.embeddable import embeddable

ROOT = Path(__file__).resolve().parents[2]
INSTALL = ROOT / "install"
SCRIPT = INSTALL / "build_bundle.py"
TOP = f"kano_xl-{__version__}-windows"
OUR_WHEEL = f"kano_xl-{__version__}-py3-none-any.whl"
TEMPLATES = ("kano_template.xlsx", *(f"kano_template.{tag}.xlsx" for tag in LANGUAGES[1:]))
OF_THE_CHECKOUT = {
    "LICENSE": ROOT / "LICENSE",
    **{f"guide-{tag}.html": INSTALL / f"guide-{tag}.html" for tag in LANGUAGES},
    "install.cmd": INSTALL / "install.cmd",
    "install.command": INSTALL / "install.command",
    "install.ps1": INSTALL / "install.ps1",
    "install.py": INSTALL / "install.py",
    **{name: ROOT / "workbook" / name for name in TEMPLATES},
}
WINDOWS = {
    "platform_machine": "AMD64",
    "platform_system": "Windows",
    "python_full_version": "3.11.9",
    "python_version": "3.11",
    "sys_platform": "win32",
    "extra": "",
}


def run(
    *arguments: str | Path,
    checkout: Path = ROOT,
    before: str = "",
    environment: Mapping[str, str] = os.environ,
    cwd: Path | None = None,
) -> subprocess.CompletedProcess[str]:
    """The script of a checkout in this Python, which has all that it would prepare `.venv` for."""
    code = (
        f"import sys; sys.path[:0] = [{str(checkout / 'install')!r}, {str(checkout)!r}]\n"
        f"from pathlib import Path; import build_bundle, develop, os\n"
        f"develop.VENV, develop.PYTHON = Path(sys.prefix), Path(sys.executable)\n{before}\n"
        f"sys.exit(build_bundle.main({[str(each) for each in arguments]!r}))"
    )
    command = [sys.executable, "-B", "-c", code]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env=environment, cwd=cwd
    )


@pytest.fixture(scope="module")
def python() -> Path:
    return embeddable()


@pytest.fixture(scope="module")
def bundle(python: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bundle") / "bundle.zip"
    done = run("--windows-python", python, "-o", path)
    assert done.returncode == 0, done.stdout + done.stderr
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert done.stdout.splitlines()[-1].endswith(f" MB, SHA-256 {digest}")
    return path


@pytest.fixture(scope="module")
def members(bundle: Path) -> dict[str, bytes]:
    """The contents of all members, by their names below the folder that holds all."""
    with zipfile.ZipFile(bundle) as archive:
        assert all(name.startswith(f"{TOP}/") for name in archive.namelist())
        return {name.removeprefix(f"{TOP}/"): archive.read(name) for name in archive.namelist()}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A lock of one small package."""
    lines = (ROOT / "install" / "locked" / "run.txt").read_text(encoding="utf-8")
    found = re.search(r"^mdurl==\S+ \\\n( +--hash=\S+(?: \\)?\n)+", lines, re.MULTILINE)
    assert found
    path = tmp_path / "small.txt"
    path.write_text(found[0], encoding="utf-8")
    return path


def wheels(members: Mapping[str, bytes]) -> dict[str, bytes]:
    return {
        name.removeprefix("wheels/"): data
        for name, data in members.items()
        if name.startswith("wheels/")
    }


def test_it_holds_the_installer_the_python_the_templates_and_the_guides(
    members: dict[str, bytes], python: Path
) -> None:
    expected = {name: path.read_bytes() for name, path in OF_THE_CHECKOUT.items()}
    with zipfile.ZipFile(python) as archive:
        for name in archive.namelist():
            if not name.endswith("/"):
                expected[name.replace("cp311/", "python/")] = archive.read(name)
    assert "python/pythonw.exe" in expected
    others = {name for name in members if not name.startswith("wheels/")}
    assert others == expected.keys() | {"requirements.txt"}
    assert {name: members[name] for name in expected} == expected


def test_every_package_of_the_lock_is_there_as_a_wheel_for_windows(
    members: dict[str, bytes],
) -> None:
    locked = ROOT / "install" / "locked"
    lock = "".join((locked / name).read_text(encoding="utf-8") for name in ("run.txt", "pip.txt"))
    pins = re.findall(r"^(\S+)==(\S+)(?: ; (.+?))? \\$", lock, re.MULTILINE)
    for_windows = {(name, version) for name, version, marker in pins if "darwin" not in marker}
    assert {"pip", "pywin32", "xlwings"} < {name for name, _ in for_windows}
    parts = [name.split("-") for name in wheels(members)]
    found = {(canonicalize_name(part[0]), part[1]) for part in parts}
    assert found == for_windows | {("kano-xl", __version__)}
    assert {part[-1] for part in parts} == {"any.whl", "win_amd64.whl"}


def test_nothing_that_a_wheel_depends_on_is_missing(members: dict[str, bytes]) -> None:
    """By what the wheels say of themselves, read as Windows would."""
    versions, needed = {}, []
    for name, data in wheels(members).items():
        with zipfile.ZipFile(io.BytesIO(data)) as wheel:
            (path,) = (n for n in wheel.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", n))
            metadata = wheel.read(path).decode("utf-8").partition("\n\n")[0]
        versions[canonicalize_name(name.split("-")[0])] = name.split("-")[1]
        needed += re.findall(r"^Requires-Dist: (.+)$", metadata, re.MULTILINE)
    requirements = [Requirement(text.strip()) for text in needed]
    here = [each for each in requirements if not each.marker or each.marker.evaluate(WINDOWS)]
    assert {"numpy", "pywin32"} <= {each.name for each in here}
    for each in here:
        assert each.specifier.contains(versions[canonicalize_name(each.name)]), each


def test_the_requirements_are_the_lock_and_our_own_wheel(members: dict[str, bytes]) -> None:
    lock = (ROOT / "install" / "locked" / "run.txt").read_text(encoding="utf-8")
    digest = hashlib.sha256(members[f"wheels/{OUR_WHEEL}"]).hexdigest()
    ours = f"kano-xl=={__version__} \\\n    --hash=sha256:{digest}\n"
    assert members["requirements.txt"].decode("utf-8") == lock + ours


def test_pip_finds_everything_without_a_network(bundle: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / TOP
    text = (folder / "requirements.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    # pip compares markers with this system, not with the one that is named.
    lines = [line for line in text.splitlines() if "'darwin'" not in line]
    stated = tmp_path / "windows.txt"
    stated.write_text("\n".join(lines).replace("; sys_platform == 'win32'", ""), encoding="utf-8")
    command = [sys.executable, "-m", "pip", "--isolated", "install", "--dry-run", "--no-index"]
    command += [f"--find-links={folder / 'wheels'}", "--no-deps", "--require-hashes", "-r", stated]
    command += ["--platform=win_amd64", "--python-version=3.11", "--only-binary=:all:"]
    command += [f"--target={tmp_path / 'target'}", "--disable-pip-version-check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    would = re.search(r"^Would install (.+)$", done.stdout, re.MULTILINE)
    assert would
    assert len(would[1].split()) == len(list((folder / "wheels").iterdir())) - 1
    assert not (tmp_path / "target").exists()


def test_a_mac_can_start_its_installer(bundle: Path) -> None:
    with zipfile.ZipFile(bundle) as archive:
        rights = {
            each.filename.removeprefix(f"{TOP}/"): each.external_attr >> 16
            for each in archive.infolist()
        }
        assert {each.create_system for each in archive.infolist()} == {3}
    assert rights.pop("install.command") == 0o100755
    assert set(rights.values()) == {0o100644}


def test_windows_can_read_its_installer(members: dict[str, bytes]) -> None:
    lines = members["install.cmd"].split(b"\n")
    assert lines.pop() == b""
    assert all(line.endswith(b"\r") for line in lines)
    assert b"\r" not in members["install.command"] + members["install.py"]


def test_nothing_tells_where_it_was_built(members: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(members[f"wheels/{OUR_WHEEL}"])) as wheel:
        inside = {f"{OUR_WHEEL}/{name}": wheel.read(name) for name in wheel.namelist()}
    ours = {name: data for name, data in members.items() if "/" not in name} | inside
    for name, data in ours.items():
        for place in (ROOT, Path.home(), Path(sys.prefix)):
            assert str(place).encode() not in data, (name, place)
    assert not [name for name in members.keys() | inside.keys() if "__pycache__" in name]


def test_the_same_checkout_makes_the_same_bundle(python: Path, small: Path, tmp_path: Path) -> None:
    """From another folder, with other rights and times, in another zone, at another date."""
    copy = tmp_path / "另一个 文件夹"
    left_out = shutil.ignore_patterns("__pycache__")
    for name in ("install", "kano_xl", "workbook"):
        shutil.copytree(ROOT / name, copy / name, copy_function=shutil.copyfile, ignore=left_out)
    for name in (".gitignore", "LICENSE", "README.md", "pyproject.toml"):
        shutil.copyfile(ROOT / name, copy / name)
    source = copy / "kano_xl" / "errors.py"
    os.utime(source, (0, 1_000_000_000))
    source.chmod(0o600)
    before = set(copy.rglob("*"))
    common = ("--windows-python", python, "--packages", small)
    one, two = tmp_path / "one.zip", copy / "dist" / f"{TOP}.zip"
    environment = os.environ | {"TZ": "UTC", "PYTHONHASHSEED": "1"}
    done = run(*common, "-o", one, environment=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    environment = os.environ | {
        "TZ": "Asia/Shanghai",
        "PYTHONHASHSEED": "2",
        "SOURCE_DATE_EPOCH": "1700000000",
    }
    done = run(*common, checkout=copy, before="os.umask(0o077)", environment=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (one, two)}
    assert len(digests) == 1
    assert set(copy.rglob("*")) - before == {copy / "dist", two}


@pytest.mark.parametrize("kind", ["no zip", "changed", "missing", "a folder"])
def test_another_windows_python_is_refused(kind: str, python: Path, tmp_path: Path) -> None:
    given, output = tmp_path / "python.zip", tmp_path / "bundle.zip"
    match kind:
        case "no zip":
            given.write_text("not found", encoding="utf-8")
        case "changed":
            given.write_bytes(python.read_bytes() + b"\0")
        case "a folder":
            given.mkdir()
    before = list(tmp_path.iterdir())
    done = run("--windows-python", given, "-o", output)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"{given}: ")
    if kind in ("no zip", "changed"):
        assert hashlib.sha256(given.read_bytes()).hexdigest() in line
        assert "python-3.12.10-embed-amd64.zip" in line
    assert list(tmp_path.iterdir()) == before


def test_a_missing_part_is_named(python: Path, tmp_path: Path) -> None:
    missing = "import kano_xl.languages as languages; languages.LANGUAGES = ('en', 'nowhere')"
    done = run("--windows-python", python, "-o", tmp_path / "bundle.zip", before=missing)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{INSTALL / 'guide-nowhere.html'}: cannot be read: ")
    assert not list(tmp_path.iterdir())


def test_a_lock_that_is_none_is_refused(python: Path, tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_bytes(b"\xff<html>not found</html>\n")
    done = run("--windows-python", python, "--packages", lock, "-o", tmp_path / "bundle.zip")
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert "<html>not found</html>" in line
    assert list(tmp_path.iterdir()) == [lock]


def test_a_package_with_another_hash_stops_it_and_the_last_bundle_stays(
    python: Path, small: Path, tmp_path: Path
) -> None:
    lock = small.read_text(encoding="utf-8")
    small.write_text(re.sub(r"sha256:\w+", f"sha256:{'0' * 64}", lock), encoding="utf-8")
    output = tmp_path / "bundle.zip"
    output.write_bytes(b"the last one")
    done = run("--windows-python", python, "--packages", small, "-o", output)
    assert done.returncode == 1
    assert "HASH" in done.stdout
    assert output.read_bytes() == b"the last one"
    assert set(tmp_path.iterdir()) == {output, small}


def test_a_bundle_that_cannot_be_written_is_told(python: Path, small: Path, tmp_path: Path) -> None:
    output = tmp_path / "nowhere" / "bundle.zip"
    done = run("--windows-python", python, "--packages", small, "-o", output)
    assert done.returncode == 2
    assert done.stderr.startswith(f"{output}: ")
    assert list(tmp_path.iterdir()) == [small]


def test_an_old_python_is_told_what_is_needed() -> None:
    ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 7))
    code = (
        "import runpy, sys; sys.version_info = (3, 10, 4, 'final', 0);"
        f"sys.path.insert(0, {str(INSTALL)!r}); sys.argv = ['build_bundle.py'];"
        f"runpy.run_path({str(SCRIPT)!r}, run_name='__main__')"
    )
    command = [sys.executable, "-B", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "needs Python 3.11 or newer" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_known_pythons_are_stated_in_full() -> None:
    with (INSTALL / "locked" / "windows-python.toml").open("rb") as file:
        known = tomllib.load(file)["python"]
    assert known[0]["file"] == f"python-{known[0]['version']}-embed-amd64.zip"
    for each in known:
        assert re.fullmatch(r"3\.\d+\.\d+", each["version"])
        assert re.fullmatch(r"[0-9a-f]{64}", each["sha256"])
