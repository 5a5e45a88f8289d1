"""Step 4: every wrong field at once, nothing typed lost, what is typed kept as people write it."""

import threading
import unicodedata
from collections import Counter as Count

import pytest

from rdv_tui import catalogue
from rdv_tui.domain.appointment import Hold
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.screens.booking.steps.booked import BookedScreen
from rdv_tui.screens.booking.steps.confirmation import ConfirmationScreen
from rdv_tui.screens.booking.steps.details import DetailsScreen
from rdv_tui.screens.booking.steps.security import SecurityScreen
from rdv_tui.screens.booking.steps.slot import SlotScreen
from rdv_tui.screens.dialogs import AskScreen
from rdv_tui.services.booking import holds
from rdv_tui.services.desk import Desk
from rdv_tui.store import drafts
from tests.screens.counter import LIMIT_S, NUMBER, Counter, rows


async def go_to(counter: Counter, name: str) -> None:
    """Tab to a field, and clear it."""
    for _ in range(12):
        if counter.in_field == name:
            break
        await counter.press("tab")
        await counter.until_settled()
    assert counter.in_field == name
    await counter.press("end", *(["backspace"] * len(counter.field(name).input.value)))


async def book(counter: Counter) -> None:
    await counter.press("f10")
    await counter.until_on(ConfirmationScreen)
    await counter.press("enter")
    await counter.until_on(BookedScreen)


async def test_whoever_calls_is_told_of_their_data_by_the_agent(counter: Counter) -> None:
    await counter.to_security()
    await counter.fill(NUMBER)
    await counter.until_shown("aucun")
    await counter.press("t")
    await counter.until_on(DetailsScreen)
    await counter.until_shown("À dire :", "sont facultatifs", "vous opposer", "Nationalité")


async def test_who_stands_at_the_desk_has_read_the_notice(counter: Counter) -> None:
    await counter.to_details()
    await counter.until_shown("Nationalité")
    assert "À dire :" not in counter.prose


async def test_every_wrong_field_is_named_at_once_and_the_first_has_the_cursor(
    counter: Counter,
) -> None:
    await counter.to_details()
    await go_to(counter, "birth_date")
    await counter.write("31/2/85")
    await go_to(counter, "email")
    await counter.write("anne@")
    await go_to(counter, "phone")
    await counter.write("12")
    await counter.press("f10")
    await counter.until_message(
        "5 champs à corriger", "Nom de famille, Date de naissance, Nationalité, Courriel, Téléphone"
    )
    assert counter.in_field == "family_name"
    wrong = ("family_name", "birth_date", "nationality", "email", "phone")
    assert all(counter.field(name).error for name in wrong)
    await counter.until_shown(
        "✗ Nom de famille", "✗ Date de naissance : ce n'est pas une date ; écrivez par exemple"
    )


@pytest.mark.parametrize("code", ["99999", "13001", "84999", "840"])
async def test_a_postal_code_is_refused_where_it_is_typed(counter: Counter, code: str) -> None:
    await counter.to_details()
    await counter.fill("Dupont", "Anne", "3/7/85", "TR")
    await go_to(counter, "postal_code")
    await counter.fill(code)
    await counter.until(lambda: counter.field("postal_code").error)
    await counter.press("f10")
    await counter.until(lambda: counter.in_field == "postal_code")
    assert isinstance(counter.app.screen, DetailsScreen)
    await go_to(counter, "postal_code")
    await counter.fill("84140")
    await counter.press("f10")
    await counter.until_on(ConfirmationScreen)


async def test_a_corrected_field_loses_its_mark(counter: Counter) -> None:
    await counter.to_details()
    await counter.press("f10")
    await counter.until_message("3 champs à corriger")
    await counter.write("D")
    await counter.until(lambda: not counter.field("family_name").error)
    assert counter.field("birth_date").error


async def test_who_has_one_name_only_passes(counter: Counter) -> None:
    await counter.to_details()
    await counter.fill("Suharto", "", "3/7/85", "ID")
    await book(counter)
    (row,) = rows(counter.desk)
    assert (row.family_name, row.given_names) == ("Suharto", "")


async def test_what_step_one_and_three_asked_is_filled_in(counter: Counter) -> None:
    await counter.to_details()
    typed = counter.draft.typed
    assert (typed["postal_code"], typed["commune"]) == ("84000", "Avignon")
    assert typed["foreign_resident_number"] == NUMBER
    await counter.until_shown("84 1234 5678", "seule commune")


