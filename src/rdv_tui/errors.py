"""The one family of errors, and the exit code each of them means (see docs/cli.md)."""

from collections.abc import Mapping


class RdvError(Exception):
    """Something that a person must be told: a stable code, one French sentence, what to do next."""

    exit_code = 1

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


class UsageError(RdvError):
    """What was given cannot be understood. `fields` names every wrong field with its sentence."""

    exit_code = 2

    def __init__(
        self, code: str, message: str, hint: str = "", fields: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(code, message, hint)
        self.fields = dict(fields or {})


class Refusal(RdvError):  # noqa: N818  (the trade says refusal)
    """A rule says no; nothing was changed. `verdict` is set when the code is `not_eligible`."""

    exit_code = 3

    def __init__(self, code: str, message: str, hint: str = "", verdict: str | None = None) -> None:
        super().__init__(code, message, hint)
        self.verdict = verdict


class SlotTaken(Refusal):
    """The slot has no free place left: another one is to be chosen."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__("slot_taken", message, hint)


class NotAllowed(RdvError):  # noqa: N818  (the trade's word)
    """Nobody is signed in, or whoever is may not do this; nothing was changed."""

    exit_code = 5


class StoreError(RdvError):
    """The store is out of reach, busy beyond its limit, damaged, or of another version."""

    exit_code = 4


class OutputError(RdvError):
    """A printer or a file could not take a document; the appointment itself is safe."""

    exit_code = 3


class PrinterFailed(OutputError):  # noqa: N818  (the trade's word)
    """No printer takes the document, nor would it take the next one."""

    def __init__(self, message: str, hint: str = "", code: str = "printer_failed") -> None:
        super().__init__(code, message, hint)


class NoPrinter(PrinterFailed):
    """There is no printer to take it: that is how this desk is, and no mishap."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint, "no_printer")
