"""Printers of this machine: CUPS through `lp`, `lpstat` and `cancel`, or Windows' print verb.

Titles and printer names are arguments of a program, never shell text. Each call ends within
`TIME_LIMIT_S`. A printer that cannot take a document is an OutputError, `no_printer` or
`printer_failed`; the document itself is the caller's to keep.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rdv_tui.errors import NoPrinter, OutputError, PrinterFailed
from rdv_tui.locales import system_errors
from rdv_tui.locales.delivery import printing as printing_fr

TIME_LIMIT_S = 10.0
_TITLE_LENGTH = 120
_KEYWORD = re.compile(r"[\w.-]+", re.ASCII)
# What turns the PDF into PostScript for printers that want it: this one keeps letters as letters,
# where the default draws a picture of each. Printers that take PDF never see the option.
_AS_TEXT = ("-o", "pdftops-renderer=pdftocairo")


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A document handed over. `job` is the print system's number, empty where it gives none."""

    printer: str
    job: str


@dataclass(frozen=True, slots=True)
class Printers:
    """The printers that can be named, and the one used when none is."""

    names: tuple[str, ...]
    default: str | None


def list_printers() -> Printers:
    """Return the printers of this machine; none when there is no print system to ask."""
    if sys.platform == "win32":
        return Printers((printing_fr.WINDOWS_PRINTER,), printing_fr.WINDOWS_PRINTER)
    if shutil.which("lpstat") is None:
        return Printers((), None)
    names = _run(["lpstat", "-e"]).stdout.split("\n")
    default = _run(["lpstat", "-d"]).stdout
    # « system default destination: NAME » ; without a default, a sentence without a colon.
    _, colon, name = default.strip().partition(": ")
    return Printers(tuple(name.strip() for name in names if name.strip()), name if colon else None)


def submit(
    document: bytes,
    title: str,
    printer: str | None = None,
    *,
    tray: str | None = None,
    sides: str | None = None,
) -> PrintJob:
    """Print a PDF on `printer`, or on the default one; return its job.

    `tray` and `sides` are choices of that printer, None for its own.

    Raises OutputError: `no_printer` when there is none, or none of that name; `printer_failed`
    when the print system refuses, or does not answer in time.
    """
    if sys.platform == "win32":
        return _print_verb(document)
    if shutil.which("lp") is None:
        raise no_printer()
    if printer is not None and printer != one_line(printer):
        raise _refusal(printer, "")
    named = ["-d", printer] if printer else []
    options = _options(tray, sides)
    done = _run(["lp", *named, *_AS_TEXT, *options, "-t", one_line(title), "-"], document)
    if done.returncode != 0:
        raise _refusal(printer, done.stderr)
    # « request id is NAME-12 (1 file(s)) »
    job = done.stdout.partition("request id is ")[2].partition(" ")[0].strip()
    return PrintJob(printer or job.rpartition("-")[0], job)


def take_back(job: str) -> None:
    """Ask the print system to forget a job (`PRINTER-12`); whether it did is its state's to say.

    Raises OutputError `printer_failed` when the print system does not answer in time.
    """
    if job and not job.startswith("-") and shutil.which("cancel") is not None:
        _run(["cancel", one_line(job)])


def _options(tray: str | None, sides: str | None) -> list[str]:
    """Return `lp`'s options; a choice that is no keyword is left out, never passed on."""
    found = []
    if tray and _KEYWORD.fullmatch(tray):
        found += ["-o", f"media=A4,{tray}"]
    if sides and _KEYWORD.fullmatch(sides):
        found += ["-o", f"sides={sides}"]
    return found


def _refusal(printer: str | None, reason: str) -> OutputError:
    """Say why `lp` did not take a document, after asking which printers there are.

    Only then: asking first would cost every letter the time of looking round the network.
    """
    known = list_printers()
    if not known.names:
        return no_printer()
    if printer is None and known.default is None:
        return NoPrinter(printing_fr.NO_DEFAULT, printing_fr.choose(known.names))
    name = printer or known.default or ""
    if name not in known.names:
        return NoPrinter(printing_fr.unknown(name), printing_fr.choose(known.names))
    return PrinterFailed(printing_fr.refused(name, reason), printing_fr.KEPT)


def no_printer() -> OutputError:
    """Return the error that says that there is nothing to print on."""
    return NoPrinter(printing_fr.NO_PRINTER, printing_fr.KEPT)


def one_line(title: str) -> str:
    """Return `title` as a program can take it: one line, no control character, not too long."""
    shown = "".join(" " if unicodedata.category(c).startswith("C") else c for c in title)
    return " ".join(shown.split())[:_TITLE_LENGTH]


def _run(
    command: Sequence[str], document: bytes | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run a CUPS program in the C locale; `document` is its standard input."""
    try:
        done = subprocess.run(  # noqa: S603  (a list of arguments, no shell)
            command,
            input=document if document is not None else b"",
            capture_output=True,
            check=False,
            timeout=TIME_LIMIT_S,
            env={**os.environ, "LC_ALL": "C"},
        )
    except subprocess.TimeoutExpired as error:
        raise PrinterFailed(printing_fr.SILENT, printing_fr.KEPT) from error
    except OSError as error:
        raise PrinterFailed(
            printing_fr.unusable(system_errors.reason(error)), printing_fr.KEPT
        ) from error
    return subprocess.CompletedProcess(
        done.args,
        done.returncode,
        done.stdout.decode(errors="replace"),
        done.stderr.decode(errors="replace"),
    )


if sys.platform == "win32":

    def _print_verb(document: bytes) -> PrintJob:
        """Hand the document to the program that prints PDF files on this machine.

        The file must outlive this call: the other program opens it when it is ready.
        """
        with tempfile.NamedTemporaryFile(suffix=".pdf", delete=False) as file:
            file.write(document)
        try:
            os.startfile(file.name, "print")  # noqa: S606  (a file of ours, no command)
        except OSError as error:
            Path(file.name).unlink(missing_ok=True)
            raise no_printer() from error
        return PrintJob(printing_fr.WINDOWS_PRINTER, "")