async def test_the_communes_follow_the_postal_code(counter: Counter) -> None:
    count = Count(commune.postal_code for commune in catalogue.communes())
    code = next(code for code, times in count.most_common() if 3 <= times <= 6)
    names = [c.name for c in catalogue.communes() if c.postal_code == code]
    await counter.to_details()
    await go_to(counter, "postal_code")
    await counter.fill(code)
    await counter.until(lambda: counter.in_field == "commune")
    assert counter.draft.typed["commune"] == ""
    await counter.press("down")
    await counter.until_shown(*names)
    assert "Avignon" not in counter.picture
    await counter.press("down", "enter")
    await counter.until(lambda: counter.draft.typed["commune"] in names)


async def test_a_commune_is_found_without_accents_and_hyphens(counter: Counter) -> None:
    commune = next(c for c in catalogue.communes() if c.name == "L'Isle-sur-la-Sorgue")
    await counter.to_details()
    await go_to(counter, "postal_code")
    await counter.fill(commune.postal_code)
    if counter.in_field == "commune":
        await counter.fill("isle sur la sorgue")
    await counter.until(lambda: counter.draft.typed["commune"] == commune.name)


async def test_dates_number_and_phone_are_shown_back(counter: Counter) -> None:
    await counter.to_details()
    await go_to(counter, "birth_date")
    await counter.fill("03071985")
    await counter.until_shown("3 juillet 1985")
    await go_to(counter, "phone")
    await counter.write("0612345678")
    await counter.until_shown("06 12 34 56 78")


async def test_nothing_typed_is_lost_on_the_way_back_and_forth(counter: Counter) -> None:
    await counter.to_details()
    await counter.fill("Nguyễn", "Thị Ánh", "31/2/85")
    await go_to(counter, "email")
    await counter.write("pas fini@")
    before = dict(counter.draft.typed)
    await counter.press("escape")
    await counter.until_on(SecurityScreen)
    await counter.press("escape")
    await counter.until_on(SlotScreen)
    await counter.until(lambda: "lun." in counter.picture)
    await counter.press("enter")
    await counter.until_on(SecurityScreen)
    await counter.until_shown("✓ Rendez-vous à venir aucun")
    await counter.press("d")
    await counter.until_on(DetailsScreen)
    assert dict(counter.draft.typed) == before


async def test_an_address_pasted_in_lines_becomes_one_line(counter: Counter) -> None:
    await counter.to_details()
    await go_to(counter, "address")
    await counter.paste("12 rue des Lices\r\nbât. B\n\u202eappt 4\t")
    await counter.until(
        lambda: counter.draft.typed["address"].startswith("12 rue des Lices bât. B")
    )
    assert not set("\r\n\t\u202e") & set(counter.draft.typed["address"])


async def test_decomposed_accents_are_kept_composed(counter: Counter) -> None:
    await counter.to_details()
    name = unicodedata.normalize("NFD", "Đỗ Nguyễn-Şükrü")
    assert name != unicodedata.normalize("NFC", name)
    await counter.fill(name, unicodedata.normalize("NFD", "Éloïse"), "3/7/85", "VN")
    await book(counter)
    (row,) = rows(counter.desk)
    assert (row.family_name, row.given_names) == ("Đỗ Nguyễn-Şükrü", "Éloïse")


async def test_a_number_of_nine_digits_is_asked_about_here_too(counter: Counter) -> None:
    await counter.to_security()
    await counter.fill("")
    await counter.press("d")
    await counter.until_on(DetailsScreen)
    await counter.fill("Dupont", "Anne", "3/7/85", "TR", "841234567")
    await counter.until(lambda: isinstance(counter.app.screen, AskScreen))
    await counter.press("o")
    await counter.until_on(DetailsScreen)
    await counter.until(lambda: counter.draft.typed["foreign_resident_number"] == "0841234567")


def kept(counter: Counter) -> dict[str, str]:
    """Return what the store keeps of the form."""
    (row,) = rows(counter.desk)
    return dict(drafts.decode(row.draft).typed) if row.draft else {}


async def test_the_form_is_kept_in_the_store_field_by_field(counter: Counter) -> None:
    await counter.to_details()
    await counter.fill("Dupont", "Anne")
    await counter.until(lambda: kept(counter).get("given_names") == "Anne")
    assert kept(counter)["family_name"] == "Dupont"
    assert holds.list_interrupted(counter.desk) == []


