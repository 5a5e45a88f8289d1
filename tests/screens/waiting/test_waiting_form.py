"""What is typed on the waiting list's form is text, kept until it is right, and never an order."""

import unicodedata
from datetime import date
from pathlib import Path

import pytest

from rdv_tui import catalogue
from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.screens.delivery.follow_up import FollowUpScreen
from rdv_tui.screens.waiting.waiting_form import (
    WaitingFormScreen,
    first_useful_day,
    prefilled,
)
from rdv_tui.screens.waiting.waiting_list import WaitingListScreen
from rdv_tui.services.booking import changes
from rdv_tui.services.desk import Desk
from rdv_tui.services.waiting import waiting_list
from tests.screens.counter import LARGE, NUMBER, SMALL, Counter, sitting_at
from tests.services.waiting.asking import fill_up

MARKUP = "[/b] [Dupont] [@click=app.quit]x\\"
LONG = "Andrianampoinimerina" * 15
PHONE = "06 39 98 12 34"


async def to_form(counter: Counter) -> None:
    await counter.to_slots()
    await counter.press("l")
    await counter.until_on(WaitingFormScreen)


async def test_what_becomes_of_the_data_is_told_where_it_is_typed(
    desk: Desk, tmp_path: Path
) -> None:
    async with sitting_at(desk, tmp_path, size=LARGE) as counter:
        await to_form(counter)
        await counter.until_shown(
            "Téléphone, courriel, adresse et langue sont facultatifs.", "vous opposer"
        )


async def test_a_name_too_long_is_told_and_nothing_typed_is_lost(counter: Counter) -> None:
    await to_form(counter)
    await counter.paste(LONG)
    await counter.press("enter")
    await counter.fill("Anne", NUMBER, PHONE)
    await counter.press("f10")
    await counter.until_message("Un champ à corriger", "Nom")
    await counter.until_shown("300 caractères", "150")
    assert counter.in_field == "family_name"
    assert counter.field("family_name").text == LONG
    assert counter.field("phone").text == PHONE
    assert waiting_list.list_waiting(counter.desk) == []


async def test_what_cannot_be_seen_is_left_out(counter: Counter) -> None:
    await to_form(counter)
    await counter.paste("Bena\u202ebdallah\u200f\nbis\x07\t")
    await counter.press("enter")
    await counter.paste(unicodedata.normalize("NFD", "Żaneta Émilie"))
    await counter.press("enter")
    await counter.fill(NUMBER, PHONE)
    await counter.press("f10")
    await counter.until_on(NoticeScreen)
    (one,) = waiting_list.list_waiting(counter.desk)
    assert one.family_name == "Benabdallah bis"
    assert one.given_names == "Żaneta Émilie"


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
async def test_markup_is_text_from_the_form_to_the_call(
    desk: Desk, tmp_path: Path, size: tuple[int, int]
) -> None:
    full = fill_up(desk)
    async with sitting_at(desk, tmp_path, size=size) as counter:
        await to_form(counter)
        await counter.fill(MARKUP, MARKUP, NUMBER, PHONE)
        await counter.press("f10")
        await counter.until_on(NoticeScreen)
        await counter.until_message(MARKUP)
        changes.cancel(desk, full[-1], CancelReason.APPLICANT)
        await counter.press("f11")
        await counter.until_on(FollowUpScreen)
        await counter.until_shown("[/B] [DUPONT]")
        await counter.press("l")
        await counter.until_on(WaitingListScreen)
        await counter.until_shown("[/B] [DUPONT]")
    (one,) = waiting_list.list_waiting(desk)
    assert (one.family_name, one.given_names) == (MARKUP, MARKUP)


@pytest.mark.parametrize(
    ("situation", "kind", "first"),
    [
        ("SALARIE", "CST", "20/12/2026"),  # R.431-5: the two last months
        ("CR_PREMIERE", "CSP-4ANS", "30/11/2026"),  # R.431-6: at any time
        ("BREXIT", "AR-5ANS", "30/11/2026"),
    ],
)
def test_the_wait_begins_when_the_file_is_taken(situation: str, kind: str, first: str) -> None:
    expires, today = date(2027, 2, 20), date(2026, 11, 30)
    typed = {"situation": situation, "permit_kind": kind, "permit_expires": "20/02/2027"}
    draft = BookingDraft(channel=Channel.DESK).with_typed(typed)
    rules = catalogue.default_office().rules
    begins = first_useful_day(draft, expires, today, rules)
    assert prefilled(draft, begins, expires)["first"] == first
    assert first_useful_day(draft, None, today, rules) == today
