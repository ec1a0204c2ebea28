"""All findings together: for people, as JSON, and by the commands."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from command import kano
from kano_xl import __version__
from kano_xl.languages import LANGUAGES
from kano_xl.setup.doctor.examining import CHECKS, examine
from kano_xl.setup.doctor.finding import ok, unknown, wrong
from kano_xl.setup.doctor.surroundings import Surroundings
from kano_xl.setup.doctor.telling import (
    SIGNS,
    closing,
    lines,
    main,
    shortened,
    signs,
    tell,
    tell_json,
    terminal_signs,
    without_names,
)
from setup.doctor.patient import ROOT, Patient, program
from setup.homes import listing

BREAKING = "raise SystemError('not for this machine')"


def test_a_mac_with_nothing_wrong(mac: Patient) -> None:
    before = listing(mac.user.home.parents[3])
    states = {finding.check: finding.state for finding in examine(mac.around())}
    not_there = {"excel", "libreoffice"}
    assert states == {name: "unknown" if name in not_there else "ok" for name in states}
    assert listing(mac.user.home.parents[3]) == before


def test_a_windows_with_nothing_wrong(windows: Patient) -> None:
    """But for the call itself, which takes a real Windows."""
    states = {finding.check: finding.state for finding in examine(windows.around())}
    not_there = {"excel", "libreoffice", "bitness"}
    expected = {name: "unknown" if name in not_there else "ok" for name in states}
    assert states == {**expected, "server": "wrong"}


@pytest.mark.parametrize("system", ["windows", "mac"])
@pytest.mark.parametrize("state", ["nothing", "settings alone", "empty folders"])
def test_every_check_finds_something_whatever_is_missing(
    system: str, state: str, request: pytest.FixtureRequest
) -> None:
    patient: Patient = request.getfixturevalue(system)
    assert patient.user.addin is not None
    if state == "nothing":
        patient.note()
    if state != "empty folders":
        patient.user.addin.unlink()
        patient.user.log.parent.rename(patient.user.log.parent.with_name("gone"))
    else:
        patient.python.unlink()
        patient.python.mkdir()
    found = [*examine(patient.around())]
    assert [finding.check for finding in found] == [each.__name__ for each in CHECKS[system]]
    assert {finding.key for finding in found}.isdisjoint({"surprise.reason"})
    assert any(finding.state == "wrong" for finding in found)


def test_what_nobody_thought_of_does_not_hide_the_rest(
    windows: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def surprise(_: Surroundings) -> object:
        raise ZeroDivisionError("really")

    surprise.__name__ = "path"
    monkeypatch.setitem(CHECKS, "windows", (surprise, *CHECKS["windows"][:1]))  # type: ignore[arg-type]
    first, second = examine(windows.around())
    assert (first.check, first.state, second.check) == ("path", "unknown", "installed")
    assert {closing([first], language) for language in LANGUAGES} >= {
        "Nothing wrong was found, but not everything could be looked at.",
        "没有发现问题，但有的项目无法检查。",
    }
    for language in LANGUAGES:
        assert "ZeroDivisionError: really" in first.found(language)
        assert first.advice(language)


def test_lines_are_in_columns() -> None:
    found = [
        ok("path.plain"),
        unknown("excel.not_found", "excel"),
        wrong("addin.missing", "install", place="p"),
    ]
    english = [line for each in found for line in lines(each, "en", "✓✗–", 14)]
    assert english[0] == "✓ Path of Python  its letters can be handed to Excel's library"
    assert english[1] == "– Excel           not found"
    assert english[3] == "✗ Add-in file     p is not there"
    for line in english[2::2]:
        assert line.startswith(" " * 18 + "What to do: ")
    chinese = [*lines(found[2], "zh-Hans", "√×-", 12)]
    assert chinese[0] == "× 加载项文件    找不到 p"


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "gb18030", "cp437", "cp1252", "ascii", "no"])
def test_signs_are_those_that_the_terminal_has(encoding: str) -> None:
    known = "ascii" if encoding == "no" else encoding
    assert signs(encoding).encode(known).decode(known) in SIGNS


@pytest.mark.parametrize(("session", "shown"), [({}, "√×-"), ({"WT_SESSION": "1"}, "✓✗–")])
def test_signs_for_the_older_window_of_windows(
    windows: Patient, session: dict[str, str], shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = io.TextIOWrapper(io.BytesIO(), "utf-8")
    monkeypatch.setattr("sys.stdout", screen)
    windows.environment.update(session)
    assert terminal_signs(windows.around()) == "✓✗–"
    monkeypatch.setattr(screen, "isatty", lambda: True)
    assert terminal_signs(windows.around()) == shown


def printed(capsys: pytest.CaptureFixture[str]) -> str:
    out, err = capsys.readouterr()
    assert not err
    return out


def test_the_closing_sentence_and_the_exit_code(
    mac: Patient, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tell(mac.around(), "en") == 0
    assert printed(capsys).endswith("\nNothing is wrong.\n")
    assert mac.user.script is not None
    mac.user.script.unlink()
    assert tell(mac.around(), "en") == 2
    assert "One thing is wrong" in printed(capsys).splitlines()[-1]
    mac.python.unlink()
    assert tell(mac.around(), "zh-Hans") == 2
    assert "2 处问题" in printed(capsys).splitlines()[-1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("system", ["windows", "mac"])
def test_json_names_no_one(
    system: str,
    language: str,
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
) -> None:
    patient: Patient = request.getfixturevalue(system)
    before = listing(patient.user.home.parents[3])
    code = tell_json(patient.around(), language)
    out = printed(capsys)
    assert out.isascii()
    assert "王" not in json.dumps(json.loads(out), ensure_ascii=False)
    said = json.loads(out)
    assert (said["kano_xl"], said["system"]) == (__version__, system)
    assert [each["check"] for each in said["checks"]] == [each.__name__ for each in CHECKS[system]]
    assert all(list(each) == ["check", "state", "found", "remedy"] for each in said["checks"])
    assert code == (2 if "wrong" in {each["state"] for each in said["checks"]} else 0)
    (addin,) = [each for each in said["checks"] if each["check"] == "addin"]
    assert ("%APPDATA%/Microsoft" if system == "windows" else "~/Library") in addin["found"]
    assert listing(patient.user.home.parents[3]) == before


def test_folders_are_shortened_as_whole_names() -> None:
    folders = [(r"C:\Users\wang\AppData", "%APPDATA%"), (r"C:\Users\wang", "%USERPROFILE%")]
    for words, expected in (
        (r"c:\users\WANG\appdata\x, C:\Users\wang is", r"%APPDATA%\x, %USERPROFILE% is"),
        (r"C:\Users\wangli\x", r"C:\Users\wangli\x"),
        (r"C:\Users\wang", "%USERPROFILE%"),
    ):
        assert without_names(words, folders) == expected
    assert without_names("/home/Wang/x /home/wang/x", [("/home/wang", "~")]) == "/home/Wang/x ~/x"


def test_short_forms_of_folders_are_shortened_too(windows: Patient) -> None:
    around = replace(
        windows.around(), plain_path=lambda path: str(path).replace("用户 王", "WANG~1")
    )
    place = windows.environment["APPDATA"].replace("用户 王", "WANG~1") + "/x"
    assert shortened(ok("addin.there", place=place), around).values == {"place": "%APPDATA%/x"}


def run(folder: Path, *arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run this Python as a user whose home is a folder."""
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
    given = {**kept, "HOME": str(folder), "LANG": "C.UTF-8", **environment}
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, env=given, cwd=folder, capture_output=True, check=False)


