"""Installs kano_xl for the user who runs it; `install.cmd` and `install.command` call it.

Lies in a bundle, beside the wheels, or in a checkout. Needs nothing but the standard library:
the code that does the work is run as it lies there, before anything is installed.
"""

import os
import sys

OLDEST_PYTHON = (3, 11)
HERE = os.path.dirname(os.path.abspath(__file__))


def code_folder():
    """The wheel of kano_xl in a bundle, otherwise the checkout."""
    wheels = os.path.join(HERE, "wheels")
    names = os.listdir(wheels) if os.path.isdir(wheels) else []
    ours = [name for name in names if name.startswith("kano_xl-") and name.endswith(".whl")]
    return os.path.join(wheels, ours[0]) if ours else os.path.dirname(HERE)


def main():
    """Install; the exit code is 0 when done, 2 when it was refused, 1 for a bug."""
    # Older ones cannot even read the module that knows all other sentences.
    if sys.version_info < OLDEST_PYTHON:
        # Begin of what make_starters.py writes
        print("kano_xl needs Python 3.11 or newer; run install.py with such a Python.")
        print("kano_xl braucht Python 3.11 oder neuer; bitte install.py damit ausführen.")
        print("kano_xl 需要 Python 3.11 或更高版本；请用该版本的 Python 运行 install.py。")
        print("kano_xl 需要 Python 3.11 或更高版本；請用該版本的 Python 執行 install.py。")
        # End of what make_starters.py writes
        return 2
    sys.path.insert(0, code_folder())
    from pathlib import Path

    from kano_xl.setup import installation

    return installation.main(sys.argv[1:], Path(HERE))


if __name__ == "__main__":
    sys.exit(main())
