"""Situations that would reveal health or violence are routed, and leave no trace in the store."""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from rdv_tui import catalogue
from rdv_tui.domain.appointment import Channel, Hold
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.overrides import Override
from rdv_tui.domain.permits import VerdictCode
from rdv_tui.errors import Refusal
from rdv_tui.services.booking import booking, eligibility, holds
from rdv_tui.services.booking.lead_times import get_lead_times
from rdv_tui.services.desk import Desk
from tests.engines import sqlite_only
from tests.factories import everything, person

NINE = datetime.fromisoformat("2026-11-30T09:00")
TEN_TO = datetime.fromisoformat("2026-11-30T09:45")
SENSITIVE = sorted(one.code for one in catalogue.situations().situations if one.sensitive)
LEFT_TYPED = "restée-écrite"


def attempt(action: Callable[[], object]) -> None:
    with pytest.raises(Refusal) as caught:
        action()
    assert caught.value.code == "not_eligible"


def go_through_everything(desk: Desk, situation: str) -> None:
    """Try all ways in which a situation could come into the store, as a desk would."""
    who = person(situation=situation)
    first = BookingDraft({"situation": situation, "family_name": LEFT_TYPED})
    second = BookingDraft({"situation": situation.lower(), "family_name": LEFT_TYPED})
    third = BookingDraft({"situation": f" {situation} ", "family_name": LEFT_TYPED})
    finding = eligibility.evaluate(
        desk.office,
        desk.clock.today(),
        situation=situation,
        permit_kind=who.permit_kind,
        expires=who.permit_expires,
        postal_code=who.postal_code,
    )
    assert finding is not None
    assert finding.verdict.code is VerdictCode.ONLINE
    hold = holds.hold(desk, NINE, first)
    for draft in (first, second, third):
        holds.save_draft(desk, hold, draft)
        kept_with_its_name(desk, hold)
    hold = holds.renew(desk, holds.hold(desk, TEN_TO, first, instead_of=hold))
    for override in (None, Override("Motif", "Mme Roux")):

        def book(decided: Override | None = override) -> object:
            return booking.book(
                desk, hold, who, channel=Channel.DESK, identification=None, override=decided
            )

        def book_at(decided: Override | None = override) -> object:
            return booking.book_at(desk, NINE, who, channel=Channel.PHONE, override=decided)

        attempt(book)
        attempt(book_at)
    get_lead_times(desk)


def kept_with_its_name(desk: Desk, hold: Hold) -> None:
    """See that the draft is kept, so that the absence of its situation says something."""
    drafts = [row for row in everything(desk.store)["appointment"] if hold.reference in row]
    assert LEFT_TYPED in repr(drafts)
    assert traces(repr(drafts)) == []


def traces(text: str) -> list[str]:
    return [code for code in SENSITIVE if code.casefold() in text.casefold()]


def test_there_are_two_such_situations() -> None:
    assert SENSITIVE == ["PROTECTION_VICTIME", "SOINS"]
    assert traces("… soins …") == ["SOINS"]


@pytest.mark.parametrize("situation", SENSITIVE)
def test_no_row_of_any_table_names_them(desk: Desk, situation: str) -> None:
    go_through_everything(desk, situation)
    assert traces(repr(everything(desk.store))) == []


@sqlite_only
@pytest.mark.parametrize("situation", SENSITIVE)
def test_no_byte_of_the_store_s_files_names_them(desk: Desk, situation: str, target: str) -> None:
    go_through_everything(desk, situation)
    with sqlite3.connect(f"file:{target}?mode=ro", uri=True) as connection:
        assert traces("\n".join(connection.iterdump())) == []
    folder = Path(target).parent
    content = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    assert len(content) >= 2, "the write-ahead log is looked at too"
    for name, raw in content.items():
        assert traces(raw.decode("latin-1")) == [], name
