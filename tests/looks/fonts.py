"""The fonts that printed pages are judged with, the same on every machine.

LibreOffice takes its fonts from fontconfig on Linux. A file of ours lets it see nothing but the
fonts named here, which stand in for those of Excel.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

PACKAGES: Mapping[str, str] = {
    "Liberation Sans": "fonts-liberation",
    "Liberation Mono": "fonts-liberation",
    "Noto Sans CJK SC": "fonts-noto-cjk",
}
"""The fonts, with the Debian package that brings each."""

STANDS_FOR: Mapping[str, str] = {
    "Arial": "Liberation Sans",
    "Calibri": "Liberation Sans",
    "Consolas": "Liberation Mono",
    "Microsoft YaHei": "Noto Sans CJK SC",
}
"""What is shown for a font of Excel's."""

_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>/usr/share/fonts</dir>
<dir>/usr/local/share/fonts</dir>
<dir prefix="xdg">fonts</dir>
<cachedir>/var/cache/fontconfig</cachedir>
<cachedir prefix="xdg">fontconfig</cachedir>
<selectfont>
<rejectfont><pattern/></rejectfont>
<acceptfont>{accepted}</acceptfont>
</selectfont>
{aliases}
</fontconfig>
"""
_ACCEPTED = '<pattern><patelt name="family"><string>{}</string></patelt></pattern>'
_ALIAS = (
    '<match target="pattern"><test name="family"><string>{}</string></test>'
    '<edit name="family" mode="assign" binding="same"><string>{}</string></edit></match>'
)


class MissingFontsError(Exception):
    """Fonts that the pages are judged with are not installed."""


def pinned(folder: Path) -> dict[str, str]:
    """The environment of a program that shall see the pinned fonts alone.

    Args:
        folder: where fontconfig's file is written.

    Raises:
        MissingFontsError: with the name of each one that is missing and how to install it.
    """
    return seeing(folder, PACKAGES)


def seeing(folder: Path, packages: Mapping[str, str]) -> dict[str, str]:
    """`pinned` for other fonts, each with its package."""
    accepted = "".join(map(_ACCEPTED.format, packages))
    aliases = "\n".join(_ALIAS.format(*pair) for pair in STANDS_FOR.items())
    file = folder / "fonts.conf"
    file.write_text(_CONFIGURATION.format(accepted=accepted, aliases=aliases), encoding="utf-8")
    environment = {**os.environ, "FONTCONFIG_FILE": str(file)}
    missing = set(packages) - _families(environment)
    if missing:
        by_apt = " ".join(sorted({packages[font] for font in missing}))
        raise MissingFontsError(
            f"printed pages cannot be judged without these fonts: {', '.join(sorted(missing))}; "
            f"run: python3 install/develop.py test (or: sudo apt-get install {by_apt})"
        )
    return environment


def _families(environment: Mapping[str, str]) -> set[str]:
    command = ["fc-list", "--format", "%{family}\n"]
    try:
        listed = subprocess.run(command, env=environment, capture_output=True, check=True)
    except FileNotFoundError:
        raise MissingFontsError(
            "fontconfig is missing; run: sudo apt-get install fontconfig"
        ) from None
    return {
        family.replace("\\", "")
        for line in listed.stdout.decode().splitlines()
        for family in line.split(",")
    }