async def test_an_older_form_is_never_kept_over_a_newer_one(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    await counter.to_details()
    begun, ended = [0], [0]
    go_on = threading.Event()
    real = holds.save_draft

    def slow_at_first(desk: Desk, hold: Hold | None, draft: BookingDraft) -> None:
        begun[0] += 1
        if begun[0] == 1:
            go_on.wait(LIMIT_S)
        real(desk, hold, draft)
        ended[0] += 1

    monkeypatch.setattr(holds, "save_draft", slow_at_first)
    await counter.fill("Dupont")
    await counter.until(lambda: begun == [1])
    await counter.fill("Anne")
    go_on.set()
    await counter.until(lambda: ended == [2])
    assert kept(counter)["given_names"] == "Anne"


async def test_enter_on_the_last_field_ends_the_form(counter: Counter) -> None:
    await counter.to_details()
    await counter.fill("Dupont", "Anne", "3/7/85", "TR", "", "", "", "", "", "", "", "")
    await counter.until_on(ConfirmationScreen)


async def test_a_name_of_three_hundred_letters_is_refused_with_a_sentence(
    counter: Counter,
) -> None:
    await counter.to_details()
    await counter.paste("N" * 300)
    await counter.press("enter")
    await counter.fill("Anne", "3/7/85", "TR")
    await counter.press("f10")
    await counter.until_shown("300 caractères, c'est trop")
    assert len(counter.draft.typed["family_name"]) == 300


async def test_a_permit_that_contradicts_the_nationality_is_asked_about_once(
    counter: Counter,
) -> None:
    await counter.to_details()  # a one-year card, which Algerians do not hold
    await counter.fill("Benali", "Samira", "3/7/85", "DZ")
    await counter.press("f10")
    await counter.until_shown("un an au plus", "Algérie", "Est-ce bien le titre")
    await counter.press("n")
    await counter.until_on(DetailsScreen)
    assert counter.in_field == "nationality"
    await counter.press("f10")
    await counter.until_shown("Est-ce bien le titre")
    await counter.press("o")
    await counter.until_on(ConfirmationScreen)


async def test_a_name_with_odd_signs_is_asked_about_once(counter: Counter) -> None:
    await counter.to_details()
    await counter.fill("Benali (2)", "Samira", "3/7/85", "TR")
    await counter.press("f10")
    await counter.until_shown("« Benali (2) » contient « (2) »")
    await counter.press("n")
    await counter.until(lambda: counter.in_field == "family_name")
    await counter.press("f10")
    await counter.until_shown("contient « (2) »")
    await counter.press("o")
    await counter.until_on(ConfirmationScreen)
    await counter.press("4")
    await counter.until_on(DetailsScreen)
    await counter.press("f10")
    await counter.until_on(ConfirmationScreen)


BLOCK = "BENALI\r\nSamira\n\n3/12/1990\nMaroc\n"


async def test_pasted_lines_are_split_when_they_are_meant_so(counter: Counter) -> None:
    await counter.to_details()
    await counter.paste(BLOCK)
    await counter.until_shown("4 lignes collées", "(Nom de famille, Prénoms, Date de")
    await counter.press("o")
    await counter.until(lambda: counter.draft.typed["nationality"])
    await counter.press("enter")
    await counter.until(lambda: counter.draft.typed["nationality"] == "MA")
    assert [counter.draft.typed[name] for name in ("family_name", "given_names", "birth_date")] == [
        "BENALI",
        "Samira",
        "3/12/1990",
    ]


async def test_pasted_lines_stay_in_one_field_when_they_are_not(counter: Counter) -> None:
    await counter.to_details()
    await counter.paste(BLOCK)
    await counter.until_shown("4 lignes collées")
    await counter.press("n")
    await counter.until(
        lambda: counter.draft.typed["family_name"] == "BENALI Samira 3/12/1990 Maroc"
    )


async def test_what_was_pasted_before_is_replaced_not_added_to(counter: Counter) -> None:
    await counter.to_details()
    await counter.paste("UN\nDEUX")
    await counter.press("o")
    await counter.until(lambda: counter.draft.typed["given_names"] == "DEUX")
    await go_to(counter, "family_name")
    await counter.paste("TROIS\nQUATRE")
    await counter.press("o")
    await counter.until(lambda: counter.draft.typed["given_names"] == "QUATRE")
    assert counter.draft.typed["family_name"] == "TROIS"
