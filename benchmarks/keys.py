"""From a key to its paint, on every step, while another process writes to the store.

A bare Textual program runs beside: it is sent a letter after each key of ours, so that what the
machine and the library cost is told apart from what we do.
"""

import multiprocessing
import multiprocessing.synchronize
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.report import Figure, percentile
from benchmarks.terminal import Program
from benchmarks.writer import write_without_pause

KEYS = 240  # a multiple of every cycle of keys: what was typed is erased again
LIMIT_MS, BARE_LIMIT = 16, 2.5
BARE_KEYS = ["a", "b", "c", "\x7f", "\x7f", "\x7f"]
NOW = "2026-11-23T10:15"
QUIET_S = 0.02
LAST_STEP, MOST_FIELDS = "Valider et terminer", 20

UP, DOWN, LEFT, RIGHT = "\x1b[A", "\x1b[B", "\x1b[D", "\x1b[C"


def _keys(name: str, program: Program, keys: list[str], bare: Program) -> list[Figure]:
    """Return the 99th percentile of the keys in turn, and how it stands to the bare program's."""
    program.quiet(0.3)
    times: list[float] = []
    bare_times: list[float] = []
    for turn in range(KEYS):
        for one, cycle, taken in ((program, keys, times), (bare, BARE_KEYS, bare_times)):
            latency = one.latency_ms(cycle[turn % len(cycle)])
            if latency is not None:
                taken.append(latency)
            one.quiet(QUIET_S)
    worst, bare_worst = percentile(times, 99), percentile(bare_times, 99)
    median, bare_median = percentile(times, 50), percentile(bare_times, 50)
    paints = f"median {median:.1f} ms, {len(times)} paints of {KEYS} keys"
    beside = f"{bare_worst:.1f} ms bare; medians {median:.1f} and {bare_median:.1f}"
    return [
        Figure(f"key to paint, p99, {name}", worst, LIMIT_MS, "ms", paints),
        Figure(f"the same over bare, {name}", worst / bare_worst, BARE_LIMIT, "times", beside),
    ]


def _notice(program: Program) -> list[str]:
    program.until("Code postal")
    program.quiet(1.5)  # the store is opened beside the first screen
    return ["s", "a", "l", "\x7f", "\x7f", "\x7f"]


def _slot(program: Program) -> list[str]:
    program.press("sal\r")
    program.quiet(0.3)
    for text in ("cst\r", "15/1/27\r", "84000\r"):
        program.press(text)
        program.quiet(0.3)
    program.press(" ")
    program.quiet(0.3)
    program.press("\r")
    program.until("plage libre")
    return [RIGHT, DOWN, "n", LEFT, UP, "p"]


def _security(program: Program) -> list[str]:
    program.press("p")
    program.quiet(0.3)
    program.press("\r")
    program.until("Contr")
    program.quiet(0.5)
    return ["8", "4", "\x7f", "\x7f"]


def _details(program: Program) -> list[str]:
    program.press("8499887766\r")
    program.quiet(0.5)
    program.press("d")
    program.until("Nationalit")
    return ["a", "b", "é", "\x7f", "\x7f", "\x7f"]


def _confirmation(program: Program) -> list[str]:
    for text in ("Benali\r", "Samira\r", "3/7/87\r", "maroc\r"):
        program.press(text)
        program.quiet(0.3)
    for _ in range(MOST_FIELDS):
        if LAST_STEP.encode() in program.seen:
            break
        program.press("\r")
        program.quiet(0.5)
    program.until(LAST_STEP)
    # Nothing moves on the summary but its dialogs: the help opens and closes.
    return ["\x1bOP", "\x1bOP"]


STEPS: tuple[tuple[str, Callable[[Program], list[str]]], ...] = (
    ("Descriptif", _notice),
    ("Choix d'une plage", _slot),
    ("Contrôle de sécurité", _security),
    ("Coordonnées personnelles", _details),
    (LAST_STEP, _confirmation),
)


def measure(store: Path, env: Mapping[str, str]) -> list[Figure]:
    """Return the 99th percentile of each step, in milliseconds and over a bare program's."""
    context = multiprocessing.get_context("spawn")
    stop: multiprocessing.synchronize.Event = context.Event()
    writer = context.Process(target=write_without_pause, args=(str(store), NOW, stop))
    writer.start()
    desk = [
        str(Path(sys.executable).with_name("rdv-tui")),
        "--store",
        str(store),
        "--now",
        NOW,
    ]
    field = [sys.executable, str(Path(__file__).with_name("bare_field.py"))]
    figures = []
    try:
        with Program(desk, env) as program, Program(field, env) as bare:
            bare.until("bare")
            for name, reach in STEPS:
                figures += _keys(name, program, reach(program), bare)
    finally:
        stop.set()
        writer.join(10)
    return figures
