"""A Chromium without a window, told what to do over its debugging pipe."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PATIENCE = 20.0  # seconds
_QUIET = ("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--mute-audio")


class Chromium:
    """A running browser; `close` ends it.

    Attributes:
        events: what pages reported since, as the protocol has it.
    """

    def __init__(self, folder: Path) -> None:
        program = next(filter(None, map(shutil.which, NAMES)), None)
        assert program is not None, "Chromium is not installed; run: install/develop.py engines"
        theirs_in, self._out = os.pipe()
        self._in, theirs_out = os.pipe()
        given = f'exec "$0" "$@" 3<&{theirs_in} 4>&{theirs_out}'
        options = (*_QUIET, f"--user-data-dir={folder}", "--remote-debugging-pipe")
        self._process = subprocess.Popen(
            ["bash", "-c", given, program, *options],
            pass_fds=(theirs_in, theirs_out),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self._read = b""
        self._number = 0
        self.events: list[dict[str, Any]] = []

    def close(self) -> None:
        self("Browser.close")
        self._process.wait(PATIENCE)
        os.close(self._in)
        os.close(self._out)

    def __call__(self, method: str, session: str = "", **given: Any) -> dict[str, Any]:
        """Ask for something and wait for the answer."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": given}
        if session:
            message["sessionId"] = session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            told = self._message()
            if told.get("id") != self._number:
                self.events.append(told)
                continue
            assert "error" not in told, (method, told)
            result: dict[str, Any] = told["result"]
            return result

    def _message(self) -> dict[str, Any]:
        while b"\0" not in self._read:
            found = os.read(self._in, 1 << 16)
            assert found, "Chromium ended"
            self._read += found
        first, _, self._read = self._read.partition(b"\0")
        message: dict[str, Any] = json.loads(first)
        return message

    def page(self, file: Path, width: int, height: int, *, phone: bool) -> Page:
        """A file, opened in a window of a size."""
        target = self("Target.createTarget", url="about:blank")["targetId"]
        attached = self("Target.attachToTarget", targetId=target, flatten=True)
        page = Page(self, target, attached["sessionId"])
        for domain in ("Page", "Network", "Runtime", "Log", "Accessibility"):
            page.ask(f"{domain}.enable")
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone}
        page.ask("Emulation.setDeviceMetricsOverride", **size)
        page.ask("Page.navigate", url=file.as_uri())
        page.until("document.readyState === 'complete' && document.querySelector('h1')")
        return page


class Page:
    """A page of it."""

    def __init__(self, browser: Chromium, target: str, session: str) -> None:
        self._browser = browser
        self._target = target
        self._session = session

    def ask(self, method: str, **given: Any) -> dict[str, Any]:
        return self._browser(method, self._session, **given)

    def value(self, script: str) -> Any:
        """What a script says, by the page."""
        told = self.ask("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    def until(self, script: str) -> None:
        """Wait until a script says yes."""
        wait(lambda: bool(self.value(f"Boolean({script})")), script)

    def press(self, key: str, code: int) -> None:
        """Press a key and let it go."""
        words = {"key": key, "code": "Space" if key == " " else key, "windowsVirtualKeyCode": code}
        typed = {"text": key} if key in (" ", "\r") else {}
        self.ask("Input.dispatchKeyEvent", type="keyDown", **words, **typed)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **words)

    def picture(self, path: Path) -> None:
        told = self.ask("Page.captureScreenshot", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(told["data"]))

    def close(self) -> None:
        self._browser("Target.closeTarget", targetId=self._target)


def wait(is_done: Callable[[], bool], what: str) -> None:
    """Wait for something to happen."""
    end = time.monotonic() + PATIENCE
    while not is_done():
        assert time.monotonic() < end, f"never: {what}"
        time.sleep(0.02)
