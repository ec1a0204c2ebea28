"""The whole way on Windows, without Excel: what the add-in calls, what people call who use
xlwings themselves, and how the add-in is installed.

    python -m tests.windows [functions|xlwings|installing]

Runs on Windows, and on Linux under Wine, which it prepares at the first run; installing is
tried under Wine alone. Prints a line for each thing that it checks; the exit code is 1 if one
failed.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping

from tests.windows.calling import calling
from tests.windows.importing import importing
from tests.windows.installing.run import installing
from tests.windows.judging import Check
from tests.windows.prepare import HOME, Windows, windows

SHOWN = 8


def main(chosen: Iterable[str]) -> int:
    """Prepare, run and tell."""
    machine = windows()
    parts = parts_on(machine)
    count, wrong, started = 0, 0, time.monotonic()
    for name in chosen or parts:
        for what, found in parts[name](machine):
            count += 1
            wrong += bool(found)
            print(f"FAILED  {what}: {told(found)}" if found else f"ok      {what}", flush=True)
    print(f"{count} checks, {wrong} failed, {time.monotonic() - started:.0f} s")
    if wrong:
        print(f"What the programs wrote is in {HOME}")
    return 1 if wrong else 0


def parts_on(machine: Windows) -> Mapping[str, Callable[[Windows], Iterator[Check]]]:
    """What can be tried on a machine."""
    everywhere = {"functions": calling, "xlwings": importing}
    if not machine.launcher:
        print("Installing is not tried: that would change this user's own Windows.")
        return everywhere
    return {**everywhere, "installing": installing}


def told(found: object) -> object:
    """What is wrong; of many things the first."""
    if isinstance(found, list) and len(found) > SHOWN:
        return f"{found[:SHOWN]} and {len(found) - SHOWN} more"
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
