"""Runs the doctor: ``python -m kano_xl.setup.doctor [--json] [--language TAG]``."""

from __future__ import annotations

import os
import sys

from kano_xl.setup.doctor.telling import main

if __name__ == "__main__":
    try:
        code = main(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        # Whoever read our output has gone; Python must not try to write the rest at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code)
