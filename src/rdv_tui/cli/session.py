"""One run of the program: the global options, and the desk that a command works at."""

import os
import platform
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from rdv_tui.clock import Clock
from rdv_tui.domain.office import Office
from rdv_tui.services.desk import Desk
from rdv_tui.services.print_choice import printing_of
from rdv_tui.settings import Settings, load_settings


@dataclass(slots=True)
class Options:
    """The global options as they were given. `now` is the office's wall clock."""

    as_json: bool = False
    store: str | None = None
    demo: bool = False
    now: datetime | None = None
    warning: str | None = None
    """What the person must be told beside any answer; set when the room is entered."""


@dataclass(frozen=True, slots=True)
class Room:
    """All that a command needs before a store is open."""

    settings: Settings
    office: Office
    clock: Clock
    target: str


def enter(options: Options) -> Room:
    """Read the settings, the office and its own situations, and set the clock."""
    from rdv_tui import catalogue  # noqa: PLC0415  (`--help` needs no data)

    settings = load_settings(os.environ)
    catalogue.override_situations(settings.situations)
    options.warning = catalogue.override_problem()
    office = (
        catalogue.load_office(settings.office) if settings.office else catalogue.default_office()
    )
    zone = ZoneInfo(office.time_zone)
    clock = Clock.starting_at(zone, options.now) if options.now else Clock(zone)
    return Room(settings, office, clock, options.store or settings.store)


@contextmanager
def open_desk(options: Options, *, ahead: bool = False) -> Iterator[Desk]:
    """Open the store, or a demonstration's, for one command; close it and clean up afterwards.

    With `ahead`, places are opened up to the horizon; otherwise only in a store that is new.
    """
    from rdv_tui.services.entrance import open_office  # noqa: PLC0415  (brings SQLAlchemy)
    from rdv_tui.store.engine import open_store  # noqa: PLC0415

    room = enter(options)
    target, clock = room.target, room.clock
    with ExitStack() as leaving:
        if options.demo:
            folder = leaving.enter_context(tempfile.TemporaryDirectory(prefix="rdv-tui-demo-"))
            from rdv_tui.services.demo import open_demo  # noqa: PLC0415  (brings the sample)

            demo = open_demo(Path(folder), room.office, room.clock)
            target, clock = demo.target, demo.clock
        store = open_store(target)
        leaving.callback(store.close)
        office = open_office(store, room.office, clock, ahead=ahead)
        yield Desk(
            store,
            office,
            clock,
            room.settings.agent,
            f"{platform.node()}:{os.getpid()}",
            printing=printing_of(room.settings),
        )
