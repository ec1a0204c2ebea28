"""Runs a program as one user of Windows does, with that user's variables and folder.

    python -m tests.windows.installing.as_user TASK

TASK is JSON: ``variables`` by their names, an empty one to be unset, and ``command``, the
words of the command. A batch file runs in a console as after a double-click.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tests.windows.installing.account import PYTHON


def main(task: str) -> int:
    """Run the program; its exit code."""
    told = json.loads(task)
    variables = {name.upper(): value for name, value in os.environ.items()} | told["variables"]
    environment = {name: value for name, value in variables.items() if value}
    program, *arguments = told["command"]
    if program == PYTHON:
        program = sys.executable
    command = subprocess.list2cmdline([program, *arguments])
    if program.lower().endswith(".cmd"):
        # Quoted as Explorer does it: `&` in a path must not end the command.
        quoted = " ".join([f'"{program}"', *arguments])
        command = f'"{environment["COMSPEC"]}" /c "{quoted}"'
    return subprocess.run(
        command, env=environment, cwd=environment["USERPROFILE"], check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
