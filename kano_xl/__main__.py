"""``python -m kano_xl`` is ``kano-xl``; both begin here."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # as in typing, whose import would come before Ctrl+C is taken care of
if TYPE_CHECKING:
    from sys import UnraisableHookArgs


def main() -> None:
    """Load the command line and run it; until it runs, Ctrl+C ends the program at once.

    An exception in the midst of an import would come out as a traceback of whatever was
    being loaded. Where the caller has Ctrl+C ignored, it stays so.
    """
    # numpy would start a thread for each core, for products of large matrices: there are none.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _seldom_search_for_cycles()
    try:
        import signal

        interrupt = _Interrupt()
        is_ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler
        if is_ours:
            signal.signal(signal.SIGINT, _stop)
        from kano_xl.cli import main as run

        if is_ours:
            sys.unraisablehook = interrupt.raise_again
            signal.signal(signal.SIGINT, interrupt)
        try:
            run(was_stopped=interrupt.came)
        finally:
            # All is done and printed; what is left is Python's own tidying up.
            if is_ours:
                signal.signal(signal.SIGINT, signal.SIG_IGN)
            _leave_to_the_system()
    except KeyboardInterrupt:
        _stop()


class _Interrupt:
    """Ctrl+C as an exception, that is remembered: some code turns it into another, or drops it."""

    def __init__(self) -> None:
        self._came = False

    def __call__(self, *_: object) -> None:
        self._came = True
        raise KeyboardInterrupt

    def came(self) -> bool:
        """Whether Ctrl+C was pressed."""
        return self._came

    def raise_again(self, dropped: UnraisableHookArgs) -> None:
        """Where Python could not raise it, and would print a traceback, have it raised later."""
        if issubclass(dropped.exc_type, KeyboardInterrupt):
            import _thread

            # At once it would be raised in here, and dropped again.
            _thread.start_new_thread(_interrupt_soon, ())
        else:
            sys.__unraisablehook__(dropped)


def _interrupt_soon() -> None:
    import _thread
    import time

    time.sleep(0.05)
    _thread.interrupt_main()


def _seldom_search_for_cycles() -> None:
    """Have Python wait longer before it looks for cycles of objects: there are hardly any.

    While modules are loaded, and of a small survey, nearly all that is made is kept.
    """
    import gc

    gc.set_threshold(100_000)


def _leave_to_the_system() -> None:
    """Have Python look through nothing at its end: the memory goes with the process anyway.

    Its last searches for cycles of objects take a twentieth of the time of a small survey.
    """
    import gc

    gc.freeze()


def _stop(*_: object) -> None:
    if sys.stderr is not None:
        os.write(2, b"kano-xl: stopped\n")
    os._exit(130)


if __name__ == "__main__":
    main()
