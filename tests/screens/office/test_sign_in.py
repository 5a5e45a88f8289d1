"""Signing in at the desk, the lock, and who takes the desk over behind it."""

import asyncio
from datetime import datetime
from pathlib import Path

import pytest

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.rights import Right, Role
from rdv_tui.screens.booking.card import CardScreen
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.screens.booking.steps.slot import SlotScreen
from rdv_tui.screens.frame import BACKGROUND
from rdv_tui.screens.office.account_forms import ApprovalScreen
from rdv_tui.screens.office.sign_in import SignInScreen
from rdv_tui.services.booking import booking, changes
from rdv_tui.services.desk import Desk
from rdv_tui.services.office import accounts
from rdv_tui.setup import StoreReady
from rdv_tui.store.audit import of_action
from rdv_tui.store.transactions import snapshot
from tests.factories import person
from tests.screens.counter import LARGE, SMALL, Counter, rows, sitting_at
from tests.services.office.staffed import LOGINS, PASSWORD, staff

NINE = datetime.fromisoformat("2026-12-01T09:00")
AGENT, BOSS = LOGINS[Role.AGENT], LOGINS[Role.SUPERVISOR]
pytestmark = pytest.mark.usefixtures("cheap_passwords")


@pytest.fixture
def desks(desk: Desk) -> dict[Role, Desk]:
    return staff(desk)


async def sign_in(counter: Counter, login: str, password: str = PASSWORD) -> None:
    """Answer the sign-in from its first field."""
    await counter.until(lambda: isinstance(counter.app.screen, SignInScreen), "nobody is asked")
    await counter.until_settled()
    await counter.fill(login, password)


async def lock(counter: Counter) -> None:
    await counter.press("ctrl+b")
    await counter.until_shown("Verrouillé")


async def come_back(counter: Counter) -> None:
    """Lift the lock as who locked the desk: the cursor stands on the password."""
    await counter.until_settled()
    await counter.fill(PASSWORD)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_who_is_signed_in_is_named(
    size: tuple[int, int], desk: Desk, desks: dict[Role, Desk], tmp_path: Path
) -> None:
    ready = StoreReady(desk, asks=True)
    async with sitting_at(desk, tmp_path, size=size, ready=lambda: ready) as counter:
        await sign_in(counter, AGENT, "ce n'est pas celui-là")
        await counter.until_shown("Identifiant ou mot de passe refusé")
        assert "ce n'est pas" not in counter.picture
        await counter.press("f2")
        await sign_in(counter, BOSS)
        await counter.until_on(NoticeScreen)
        await counter.until(lambda: "C. Vidal" in counter.picture.splitlines()[0], "not named")


async def test_windows_do_not_open_before_somebody_signed_in(
    desk: Desk, desks: dict[Role, Desk], tmp_path: Path
) -> None:
    ready = StoreReady(desk, asks=True)
    async with sitting_at(desk, tmp_path, ready=lambda: ready) as counter:
        await counter.until(lambda: isinstance(counter.app.screen, SignInScreen))
        await counter.press("f5", "f3", "ctrl+l", "ctrl+p", "escape")
        await counter.until_settled()
        assert isinstance(counter.app.screen, SignInScreen)
        assert counter.app.desk is None


async def test_a_draft_stays_under_the_lock_and_the_next_agent_does_not_see_it(
    desks: dict[Role, Desk], tmp_path: Path
) -> None:
    desk = desks[Role.AGENT]
    async with sitting_at(desk, tmp_path, ready=lambda: StoreReady(desk)) as counter:
        await counter.until_on(NoticeScreen)
        await counter.to_slots()
        await counter.press("enter")
        await counter.until(lambda: rows(desk, "held"))
        await counter.until_settled()
        await lock(counter)
        assert "Salarié" not in counter.picture
        await counter.press("f2")
        await sign_in(counter, BOSS)
        await counter.until_on(NoticeScreen)
        await counter.until(lambda: "C. Vidal" in counter.picture.splitlines()[0], "not named")
        assert counter.field("situation").text == ""
        assert counter.app.draft.hold is None
        assert [row.held_by for row in rows(desk, "held")] == [AGENT]
        await lock(counter)
        await counter.press("f2")
        await sign_in(counter, AGENT)
        await counter.until(lambda: not isinstance(counter.app.screen, SignInScreen))
        assert counter.app.draft.hold is not None
        assert not isinstance(counter.app.screen, NoticeScreen | SlotScreen)


