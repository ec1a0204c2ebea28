"""Excel's place after an installation: asks the Python that was noted for this user.

    python -m tests.windows.installing.asking

Runs on Windows, in a Python that has nothing to do with the installation but pywin32. What is
noted is read and the server started as the add-in does both; what was seen is printed as one
line of JSON.
"""

from __future__ import annotations

import json
import os
import re
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.windows.excel import Bridge

KEY = r"Software\VB and VBA Program Settings\kano_xl\Install"
FOUR = (("A",), ("O",), ("M",), ("I",))


def main() -> None:
    """Ask, and go away at once: the server has to end by itself."""
    noted = settings()
    bridge = Bridge(Path(noted["Python"]))
    seen = {
        "noted": noted,
        "version": bridge.call("kano_version"),
        "better": bridge.call("kano_better", FOUR),
        "about": bridge.run("about", None),
        "new": bridge.run("new_survey", None),
    }
    print(json.dumps(seen), flush=True)
    os._exit(0)


def settings() -> dict[str, str]:
    """What is noted for the add-in, read as its VBA does."""
    winreg: Any = import_module("winreg")
    with winreg.OpenKey(winreg.HKEY_CURRENT_USER, KEY) as key:
        count = winreg.QueryInfoKey(key)[1]
        held = [winreg.EnumValue(key, index) for index in range(count)]
    return {name: unescaped(value) for name, value, _ in held}


def unescaped(value: str) -> str:
    """A value without escapes; no letter of a test needs more than one unit of UTF-16."""
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), value)


if __name__ == "__main__":
    main()
