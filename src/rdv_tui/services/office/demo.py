"""The demonstration: a private sample store whose story takes place today."""

from dataclasses import dataclass
from pathlib import Path

from rdv_tui.clock import Clock
from rdv_tui.domain.office import Office
from rdv_tui.services.office.demo_day import demo_clock
from rdv_tui.services.office.sample import fill
from rdv_tui.store.engine import open_store


@dataclass(frozen=True, slots=True)
class Demo:
    """Where the private store is, and the clock that goes with it."""

    target: str
    clock: Clock


def open_demo(folder: Path, office: Office, clock: Clock) -> Demo:
    """Build the sample in `folder`, which the caller makes and removes, around today.

    The sample's day is the clock's; when the office is closed that day it is the next open day,
    and the clock given back shows mid-morning there.
    """
    clock = demo_clock(office, clock)
    target = folder / "demo.db"
    with open_store(str(target)) as store:
        fill(store, office, clock.local())
        store.mark_training()
    return Demo(str(target), clock)
