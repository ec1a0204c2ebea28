"""What people double-click: the files that run before any Python, and those left for later."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import make_starters
from kano_xl.languages import LANGUAGES, picked, text
from kano_xl.setup.starters import SAID

ROOT = Path(__file__).resolve().parents[2]
INSTALL = ROOT / "install"
SCRIPTS = ROOT / "kano_xl" / "setup" / "scripts"
CMD = (INSTALL / "install.cmd", SCRIPTS / "doctor.cmd", SCRIPTS / "uninstall.cmd")
COMMAND = (INSTALL / "install.command", SCRIPTS / "doctor.command", SCRIPTS / "uninstall.command")
INTERPRETER = "#!/bin/sh\nexec '{python}' \"$@\"\n"
TOO_OLD = "#!/bin/sh\necho too old >&2\nexit 1\n"


def lines(path: Path) -> list[str]:
    return path.read_bytes().decode().split("\r\n")


@pytest.mark.parametrize("path", CMD, ids=lambda path: path.name)
class TestCmd:
    def test_lines_end_as_windows_needs_them(self, path: Path) -> None:
        content = path.read_bytes()
        assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r") > 10
        assert content.endswith(b"\r\n")

    def test_only_what_is_shown_in_utf8_is_not_ascii(self, path: Path) -> None:
        texts = lines(path)
        shown = range(texts.index("chcp 65001 >nul"), texts.index("chcp %KANO_PAGE% >nul"))
        strange = [number for number, line in enumerate(texts) if not line.isascii()]
        assert strange
        assert set(strange) <= set(shown)
        # cmd looks for labels in bytes; after strange letters there must be none.
        assert not [line for line in texts[shown[0] :] if line.startswith(":") or "goto" in line]

    def test_every_path_stands_in_quotes(self, path: Path) -> None:
        for line in lines(path):
            bare = re.sub(r'"[^"]*"', "", line)
            assert not re.search(r"%~|%KANO_(HOME|PYTHON)", bare.replace('"%%~a"', "")), line

    def test_letters_such_as_an_exclamation_mark_stay_in_paths(self, path: Path) -> None:
        # Delayed expansion would eat them; it is on for cmd's own line alone.
        texts = lines(path)
        assert texts.index("setlocal DisableDelayedExpansion") < 3
        begin = texts.index("setlocal EnableDelayedExpansion")
        assert texts[begin + 2].count("endlocal") == 2
        assert not [line for line in texts[begin : begin + 3] if "%~" in line]

    def test_labels_are_there_and_the_exit_code_goes_on(self, path: Path) -> None:
        texts = lines(path)
        for line in texts:
            for label in re.findall(r"goto (\w+)", line):
                assert f":{label}" in texts
        runs = [number for number, line in enumerate(texts) if " -I -X utf8 " in line]
        assert runs
        assert {texts[number + 1] for number in runs} == {'set "KANO_CODE=%errorlevel%"'}

    def test_no_program_of_the_current_folder_is_run(self, path: Path) -> None:
        texts = lines(path)
        forbidden = texts.index('set "NoDefaultCurrentDirectoryInExePath=1"')
        programs = re.compile(r"\b(chcp|powershell\.exe|ping|cmd) ")
        outside = [number for number, line in enumerate(texts) if programs.search(line)]
        called = [number for number in outside if not texts[number].startswith("rem ")]
        assert called
        assert forbidden < called[0]

    def test_it_says_the_same_in_both_languages(self, path: Path) -> None:
        told = [line for line in lines(path) if line.startswith("echo ")]
        assert told[0].isascii()
        assert not told[-1].isascii()


@pytest.mark.parametrize("path", make_starters.starters(), ids=lambda path: path.name)
def test_they_say_what_the_languages_say(path: Path) -> None:
    assert make_starters.made(path) == path.read_bytes()
    for language in LANGUAGES:
        for key in SAID[path.name]:
            for line in text(language, f"setup.starter.{key}").splitlines():
                assert line.rstrip() in path.read_text(encoding="utf-8"), (language, key)


def test_all_scripts_that_speak_are_made() -> None:
    assert {path.name for path in make_starters.starters()} == SAID.keys()


@pytest.mark.parametrize(
    "locale", ["zh_CN", "zh-Hans_CN", "zh_SG.UTF-8", "zh_TW", "zh-Hant_HK", "en_US", "fr_FR", "C"]
)
def test_they_pick_the_language_that_python_picks(tmp_path: Path, locale: str) -> None:
    shutil.copy(SCRIPTS / "doctor.command", tmp_path)
    done = subprocess.run(
        ["bash", tmp_path / "doctor.command"],
        env=os.environ | {"LANG": locale},
        capture_output=True,
        check=False,
    )
    told = text(picked(locale), "setup.starter.doctor_mac")
    assert done.stdout.decode().strip() == told


def test_nothing_is_deleted_from_where_uninstall_cmd_does_not_belong() -> None:
    texts = lines(SCRIPTS / "uninstall.cmd")
    deleting = [number for number, line in enumerate(texts) if "rd /s" in line]
    python = texts.index('if not exist "%KANO_PYTHON%" goto no_python')
    failed = texts.index('if "%KANO_CODE%"=="0" goto delete_files')
    assert python < failed < deleting[0]
    # By names below the folder above: no letter of a path can be taken for a command.
    assert [texts[number] for number in deleting] == [r"rd /s /q kano_xl\versions"]
    # All else has to be empty, or one of two files.
    last = [line for line in texts if "rd kano_xl" in line]
    named = [re.findall(r"(?:del|rd) [\w\\. ]*\w", line) for line in last]
    assert named == [[r"del kano_xl\doctor.cmd kano_xl\uninstall.cmd", "rd kano_xl"]] * 2


def test_a_bundle_without_its_python_does_not_go_looking_for_another() -> None:
    texts = lines(INSTALL / "install.cmd")
    lacking = 'if not exist "%~dp0python\\python.exe" goto '
    told = texts.index(f'if exist "%~dp0wheels" {lacking}not_extracted')
    assert told < texts.index(f"{lacking}without_python")


def test_powershell_reads_its_script_as_utf8() -> None:
    content = (INSTALL / "install.ps1").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    words = content.decode("utf-8-sig")
    assert words.count("{") == words.count("}")
    assert words.count("(") == words.count(")")
    (check,) = re.findall(r"^\$fits = '([^']+)'$", words, re.MULTILINE)
    done = subprocess.run([sys.executable, "-I", "-c", check], check=False)
    assert done.returncode == 0
    older = check.replace("(3, 11)", "(4, 0)")
    assert subprocess.run([sys.executable, "-I", "-c", older], check=False).returncode == 1


@pytest.mark.parametrize("path", COMMAND, ids=lambda path: path.name)
def test_a_mac_can_open_them(path: Path) -> None:
    assert os.access(path, os.X_OK)
    assert path.read_bytes().startswith(b"#!/bin/bash\n")
    assert b"\r" not in path.read_bytes()
    # Newer than the bash of a Mac.
    assert not re.search(rb"declare -A|mapfile|readarray|\$\{\w+(\^|,,)|&>>|\|&", path.read_bytes())


@pytest.fixture
def bench(tmp_path: Path) -> Path:
    """A folder with the installer, and with the only places in which it may look for Python."""
    folder = tmp_path / "我的 下载 & $HOME"
    folder.mkdir()
    script = (INSTALL / "install.command").read_text(encoding="utf-8")
    for place in ("/Library/Frameworks", "/opt/homebrew/bin", "/usr/local/bin"):
        assert place in script
        script = script.replace(place, str(tmp_path / place[1:]).replace(" ", "\\ "))
    (folder / "install.command").write_text(script, encoding="utf-8")
    shown = "import sys; print(sys.version_info >= (3, 11), sys.argv[1:])"
    (folder / "install.py").write_text(shown, encoding="utf-8")
    (tmp_path / "bin").mkdir()
    for name in ("bash", "dirname"):
        found = shutil.which(name)
        assert found is not None
        (tmp_path / "bin" / name).symlink_to(found)
    return folder


def add_python(place: Path, name: str, program: str) -> None:
    place.mkdir(parents=True, exist_ok=True)
    (place / name).write_text(program.format(python=sys.executable), encoding="utf-8")
    (place / name).chmod(0o755)


def test_the_folder_is_found_whatever_cd_looks_through(bench: Path) -> None:
    add_python(bench.parent / "bin", "python3.12", INTERPRETER)
    (bench.parent / "else" / bench.name).mkdir(parents=True)
    places = {"PATH": str(bench.parent / "bin"), "CDPATH": str(bench.parent / "else")}
    done = subprocess.run(
        ["bash", f"{bench.name}/install.command", "--quiet"],
        cwd=bench.parent,
        env=places | {"LANG": "C"},
        capture_output=True,
        check=False,
    )
    assert done.stdout.decode() == "True ['--language', 'en', '--quiet']\n"


def opened(folder: Path, language: str, *arguments: str) -> tuple[int, str]:
    places = folder.parent / "bin"
    done = subprocess.run(
        ["bash", folder / "install.command", *arguments],
        env={"PATH": str(places), "LANG": language, "HOME": str(folder.parent)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert not done.stderr
    return done.returncode, done.stdout.decode()


@pytest.mark.parametrize(
    "place", ["Library/Frameworks/Python.framework/Versions/3.12/bin", "usr/local/bin", "bin"]
)
def test_the_first_python_that_fits_is_taken(bench: Path, place: str) -> None:
    add_python(bench.parent / "bin", "python3.14", TOO_OLD)
    add_python(bench.parent / "opt/homebrew/bin", "python3.13", TOO_OLD)
    add_python(bench.parent / place, "python3.12", INTERPRETER)
    code, told = opened(bench, "zh_CN.UTF-8", "--quiet")
    assert (code, told) == (0, "True ['--language', 'zh-Hans', '--quiet']\n")
    assert opened(bench, "fi_FI.UTF-8") == (0, "True ['--language', 'en']\n")


@pytest.mark.parametrize(("language", "told"), [("zh_CN.UTF-8", "这台 Mac"), ("en_US", "This Mac")])
def test_without_a_python_it_says_where_to_get_one(bench: Path, language: str, told: str) -> None:
    add_python(bench.parent / "bin", "python3", TOO_OLD)
    code, output = opened(bench, language)
    assert code == 2
    assert output.startswith(told)
    assert "python.org" in output


@pytest.mark.parametrize(("language", "told"), [("zh_CN.UTF-8", "解压"), ("en_US", "Extract")])
def test_alone_it_says_to_extract_everything(bench: Path, language: str, told: str) -> None:
    (bench / "install.py").unlink()
    code, output = opened(bench, language)
    assert code == 2
    assert told in output


@pytest.mark.parametrize("name", ["doctor", "uninstall"])
def test_a_script_away_from_its_python_does_nothing(tmp_path: Path, name: str) -> None:
    shutil.copy(SCRIPTS / f"{name}.command", tmp_path)
    (tmp_path / "mine").write_bytes(b"mine")
    for language, told in (("zh_CN.UTF-8", "重新安装"), ("en_US", "again")):
        done = subprocess.run(
            ["bash", tmp_path / f"{name}.command"],
            env=os.environ | {"LANG": language},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 2
        assert told in done.stdout.decode()
    assert (tmp_path / "mine").exists()


def test_uninstall_keeps_everything_if_the_addin_stays(tmp_path: Path) -> None:
    script = (SCRIPTS / "uninstall.command").read_text(encoding="utf-8")
    home = tmp_path / "home 王"
    add_python(
        home / "versions" / "1.2" / "bin", "python", "#!/bin/sh\necho Excel is running\nexit 2\n"
    )
    (home / "uninstall.command").write_text(script.replace("{environment}", "1.2"), "utf-8")
    done = subprocess.run(["bash", home / "uninstall.command"], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"Excel is running\n")
    assert (home / "versions" / "1.2" / "bin" / "python").exists()


@pytest.mark.parametrize(
    ("language", "told"), [("zh_CN.UTF-8", "已保留："), ("en_US", "Left in place")]
)
def test_uninstall_deletes_only_what_the_installer_made(
    tmp_path: Path, language: str, told: str
) -> None:
    script = (SCRIPTS / "uninstall.command").read_text(encoding="utf-8")
    home = tmp_path / "home 王"
    for version in ("1.2", "1.2-2"):
        add_python(home / "versions" / version / "bin", "python", "#!/bin/sh\nexit 0\n")
    for name in ("doctor.command", ".DS_Store"):
        (home / name).write_bytes(b"")
    mine = [home / "survey.xlsx", home / "2024.10" / "survey.xlsx"]
    mine[1].parent.mkdir()
    for path in mine:
        path.write_bytes(b"mine")
    uninstall = home / "uninstall.command"
    uninstall.write_text(script.replace("{environment}", "1.2"), "utf-8")
    around = os.environ | {"LANG": language}
    done = subprocess.run(["bash", uninstall], env=around, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert told in done.stdout.decode()
    assert done.stdout.decode().endswith(f"{home}\n")
    assert {path for path in home.rglob("*") if path.is_file()} == set(mine)
