"""``python -m kano_xl`` is ``kano-xl``."""

from kano_xl.cli import main

if __name__ == "__main__":
    main()
