"""The table is the contract: a verb for each service of the hall's programs, and none beside."""

import inspect
from typing import Any

import pytest

from rdv_tui.broker import verbs
from rdv_tui.domain.kiosk import PRINTS
from rdv_tui.domain.rights import Role
from rdv_tui.errors import Refusal
from rdv_tui.services.kiosk.contract import PRINTED_ENOUGH, DisplayServices, KioskServices
from tests.broker.service import PERSON, Service, first_start

FORBIDDEN = [
    "find",
    "get",
    "end",
    "close",
    "release",
    "__init__",
    "_desk",
    "_held",
    "office",
    "clock",
    "HOLD",
    "hold ",
    "",
    "hello",
]


@pytest.mark.parametrize(
    ("role", "contract"), [(Role.KIOSK, KioskServices), (Role.DISPLAY, DisplayServices)]
)
def test_the_table_says_what_the_contract_says(role: Role, contract: type) -> None:
    asked = {
        name: list(inspect.signature(method).parameters)[1:]
        for name, method in vars(contract).items()
        if inspect.isfunction(method) and not name.startswith("_")
    }
    declared = {
        name: list(verb.takes.__struct_fields__) for name, verb in verbs.VERBS[role].items()
    }
    assert declared == asked


def code_of(answer: dict[str, Any]) -> str:
    return str(answer["failure"]["code"])


def test_every_verb_outside_the_table_is_refused_in_the_same_words(service: Service) -> None:
    said = list[dict[str, Any]]()
    with service.connected() as kiosk:
        said += [kiosk.ask(verb) for verb in (*FORBIDDEN, *verbs.DISPLAY)]
        assert kiosk.ask("is_enabled") == {"given": True}
    with service.connected("Écran", "display") as display:
        said += [display.ask(verb) for verb in (*FORBIDDEN, *verbs.KIOSK)]
        assert "given" in display.ask("get_board")
    assert {code_of(answer) for answer in said} == {"not_served"}
    assert all(answer == said[0] for answer in said)


@pytest.mark.parametrize(
    ("verb", "given"),
    [
        ("offers", {"after": "2026-11-23T10:15:00", "count": 21}),
        ("offers", {"after": "2026-11-23T10:15:00", "count": 0}),
        ("offers", {"after": "2026-11-23T10:15:00Z", "count": 1}),
        ("offers", {"after": "yesterday", "count": 1}),
        ("offers", {"count": 1}),
        ("hold", {"start": "2026-11-23T10:30:00", "draft": "x"}),
        ("hold", {"start": ["2026-11-23T10:30:00"]}),
        ("renew", {"reference": "A932-JHKK"}),
        ("book", {"typed": {"family_name": "x" * 257}}),
        ("book", {"typed": {f"f{rank}": "" for rank in range(33)}}),
        ("book", {"typed": {"family_name": 1}}),
        ("print_letter", {"reference": "A932-JHKK"}),
        ("call_agent", {"step": "start", "language": "xx", "reason": "asked"}),
        ("call_agent", {"step": "Benali", "language": "fr", "reason": "asked"}),
        ("call_agent", {"step": "start\n", "language": "fr", "reason": "asked"}),
        ("is_answered", {"call": -1}),
        ("accepts_code", {"code": "123456789"}),
        ("count_left", {"step": "start", "language": "fr", "more": 1}),
        ("let_out", {"login": "x" * 129, "password": ""}),
    ],
)
def test_arguments_are_of_their_declared_type_and_size(
    service: Service, verb: str, given: dict[str, object]
) -> None:
    with service.connected() as kiosk:
        assert code_of(kiosk.ask(verb, **given)) == "not_served"
        assert kiosk.ask("is_enabled") == {"given": True}


def test_nothing_is_printed_or_booked_but_ones_own(service: Service) -> None:
    with service.connected() as kiosk:
        for verb in ("renew", "print_letter"):
            assert kiosk.ask(verb)["failure"]["kind"] == "refusal"
        assert kiosk.ask("book", typed=PERSON)["failure"]["kind"] == "refusal"
        assert (
            kiosk.ask("print_refusal", typed=PERSON, language="fr")["failure"]["kind"] == "refusal"
        )
        start = first_start(service.kiosk()).isoformat()  # which ends this connection's visit
        assert kiosk.is_over()
    with service.connected() as kiosk:
        kiosk.ask("hold", start=start)
        told = kiosk.ask("book", typed=PERSON | {"foreign_resident_number": "12"})
        assert code_of(told) == "see_an_agent"
        assert "12" not in str(told)
        made = kiosk.ask("book", typed=PERSON)["given"]
        assert set(made) == {"reference", "start"}
    assert list(service.printed.iterdir()) == []


def test_one_visit_prints_each_of_its_papers_so_often_and_no_more(service: Service) -> None:
    kiosk = service.kiosk()
    kiosk.hold(first_start(kiosk))
    kiosk.book(PERSON)
    away = PERSON | {"postal_code": "13001", "commune": "Marseille"}
    for print_one in (kiosk.print_letter, lambda: kiosk.print_refusal(away, "ar")):
        for _ in range(PRINTS):
            print_one()
        with pytest.raises(Refusal) as refused:
            print_one()
        assert refused.value.code == PRINTED_ENOUGH
    assert len(list(service.printed.glob("*.pdf"))) == 2 * PRINTS
