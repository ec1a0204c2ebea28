"""The add-in's VBA running in pyOpenVBA's Excel, with Windows and Python stood in for."""

from __future__ import annotations

from pathlib import Path

from pyopenvba.apps.excel import ExcelApplication

from kano_xl import __version__

STAND_INS = Path(__file__).parent / "standins"
FOR_LIBREOFFICE = ("Trial", "LogTrial")
DOCUMENTS = ("ThisWorkbook", "Sheet1")
YES, NO = 6, 7


class Stage:
    """An Excel with the add-in open, and ways to set the scene by the Subs of `Director`."""

    def __init__(self, addin: Path, sources: dict[str, str], *, on_mac: bool = False) -> None:
        self.excel = ExcelApplication.open(addin, with_vba=False)
        files = [path for path in STAND_INS.iterdir() if path.stem not in FOR_LIBREOFFICE]
        played = {path.stem: path for path in files}
        for name, source in sources.items():
            if name not in played and name not in DOCUMENTS:
                self.excel.add_module(source, name=name)
        for name, path in played.items():
            kind = "class" if path.suffix == ".cls" else "standard"
            source = path.read_text(encoding="ascii")
            source = source.replace("ON_MAC As Boolean = False", f"ON_MAC As Boolean = {on_mac}")
            self.excel.add_module(source, name=name, kind=kind)

    def install(self, version: str = __version__) -> None:
        """Have Python where the installer would put it."""
        self.run("Install", version)

    def run(self, macro: str, *arguments: object) -> object:
        return self.excel.run(macro, *arguments)

    def shown(self) -> list[str]:
        """The message boxes since the last time, each with the number of its look."""
        return str(self.run("Shown")).split("|")[:-1]
