"""Runs macros of a workbook in LibreOffice, in LibreOffice's own Python.

    python3 office_macros.py PROFILE_FOLDER WORKBOOK [WORKBOOK …] < CALLS

Calls are, for each workbook, a list of ``[macro, arguments]`` in JSON; a macro is
``module.procedure``. Printed are the lists of their results. A macro that LibreOffice cannot
compile gives nothing, without a word.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue

# Macros run without a question, and formulas are computed when a file is loaded.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def main(profile: str, *paths: str) -> None:
    user = Path(profile, "user")
    user.mkdir(parents=True, exist_ok=True)
    user.joinpath("registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
    desktop, process = started(profile)
    try:
        calls = json.load(sys.stdin)
        print(json.dumps([results(desktop, *each) for each in zip(paths, calls, strict=True)]))
    finally:
        with contextlib.suppress(Exception):
            desktop.terminate()
        process.wait(30)


def started(profile: str):
    pipe = f"kano-macros-{os.getpid()}"
    process = subprocess.Popen(
        [
            "soffice",
            "--headless",
            "--norestore",
            "--nologo",
            f"-env:UserInstallation={Path(profile).as_uri()}",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", context
    )
    for _ in range(600):
        with contextlib.suppress(Exception):
            office = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            manager = office.ServiceManager
            name = "com.sun.star.frame.Desktop"
            return manager.createInstanceWithContext(name, office), process
        time.sleep(0.1)
    process.kill()
    raise TimeoutError("LibreOffice does not answer")


def results(desktop, path: str, calls: list) -> list:
    options = {
        "Hidden": True,
        "MacroExecutionMode": 4,
        "FilterName": "Calc MS Excel 2007 VBA XML",
    }
    document = desktop.loadComponentFromURL(
        Path(path).as_uri(), "_blank", 0, tuple(map(option, options, options.values()))
    )
    try:
        return [result(document, *call) for call in calls]
    finally:
        document.close(True)


def option(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def result(document, macro: str, arguments: list):
    """What a macro returns; for ``=``, what a formula in a cell shows."""
    if macro == "=":
        cell = document.Sheets.getByIndex(0).getCellRangeByName("Z1")
        cell.Formula = arguments[0]
        return cell.String
    library = "VBAProject"
    address = f"vnd.sun.star.script:{library}.{macro}?language=Basic&location=document"
    script = document.getScriptProvider().getScript(address)
    return script.invoke(tuple(arguments), (), ())[0]


if __name__ == "__main__":
    main(*sys.argv[1:])
