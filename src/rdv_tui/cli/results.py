"""What a command answers, and how answers and errors leave the program."""

import contextlib
import errno
import io
import json
import os
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TypeVar

from rdv_tui.errors import OutputError, RdvError, Refusal, UsageError
from rdv_tui.locales import cli as cli_fr, system_errors

STANDARD_OUTPUT = "-"
"""The name of the file that is standard output."""
_TAKES_NO_MORE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
T = TypeVar("T")
_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class CliResult:
    """A command's answer: `data` for programs, `lines` for people (made only when they read it).

    Days, hours and instants stand in `data` as they are: wall clock naive, UTC aware.
    `raw` is a document that goes to standard output as it is, instead of both.
    """

    data: object
    lines: Callable[[], list[str]]
    exit_code: int = 0
    raw: bytes | None = None


def listing(
    found: Iterable[T], to_data: Callable[[T], object], to_line: Callable[[T], str], none: str
) -> CliResult:
    """Return the answer of a list: an object and a line each; people are told `none` of nothing."""
    kept = list(found)
    return CliResult(list(map(to_data, kept)), lambda: list(map(to_line, kept)) or [none])


def use_utf8() -> None:
    """Write UTF-8 whatever the terminal says: names do not fit in less."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def write_result(result: CliResult, *, as_json: bool) -> None:
    """Write `result` on standard output, whole, and make sure that it left."""
    if result.raw is not None:
        sys.stdout.buffer.write(result.raw)
    elif as_json:
        sys.stdout.write(json.dumps(result.data, ensure_ascii=False, default=_text_of) + "\n")
    else:
        sys.stdout.writelines(_one_line(line) + "\n" for line in result.lines())
    sys.stdout.flush()


@contextlib.contextmanager
def output_errors() -> Iterator[None]:
    """Raise OutputError `output_failed` when standard output takes no more: its disk is full."""
    try:
        yield
    except OSError as error:
        if error.errno not in _TAKES_NO_MORE:
            raise
        drop_output()
        told = cli_fr.output_failed(system_errors.reason(error))
        raise OutputError("output_failed", told, cli_fr.OUTPUT_FAILED_HINT) from error


def drop_output() -> None:
    """Send what is left for standard output nowhere: nothing is said of it at exit either."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _text_of(value: object) -> str:
    """Write a day, the office's wall clock, an instant (in UTC, with `Z`) or an hour."""
    if isinstance(value, datetime) and value.tzinfo:
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if isinstance(value, datetime | time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def refuse_two_documents(output: str | None, *, as_json: bool) -> None:
    """Raise UsageError when both JSON and a document would go to standard output."""
    if output == STANDARD_OUTPUT and as_json:
        raise UsageError("wrong_usage", cli_fr.JSON_AND_STDOUT, cli_fr.SEE_HELP)


def write_warning(warning: str, *, as_json: bool) -> None:
    """Write on standard error what does not stop the command: a line, or an object of one line."""
    text = json.dumps({"warning": warning}, ensure_ascii=False) if as_json else _one_line(warning)
    sys.stderr.write(text + "\n")


def write_error(error: RdvError, *, as_json: bool, warning: str | None = None) -> None:
    """Write why nothing was done on standard error: a sentence, or one object for programs.

    A `warning` goes first for people, and inside the object for programs, which read only one.
    """
    if as_json:
        details = dict(_as_object(error)) | ({"warning": warning} if warning else {})
        sys.stderr.write(json.dumps(details, ensure_ascii=False) + "\n")
        return
    if warning:
        write_warning(warning, as_json=False)
    fields = error.fields if isinstance(error, UsageError) else {}
    lines = [error.message, *(f"- {name} : {why}" for name, why in fields.items()), error.hint]
    sys.stderr.writelines(_one_line(line) + "\n" for line in lines if line)


def _one_line(text: str) -> str:
    """Return `text` as a terminal may show it: control and direction marks become spaces."""
    return "".join(" " if unicodedata.category(c) in _UNSEEN else c for c in text).rstrip()


def _as_object(error: RdvError) -> Mapping[str, object]:
    details: dict[str, object] = {
        "error": error.code,
        "message": error.message,
        "hint": error.hint,
    }
    if isinstance(error, UsageError) and error.fields:
        details["fields"] = error.fields
    if isinstance(error, Refusal) and error.verdict is not None:
        details["verdict"] = error.verdict
    return details