@pytest.mark.parametrize(
    "over",
    [["f2"], ["f1"], ["ctrl+p"], ["f5"], ["f3"], ["f3", "b", "f1"], ["ctrl+l"]],
    ids="+".join,
)
async def test_the_lock_comes_over_whatever_stands_there_and_gives_it_back(
    over: list[str], desks: dict[Role, Desk], tmp_path: Path
) -> None:
    desk = desks[Role.AGENT]
    async with sitting_at(desk, tmp_path, ready=lambda: StoreReady(desk)) as counter:
        await counter.until_on(NoticeScreen)
        await counter.until(lambda: counter.app.is_open)
        for key in over:
            await counter.press(key)
            await counter.until_settled()
        stood = counter.app.screen
        await lock(counter)
        await come_back(counter)
        await counter.until(lambda: counter.app.screen is stood, "not given back")


@pytest.mark.parametrize("by", [AGENT, BOSS])
async def test_what_is_still_under_way_shows_nothing_over_the_lock_or_before_somebody_else(
    by: str, desks: dict[Role, Desk], tmp_path: Path
) -> None:
    desk = desks[Role.AGENT]
    async with sitting_at(desk, tmp_path, ready=lambda: StoreReady(desk)) as counter:
        await counter.until_on(NoticeScreen)
        await counter.until_settled()
        app, goes_on = counter.app, asyncio.Event()

        async def late() -> None:
            await goes_on.wait()
            await app.push_screen_wait(CardScreen(desk, booked.reference))

        booked = booking.book_at(desk, NINE, person(), channel=Channel.DESK)
        app.run_worker(late(), group=BACKGROUND)
        app.lock()
        await counter.until_shown("Verrouillé")
        goes_on.set()
        await counter.until_settled()
        assert isinstance(app.screen, SignInScreen)
        if by == BOSS:
            await counter.press("f2")
            await sign_in(counter, BOSS)
            await counter.until_on(NoticeScreen)
            await counter.until_settled()
            assert isinstance(app.screen, NoticeScreen)
            await lock(counter)
            await counter.press("f2")
            await sign_in(counter, AGENT)
        else:
            await come_back(counter)
        await counter.until_on(CardScreen)


@pytest.mark.parametrize("over", ["f3", "f2"])
async def test_a_screen_that_ends_beneath_the_lock_does_not_lift_it(
    over: str, desks: dict[Role, Desk], tmp_path: Path
) -> None:
    desk = desks[Role.AGENT]
    async with sitting_at(desk, tmp_path, ready=lambda: StoreReady(desk)) as counter:
        await counter.until_on(NoticeScreen)
        await counter.until(lambda: counter.app.is_open)
        beneath = counter.app.screen
        await counter.press(over)
        await counter.until(lambda: counter.app.screen is not beneath)
        await counter.until_settled()
        ends = counter.app.screen
        await lock(counter)
        ends.dismiss(None)
        await counter.until_settled()
        assert isinstance(counter.app.screen, SignInScreen)
        await come_back(counter)
        await counter.until(lambda: counter.app.screen is beneath, "did not end")


async def test_who_is_disabled_is_locked_out_of_an_open_desk(
    desks: dict[Role, Desk], tmp_path: Path
) -> None:
    desk = desks[Role.AGENT]
    async with sitting_at(desk, tmp_path, ready=lambda: StoreReady(desk)) as counter:
        await counter.until_on(NoticeScreen)
        accounts.disable(desks[Role.SUPERVISOR], AGENT)
        await counter.until_shown("Verrouillé", "désactivé")
        await sign_in(counter, PASSWORD)  # the cursor stands on the password
        await counter.until_shown("refusé")


async def test_nobody_typing_locks_the_desk(desks: dict[Role, Desk], tmp_path: Path) -> None:
    desk = desks[Role.AGENT]
    async with sitting_at(desk, tmp_path, ready=lambda: StoreReady(desk)) as counter:
        await counter.until_on(NoticeScreen)
        counter.app.lock_after_s = 0.2
        await counter.until_shown("Verrouillé", "a.morel")


async def test_without_accounts_the_desk_says_so_and_makes_the_first(
    desk: Desk, tmp_path: Path
) -> None:
    ready = StoreReady(desk, has_accounts=False)
    async with sitting_at(desk, tmp_path, ready=lambda: ready) as counter:
        await counter.until_on(NoticeScreen)
        await counter.until_message("Aucun compte")
        await counter.press("ctrl+b")
        await counter.until_shown("Le premier superviseur")
        await counter.fill("chef", "Mme Chef", "court", "court")
        await counter.until_shown("12 signes au moins")
        await counter.fill(PASSWORD, PASSWORD)
        await counter.until(lambda: "Mme Chef" in counter.picture.splitlines()[0], "not named")
        assert accounts.has_accounts(desk)


