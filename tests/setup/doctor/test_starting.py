"""Python started and called as Excel does it; on Windows itself `tests.windows` does that."""

from __future__ import annotations

from kano_xl import __version__
from kano_xl.setup.doctor.excel_stand_in import COMMAND
from kano_xl.setup.doctor.starting import server
from setup.doctor.patient import ROOT, XLWINGS, Patient, program, told

ABOUT = (
    f'{{"python": "3.12.1", "bits": 64, "kano_xl": "1", "xlwings": "{XLWINGS}", '
    '"needed": [], "hashes": {}}'
)


def answering(patient: Patient, code: str) -> None:
    """Let the interpreter answer the first question well, and the call by this."""
    program(patient.python, f"case \"$*\" in *metadata*) echo '{ABOUT}';; *) {code};; esac")


def test_a_call_on_a_mac(mac: Patient) -> None:
    assert f"kano_xl {__version__}" in told(server(mac.around()), "ok")


def test_what_a_mac_needs_has_to_work(mac: Patient) -> None:
    (mac.site / "xlwings.py").write_text("1 / 0", encoding="ascii")
    assert "ZeroDivisionError" in told(server(mac.around()), "wrong")


def test_the_command_is_the_add_in_s() -> None:
    platform = ROOT / "kano_xl" / "addin" / "vba" / "KanoPlatform.bas"
    assert f'"""{COMMAND}"' in platform.read_text(encoding="ascii")


def test_an_answer_on_windows(windows: Patient) -> None:
    answering(windows, """echo noise; echo '{"version": "1.2.3", "better": 0.5}'""")
    assert "kano_xl 1.2.3" in told(server(windows.around()), "ok")


def test_what_windows_is_told(windows: Patient) -> None:
    """The path as the add-in makes it, and the library that the add-in loads."""
    answering(windows, f'printf "%s\\n" "$@" > "{windows.python}.arguments"; exit 1')
    told(server(windows.around()), "wrong")
    arguments = windows.python.with_name("pythonw.exe.arguments").read_text().splitlines()
    dll = windows.python.parents[1] / f"xlwings64-{XLWINGS}.dll"
    module = "kano_xl.setup.doctor.excel_stand_in"
    assert arguments[-4:] == ["-m", module, str(windows.python), str(dll)]
    assert "-I" in arguments


def test_a_wrong_answer(windows: Patient) -> None:
    answering(windows, """echo '{"version": "1.2.3", "better": 0.25}'""")
    assert "not 0.25" in told(server(windows.around()), "wrong")


def test_no_answer(windows: Patient) -> None:
    for code, why in (
        ("echo 'OSError: 0x800700C1' >&2; exit 1", "0x800700C1"),
        ("exit 3", "called: 3"),
        ("echo '[1]'", "called: 0"),
        ("""echo '{"version": 1}'""", "called: 0"),
        ("echo '#VALUE!'", "called: 0"),
    ):
        answering(windows, code)
        words = told(server(windows.around()), "wrong")
        assert why in words
        assert str(windows.user.log) in words


def test_no_answer_in_time(windows: Patient) -> None:
    answering(windows, "exec /bin/sleep 30")
    assert "within 1 seconds" in told(server(windows.around(limit=1)), "wrong")


def test_nothing_to_call(windows: Patient) -> None:
    (windows.python.parents[1] / f"xlwings64-{XLWINGS}.dll").unlink()
    told(server(windows.around()), "unknown")
    windows.python.unlink()
    told(server(windows.around()), "unknown")
