"""The script that Excel for Mac hands an action to. No AppleScript runs here, so it is read."""

from __future__ import annotations

import re
from importlib import resources

from kano_xl.excel import mac


def test_whatever_comes_from_excel_is_quoted_for_the_shell() -> None:
    script = (resources.files("kano_xl.addin") / "mac" / "kano_xl.applescript").read_text("utf-8")
    pattern = r"set \{(.*)\} to paragraphs of givenLines"
    (names,) = re.findall(pattern, script)
    command = "\n".join(
        line
        for line in script.splitlines()
        if re.match(r"\s*(set (program|choices)|do shell)", line)
    )
    for name in names.split(", "):
        assert len(re.findall(rf"\b{name}\b", command)) == 1
        assert f"quoted form of {name}" in command
    assert mac.__name__ in command
    assert " -I -B -m " in command


def test_the_script_is_told_what_it_expects(sources: dict[str, str]) -> None:
    order = "Array(python, action, workbookName, ExcelLanguage(), LogPath()), vbLf"
    assert order in sources["KanoPlatform"]
    assert '"kano_xl.applescript", "KanoRun"' in sources["KanoPlatform"]
