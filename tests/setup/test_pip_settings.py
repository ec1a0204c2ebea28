"""What pip is told of this machine's settings: where packages come from, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from kano_xl.errors import SetupError
from kano_xl.languages import LANGUAGES
from kano_xl.setup.pip_settings import KEPT, OTHER_NAMES, alone, settings_kept

PIP = (sys.executable, "-I", "-m", "pip")
INDEX = "https://li:p%40ss@packages.example/simple"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Nothing is set; the result writes pip's settings of the ``machine`` or the ``user``."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    files = {
        "machine": tmp_path / "all users" / "pip" / "pip.conf",
        "user": tmp_path / "home" / "pip" / "pip.conf",
    }
    for file in files.values():
        file.parent.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(files["user"].parents[1]))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(files["machine"].parents[1]))
    return lambda whose, text: files[whose].write_text(text, encoding="utf-8") and None


def kept(command: str = "install") -> dict[str, str]:
    """What is kept, without what stands beyond the folders of a test, in /etc."""
    found = settings_kept(PIP, command)
    beyond = Path("/etc/pip.conf")
    text = beyond.read_text(encoding="utf-8") if beyond.exists() else ""
    return {name: value for name, value in found.items() if f"{name} = {value}" not in text}


def listed(variables: dict[str, str]) -> dict[str, str]:
    """All that a pip in these environment variables takes for its settings."""
    command = [*PIP, "config", "list"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=variables)
    return dict(line.split("=", 1) for line in done.stdout.splitlines())


def test_index_proxy_and_certificates_are_kept_and_nothing_else(
    settings: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings(
        "machine",
        f"[global]\nindex-url = {INDEX}\nno-binary = :all:\ntarget = /x\n"
        "trusted-host =\n    one.example\n    two.example\n",
    )
    settings("user", "[global]\nproxy = http://proxy.example:3128\nuser = true\npre = true\n")
    monkeypatch.setenv("PIP_CERT", "/certificates/公司.pem")
    monkeypatch.setenv("PIP_CONSTRAINT", "/constraints.txt")
    monkeypatch.setenv("PIP_NO_DEPS", "0")
    assert kept() == {
        "index-url": INDEX,
        "trusted-host": "\none.example\ntwo.example",
        "proxy": "http://proxy.example:3128",
        "cert": "/certificates/公司.pem",
    }


def test_they_overrule_one_another_as_pip_has_it(
    settings: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings("machine", "[global]\nproxy = a\ncert = a\nretries = 1\n")
    settings("user", "[global]\nproxy = b\n[install]\ncert = c\n[download]\ncert = d\n")
    assert kept() == {"proxy": "b", "cert": "c", "retries": "1"}
    assert kept("download")["cert"] == "d"
    monkeypatch.setenv("PIP_CERT", "e")
    assert kept()["cert"] == "e"


def test_pip_alone_knows_what_it_is_told_and_no_more(
    settings: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings("machine", "[global]\nno-binary = :all:\n")
    settings("user", f"[install]\nindex-url = {INDEX}\ntarget = /x\n")
    monkeypatch.setenv("PIP_CONSTRAINT", "/constraints.txt")
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    assert listed(alone()) == {":env:.config-file": repr(os.devnull)}
    told = listed(alone(kept()))
    assert told == {":env:.config-file": repr(os.devnull), ":env:.index-url": repr(INDEX)}
    # It is not pip's; every program that asks the network reads it.
    assert alone()["HTTPS_PROXY"] == "http://proxy.example:3128"


def test_names_may_be_written_in_several_ways(settings: Callable[[str, str], None]) -> None:
    settings("machine", "[global]\nProxy = a\nextra_index_url = b\n")
    assert kept() == {"proxy": "a", "extra-index-url": "b"}


@pytest.mark.parametrize("line", ["quiet = 3", "no-input = maybe", "python = /no/python"])
def test_other_settings_do_not_keep_pip_from_telling(
    settings: Callable[[str, str], None], line: str
) -> None:
    settings("machine", f"[global]\n{line}\n")
    settings("user", f"[global]\nindex-url = {INDEX}\n")
    assert kept() == {"index-url": INDEX}


def test_variables_do_not_keep_pip_from_telling(
    settings: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings("user", f"[global]\nindex-url = {INDEX}\n")
    monkeypatch.setenv("PIP_QUIET", "1")
    assert kept() == {"index-url": INDEX}


def test_what_is_empty_is_not_set(
    settings: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings("machine", f"[global]\nindex-url = {INDEX}\nproxy = a\nretries = 1\n")
    # As pip has it: empty, it takes back what the same section of a former file says.
    settings("user", "[global]\nproxy =\n[install]\nretries =\n")
    monkeypatch.setenv("PIP_INDEX_URL", "")
    assert kept() == {"index-url": INDEX, "retries": "1"}


def test_a_setting_with_two_names_is_kept_by_one(
    settings: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings("machine", "[global]\npypi-url = https://a.example\ndefault-timeout = 5\n")
    assert kept() == {"index-url": "https://a.example", "timeout": "5"}
    settings("user", f"[global]\nindex-url = {INDEX}\n")
    monkeypatch.setenv("PIP_DEFAULT_TIMEOUT", "60")
    assert kept() == {"index-url": INDEX, "timeout": "60"}


def test_a_file_may_be_in_the_encoding_of_the_system(
    settings: Callable[[str, str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Under the same Python options as the installer's, where pip itself takes it for UTF-8.
    pip = (sys.executable, "-I", "-X", "utf8", "-m", "pip")
    monkeypatch.setattr("locale.getencoding", lambda: "gbk")
    file = tmp_path / "公司.ini"
    monkeypatch.setenv("PIP_CONFIG_FILE", str(file))
    for encoding in ("gbk", "utf-8", "utf-8-sig"):
        file.write_text(f"[global]\n# 公司镜像\nindex-url = {INDEX}\ncert = 证书\n", encoding)
        found = settings_kept(pip)
        assert (found["index-url"], found["cert"]) == (INDEX, "证书"), encoding


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"index-url = https://li:secret@packages.example\n", 1),
        (b"[global]\ntimeout = 5\npackages.example/secret\nand so on\n", 3),
        (b"[global]\nproxy = a\n\n[global]\n", 4),
        (b"[global]\nproxy = a\n--proxy = secret\n", 3),
        ("[global]\n# secret 公司\n".encode("gbk"), 2),
    ],
    ids=["no heading", "no setting", "heading twice", "setting twice", "another encoding"],
)
def test_a_file_that_pip_cannot_read_ends_it(
    settings: Callable[[str, str], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    content: bytes,
    line: int,
) -> None:
    monkeypatch.setattr("locale.getencoding", lambda: "utf-8")
    file = tmp_path / "home" / "pip" / "pip.conf"
    file.write_bytes(content)
    with pytest.raises(SetupError) as caught:
        settings_kept(PIP)
    assert (caught.value.code, caught.value.place.file) == ("setup_pip_settings", str(file))
    for language in LANGUAGES:
        said = caught.value.message(language)
        assert said.startswith(f"{file}: ")
        assert str(line) in said.removeprefix(str(file)).split("[global]")[0]
        assert "secret" not in said


def test_a_pip_that_does_not_tell_ends_it(
    settings: Callable[[str, str], None], tmp_path: Path
) -> None:
    settings("user", f"[global]\nindex-url = {INDEX}\n")
    wheel = tmp_path / "pip-1-py3-none-any.whl"
    wheel.joinpath("pip").mkdir(parents=True)
    wheel.joinpath("pip", "__init__.py").write_text("1 / 0", encoding="ascii")
    with pytest.raises(SetupError, match="division by zero") as caught:
        settings_kept((sys.executable, "-I", wheel / "pip"))
    assert (caught.value.code, caught.value.place.file) == ("setup_pip", sys.executable)


def test_the_pip_in_a_wheel_tells_as_well(
    settings: Callable[[str, str], None], tmp_path: Path
) -> None:
    settings("user", f"[global]\nindex-url = {INDEX}\n")
    # A stand-in that tells of one file, so that what was asked is seen to be the wheel's.
    wheel, file = tmp_path / "pip-1-py3-none-any.whl", tmp_path / "one.conf"
    file.write_text("[global]\nproxy = a\n", encoding="ascii")
    told = f'{{"global": [], "user": [{str(file)!r}], "site": []}}'
    with ZipFile(wheel, "w") as packed:
        packed.writestr("pip/__init__.py", "")
        packed.writestr("pip/_internal/__init__.py", "")
        packed.writestr(
            "pip/_internal/configuration.py", f"def get_configuration_files(): return {told}"
        )
    assert settings_kept((sys.executable, "-I", wheel / "pip")) == {"proxy": "a"}


def test_pip_has_the_files_in_the_same_order(
    settings: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings("machine", "[global]\nretries = 1\n")
    settings("user", "[global]\nretries = 2\n")
    assert listed(dict(os.environ))["global.retries"] == repr(kept()["retries"])


def test_a_file_that_a_variable_names_stands_for_the_user_s(
    settings: Callable[[str, str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings("user", "[global]\nproxy = a\nretries = 1\n")
    (tmp_path / "公司.conf").write_text("[global]\nproxy = b\n", encoding="utf-8")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "公司.conf"))
    assert kept() == {"proxy": "b"}
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    assert settings_kept(PIP) == {}


def test_what_is_kept_are_options_of_pip() -> None:
    command = [*PIP, "install", "--help"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for name in KEPT:
        assert f"--{name}" in text


def test_pip_s_options_have_no_other_names_than_those_known() -> None:
    program = (
        "from pip._internal.commands import create_command\n"
        "for option in create_command('install').parser.option_list_all:\n"
        "    print(*[name.removeprefix('--') for name in option._long_opts])"
    )
    command = [sys.executable, "-I", "-c", program]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    named = [line.split() for line in text.splitlines() if set(line.split()) & KEPT]
    assert len(named) == len(KEPT)
    assert {other: one for one, *others in named for other in others} == OTHER_NAMES