def test_out_of_the_wheel_with_the_standard_library_alone(tmp_path: Path) -> None:
    """As the installer runs it, and as a user whose packages are all broken does."""
    wheel = tmp_path / "kano_xl.whl"
    package = ROOT / "kano_xl"
    with zipfile.ZipFile(wheel, "w") as file:
        for path in package.rglob("*"):
            if path.suffix != ".pyc":
                file.write(path, path.relative_to(ROOT))
        for name in ("numpy", "xlwings", "click", "rich", "xlsxwriter"):
            file.writestr(f"{name}.py", BREAKING)
    code = "import sys; sys.path.insert(0, sys.argv.pop(1)); "
    code += "from kano_xl.setup.doctor.telling import main; sys.exit(main(sys.argv[1:]))"
    done = run(tmp_path, "-I", "-S", "-W", "error", "-c", code, wheel, "--json")
    assert done.stderr == b""
    said = json.loads(done.stdout)
    assert said["system"] == "other"
    assert [each["check"] for each in said["checks"]] == [each.__name__ for each in CHECKS["other"]]


def test_as_a_module(tmp_path: Path) -> None:
    arguments = ("-m", "kano_xl.setup.doctor", "--language", "zh-Hans")
    done = run(tmp_path, *arguments, PYTHONPATH=str(ROOT), PYTHONIOENCODING="ascii")
    assert done.stdout.decode("ascii").startswith(f"kano_xl {__version__}\\uff1a")
    assert b"\n+ Python" in done.stdout
    assert done.stderr == b""


def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kano_xl.setup.doctor"]
    given = {**os.environ, "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, env=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_help_and_wrong_calls(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as helped:
        main(["--help"])
    assert helped.value.code == 0
    assert "--json" in printed(capsys)
    with pytest.raises(SystemExit) as refused:
        main(["--language", "fr"])
    assert refused.value.code == 2


def test_the_command_line_tells_the_same(mac: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kano_xl.setup.doctor.telling.surroundings", mac.around)
    well = kano("addin", "doctor", "--language", "zh-Hans")
    assert (well.code, well.err) == (0, "")
    assert well.out.splitlines()[-1] == "一切正常。"
    program(mac.python, "exit 1")
    ill = kano("addin", "doctor", "--json")
    assert ill.code == 2
    states = {each["check"]: each["state"] for each in json.loads(ill.out)["checks"]}
    assert states["interpreter"] == "wrong"


def test_a_terminal_of_few_letters(mac: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kano_xl.setup.doctor.telling.surroundings", mac.around)
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, "cp437"))
    assert main(["--language", "en"]) == 0
    sys.stdout.flush()
    assert b"\n+ Python  " in raw.getvalue()
