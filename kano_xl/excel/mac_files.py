"""The dialog for files on the Mac, where Python shows what Excel is not asked for.

AppleScript's own ``choose file`` is used: it needs no Excel, and a file chosen in it may be read.
"""

from __future__ import annotations

import subprocess

PROGRAM = ("/usr/bin/osascript",)
"""What runs a script; no folder is searched for it."""

_SEPARATOR, _CANCELLED = "\x1e", "-128"
_SCRIPT = """
on run {thePrompt, theWay}
    tell current application to activate
    if theWay is "several" then
        set found to choose file with prompt thePrompt with multiple selections allowed
    else
        set found to {choose file with prompt thePrompt}
    end if
    set thePaths to {}
    repeat with oneFile in found
        set end of thePaths to POSIX path of oneFile
    end repeat
    set AppleScript's text item delimiters to (character id 30)
    return thePaths as text
end run
"""


class DialogError(Exception):
    """The dialog could not be shown."""


def chosen_on_mac(prompt: str, *, several: bool) -> tuple[str, ...]:
    """The paths of the files that the user chooses; none where the dialog was cancelled.

    Args:
        prompt: what the dialog says.
        several: whether more than one may be chosen.

    Raises:
        DialogError: it could not be shown.
    """
    call = [*PROGRAM, "-e", _SCRIPT, prompt, "several" if several else "one"]
    try:
        done = subprocess.run(call, capture_output=True, check=False)
    except OSError as error:
        raise DialogError(str(error.errno)) from error
    if done.returncode == 0:
        return tuple(filter(None, done.stdout.decode().removesuffix("\n").split(_SEPARATOR)))
    if _CANCELLED in done.stderr.decode(errors="replace"):
        return ()
    raise DialogError(f"osascript ended with {done.returncode}")
