"""What a Python has to be so that Excel can start it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from kano_xl.errors import Place, SetupError


def check_not_from_store() -> None:
    """See that others than the running Python see what it installs.

    Raises:
        SetupError: it is one of the Microsoft Store's, whose writes Windows diverts.
    """
    for folder in (sys.executable, sys.base_prefix):
        if "windowsapps" in re.split(r"[\\/]", folder.casefold()):
            raise SetupError("setup_store_python", Place(sys.executable))


def library(python: Path, name: str) -> Path | None:
    """Where the add-in finds a library: beside Python, or one folder above it.

    The second is the place in a virtual environment.
    """
    places = (folder / name for folder in python.parents[:2])
    return next((place for place in places if place.is_file()), None)