async def test_a_supervisor_allows_an_override_at_the_agents_desk(
    desks: dict[Role, Desk], tmp_path: Path
) -> None:
    desk = desks[Role.AGENT]
    async with sitting_at(desk, tmp_path, ready=lambda: StoreReady(desk)) as counter:
        await counter.until_on(NoticeScreen)
        await counter.fill("contrat a duree indet", "CST", "20/12/27", "84000")
        await counter.until_settled()
        await counter.press("ctrl+g")
        await counter.until_shown("décision motivée")
        await counter.fill("entretien urgent")
        await counter.until_shown("Un superviseur peut autoriser")
        await counter.fill(BOSS, PASSWORD, "")
        await counter.until_message("dérogation accompagne")
        with snapshot(desk) as unit:
            (told,) = of_action(unit, "approve")
        assert (told.agent, told.authorised_by) == (AGENT, BOSS)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_supervisor_allows_undoing_what_a_colleague_did(
    size: tuple[int, int], desks: dict[Role, Desk], tmp_path: Path
) -> None:
    desk, boss = desks[Role.AGENT], desks[Role.SUPERVISOR]
    booked = booking.book_at(boss, NINE, person(), channel=Channel.DESK)
    changes.cancel(boss, booked.reference, CancelReason.OFFICE)
    ready = StoreReady(desk)
    async with sitting_at(desk, tmp_path, size=size, ready=lambda: ready) as counter:
        await counter.until_on(NoticeScreen)
        await counter.press("f3")
        await counter.write(booked.reference)
        await counter.until_shown(booked.reference)
        await counter.press("enter")
        await counter.until_on(CardScreen)
        await counter.press("ctrl+z")
        await counter.until_shown("Un superviseur peut autoriser", "défaire ce qu'un collègue")
        await counter.press("escape")
        await counter.until_on(CardScreen)
        assert not rows(desk, "booked")
        await counter.press("ctrl+z")
        await counter.until_shown("Un superviseur peut autoriser")
        await counter.fill(BOSS, PASSWORD, "annulé par erreur")
        await counter.until_message("Opération défaite")
        assert len(rows(desk, "booked")) == 1


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_code_is_chosen_under_the_lock_and_opens_it(
    size: tuple[int, int], desks: dict[Role, Desk], tmp_path: Path
) -> None:
    desk = desks[Role.AGENT]
    ready = StoreReady(desk)
    async with sitting_at(desk, tmp_path, size=size, ready=lambda: ready) as counter:
        await counter.until_on(NoticeScreen)
        await lock(counter)
        await counter.press("f6")
        await counter.until_shown("Un code court pour ce poste")
        await counter.fill(PASSWORD, "123456", "123456")
        await counter.until_shown("Code : six chiffres, ni tous pareils")
        await counter.fill("480913", "480913")
        await counter.until_message("Code enregistré")
        await lock(counter)
        await counter.until_shown("Votre code à six chiffres")
        await counter.fill("480914")
        await counter.until_shown("Code refusé. Encore 2 essais")
        assert "48091" not in counter.picture
        await counter.fill("480913")
        await counter.until_message("Connecté : a.morel")
        await lock(counter)
        for _ in range(3):
            await counter.until_settled()
            await counter.fill("480914")
        await counter.until_shown("Donnez maintenant le mot de passe")
        await counter.fill(PASSWORD)
        await counter.until_message("Connecté : a.morel")


async def test_a_password_that_was_left_is_gone_after_the_lock(
    desks: dict[Role, Desk], tmp_path: Path
) -> None:
    """A supervisor who was called away must not have allowed what is done afterwards."""
    desk = desks[Role.AGENT]
    async with sitting_at(desk, tmp_path, ready=lambda: StoreReady(desk)) as counter:
        await counter.until_on(NoticeScreen)
        counter.app.push_screen(ApprovalScreen(desk, Right.OVERRIDE))
        await counter.until_shown("Un superviseur peut autoriser")
        await counter.fill(BOSS, PASSWORD)
        counter.app.lock()
        await counter.until_shown("Verrouillé")
        await counter.fill(PASSWORD)
        await counter.until_shown("Un superviseur peut autoriser")
        await counter.fill("motif de l'agent")
        await counter.until_shown("À remplir")
        assert desk.approvals == []
