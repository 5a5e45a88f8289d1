"""Accounts and signing in: the first one, the last one, who mistypes, who is shut out."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.rights import Role
from rdv_tui.errors import NotAllowed, RdvError, Refusal, UsageError
from rdv_tui.services.booking import booking, holds
from rdv_tui.services.desk import Desk
from rdv_tui.services.office import accounts, passwords, sign_in
from rdv_tui.settings import Credentials
from rdv_tui.store.engine import open_store
from tests.factories import StillClock, everything, person
from tests.services.office.staffed import LOGINS, PASSWORD, staff

NINE = datetime.fromisoformat("2026-12-01T09:00")
AGENT, BOSS = LOGINS[Role.AGENT], LOGINS[Role.SUPERVISOR]

pytestmark = pytest.mark.usefixtures("cheap_passwords")


@pytest.fixture
def desks(desk: Desk) -> dict[Role, Desk]:
    return staff(desk)


def code_of(error: pytest.ExceptionInfo[RdvError]) -> str:
    return error.value.code


def fail(desk: Desk, times: int, login: str = AGENT) -> list[str]:
    """Try wrong passwords; return what each try was told."""
    told = []
    for _ in range(times):
        with pytest.raises(NotAllowed) as refused:
            sign_in.sign_in(desk, login, "ce n'est pas celui-là")
        told.append(refused.value.code)
    return told


# -- the first and the last
def test_the_first_account_needs_nobody_and_is_a_supervisor(desk: Desk) -> None:
    with pytest.raises(Refusal) as refused:
        accounts.add(desk, "a.morel", Role.AGENT, PASSWORD)
    assert code_of(refused) == "not_allowed_now"
    accounts.add(desk, "Chef", Role.SUPERVISOR, PASSWORD)
    assert accounts.has_accounts(desk)
    with pytest.raises(NotAllowed):
        accounts.add(desk, "second", Role.SUPERVISOR, PASSWORD)


def test_of_two_who_make_the_first_account_at_once_one_does(
    desk: Desk, target: str, clock: StillClock
) -> None:
    told: list[str] = []
    gate = threading.Barrier(2)

    def make(login: str) -> None:
        with open_store(target) as store:
            gate.wait()
            try:
                accounts.add(replace(desk, store=store), login, Role.SUPERVISOR, PASSWORD)
                told.append("made")
            except NotAllowed as error:
                told.append(error.code)

    threads = [threading.Thread(target=make, args=(login,)) for login in ("un.chef", "deux.chef")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["made", "not_signed_in"]


def test_the_last_supervisor_stays(desks: dict[Role, Desk]) -> None:
    boss = desks[Role.SUPERVISOR]
    acts: list[Callable[[], None]] = [
        lambda: accounts.disable(boss, BOSS),
        lambda: accounts.change_role(boss, BOSS, Role.AGENT),
    ]
    for act in acts:
        before = everything(boss.store)
        with pytest.raises(Refusal) as refused:
            act()
        assert code_of(refused) == "last_supervisor"
        assert everything(boss.store) == before
    accounts.add(boss, "autre.chef", Role.SUPERVISOR, PASSWORD)
    accounts.disable(boss, BOSS)
    with pytest.raises(NotAllowed):
        accounts.disable(boss, "autre.chef")  # who was disabled disables nobody


def test_a_login_is_never_given_twice(desks: dict[Role, Desk]) -> None:
    boss = desks[Role.SUPERVISOR]
    accounts.disable(boss, AGENT)
    with pytest.raises(Refusal) as refused:
        accounts.add(boss, "A.Morel", Role.AGENT, PASSWORD)
    assert code_of(refused) == "login_taken"


# -- passwords
@pytest.mark.parametrize(
    "password",
    [
        "",
        "court",
        "onze signes",
        "motdepasse123",
        "MotDePasse2026",
        "azertyuiopqs",
        "123456789012",
        "aaaaaaaaaaaaaa",
        "nouvelagent!1",
        "x" * 1001,
    ],
)
def test_what_everybody_tries_first_is_refused(password: str, desks: dict[Role, Desk]) -> None:
    with pytest.raises(UsageError) as refused:
        accounts.add(desks[Role.SUPERVISOR], "nouvelagent", Role.AGENT, password)
    assert set(refused.value.fields) == {"password"}


@pytest.mark.parametrize("password", ["une tarte aux pommes", "é" * 6 + "abcdef", "mot " * 200])
def test_long_ones_are_welcome_in_any_letters(password: str, desks: dict[Role, Desk]) -> None:
    accounts.add(desks[Role.SUPERVISOR], "nouveau", Role.AGENT, password)
    assert sign_in.sign_in(desks[Role.AGENT], "NOUVEAU", password).agent == "nouveau"


def test_an_accent_is_the_same_however_the_keyboard_composes_it() -> None:
    stored = passwords.hash_password("un été à la prefecture")
    assert passwords.verify(stored, "un e\u0301te\u0301 a\u0300 la prefecture")


def test_what_the_program_makes_is_taken_by_itself() -> None:
    made = {passwords.new_password() for _ in range(50)}
    assert len(made) == 50
    assert {passwords.problem(one) for one in made} == {""}


def test_no_password_stands_in_the_store(desks: dict[Role, Desk]) -> None:
    fail(desks[Role.AGENT], 1, login="un mot de passe tapé à la place")
    rows = repr(everything(desks[Role.AGENT].store))
    assert PASSWORD not in rows
    assert "tapé à la place" not in rows


# -- mistyping
def test_waits_grow_in_the_store_and_end_by_themselves(
    desks: dict[Role, Desk], target: str, clock: StillClock
) -> None:
    desk = desks[Role.AGENT]
    assert fail(desk, 10) == ["wrong_password"] * 4 + ["too_many_failures"] * 6
    with open_store(target) as again:  # the program was started anew, at another desk
        other = replace(desk, store=again, station="autre:2")
        with pytest.raises(NotAllowed) as refused:
            sign_in.sign_in(other, AGENT, PASSWORD)
        assert code_of(refused) == "too_many_failures"
        assert "0:30" in refused.value.message
        waits = []
        for _ in range(8):
            clock.forward(timedelta(minutes=15))
            assert fail(other, 2) == ["wrong_password", "too_many_failures"]
            with pytest.raises(NotAllowed) as refused:
                sign_in.sign_in(other, AGENT, PASSWORD)
            waits.append(refused.value.message.rpartition("dans ")[2])
        assert waits == ["1:00.", "2:00.", "4:00.", "8:00."] + ["15:00."] * 4
        clock.forward(timedelta(minutes=15))
        assert sign_in.sign_in(other, AGENT, PASSWORD).agent == AGENT
    assert fail(desk, 3) == ["wrong_password"] * 3  # forgiven


def test_one_login_that_waits_shuts_no_other_out(desks: dict[Role, Desk]) -> None:
    fail(desks[Role.AGENT], 5)
    assert sign_in.sign_in(desks[Role.AGENT], BOSS, PASSWORD).agent == BOSS


def test_trying_many_logins_from_one_station_waits_too(desks: dict[Role, Desk]) -> None:
    told = [fail(desks[Role.AGENT], 1, login=f"personne{rank}")[0] for rank in range(13)]
    assert told == ["wrong_password"] * 11 + ["too_many_failures"] * 2


def test_a_failure_of_a_clock_ahead_shuts_nobody_out(
    desks: dict[Role, Desk], clock: StillClock
) -> None:
    clock.forward(timedelta(days=300))
    fail(desks[Role.AGENT], 5)
    clock.forward(timedelta(days=-300))
    assert sign_in.sign_in(desks[Role.AGENT], AGENT, PASSWORD).agent == AGENT


def test_a_supervisor_ends_the_wait_with_a_new_password(desks: dict[Role, Desk]) -> None:
    fail(desks[Role.AGENT], 5)
    accounts.reset(desks[Role.SUPERVISOR], AGENT, "un autre mot de passe")
    assert sign_in.sign_in(desks[Role.AGENT], AGENT, "un autre mot de passe").agent == AGENT
    assert fail(desks[Role.AGENT], 1) == ["wrong_password"]


def test_an_unknown_login_looks_at_a_hash_as_a_known_one_does(
    desks: dict[Role, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[bool] = []
    verify = passwords.verify

    def watched(stored: str | None, password: str) -> bool:
        looked.append(stored is None)
        return verify(stored, password)

    monkeypatch.setattr(passwords, "verify", watched)
    fail(desks[Role.AGENT], 1)
    fail(desks[Role.AGENT], 1, login="personne")
    accounts.disable(desks[Role.SUPERVISOR], AGENT)
    fail(desks[Role.AGENT], 1)
    assert looked == [False, True, True]


# -- at once
def test_who_is_disabled_in_the_middle_of_a_booking_writes_nothing_more(
    desks: dict[Role, Desk],
) -> None:
    desk = desks[Role.AGENT]
    held = holds.hold(desk, NINE, BookingDraft())
    assert sign_in.is_current(desk)
    accounts.disable(desks[Role.SUPERVISOR], AGENT)
    assert not sign_in.is_current(desk)
    before = everything(desk.store)
    with pytest.raises(NotAllowed) as refused:
        booking.book(desk, held, person(), channel=Channel.DESK, identification=None)
    assert code_of(refused) == "signed_out"
    assert everything(desk.store) == before  # the place is held as long as it was


def test_another_role_and_another_password_end_the_sessions_before(
    desks: dict[Role, Desk],
) -> None:
    accounts.change_role(desks[Role.SUPERVISOR], AGENT, Role.ACCUEIL)
    assert not sign_in.is_current(desks[Role.AGENT])
    again = sign_in.sign_in(desks[Role.AGENT], AGENT, PASSWORD)
    with pytest.raises(NotAllowed) as refused:
        holds.hold(again, NINE, BookingDraft())
    assert code_of(refused) == "not_allowed"


# -- the ways in
def test_by_the_operating_systems_account(desk: Desk) -> None:
    accounts.add(desk, "chef", Role.SUPERVISOR, PASSWORD, unix_login="vidal")
    boss = sign_in.sign_in(desk, "chef", PASSWORD)
    accounts.set_known_by(boss, sign_in.BY_SYSTEM)
    named = Credentials("chef", PASSWORD, unix_login="morel")  # a name and a password prove nothing
    with pytest.raises(NotAllowed):
        sign_in.enter(desk, named)
    assert sign_in.enter(desk, Credentials("personne", None, unix_login="vidal")).agent == "chef"


def test_nobody_shuts_every_supervisor_out_by_the_way_in(desks: dict[Role, Desk]) -> None:
    with pytest.raises(Refusal) as refused:
        accounts.set_known_by(desks[Role.SUPERVISOR], sign_in.BY_SYSTEM)
    assert code_of(refused) == "not_allowed_now"


def test_a_name_alone_makes_nobody_anybody(desks: dict[Role, Desk], desk: Desk) -> None:
    with pytest.raises(NotAllowed) as refused:
        sign_in.enter(desk, Credentials(BOSS))
    assert code_of(refused) == "not_signed_in"


def test_where_nobody_is_asked_a_start_goes_on_as_it_is(desk: Desk) -> None:
    assert sign_in.enter(desk, Credentials("essai", "n'importe quoi")) is desk
