"""Every sentence of the booking page that this program follows, and where it stands now."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from rdv_tui import catalogue
from rdv_tui.documents.letter_contents import Letter
from rdv_tui.domain.message import MessageFacts, MessageKind
from rdv_tui.locales import commands, law, screens as screen_fr
from rdv_tui.locales.booking import guide as guide_fr, lead_times, notice
from rdv_tui.locales.delivery import letter as letter_fr, papers as paper_fr
from rdv_tui.locales.office import help_desk
from rdv_tui.outputs.mail_text import MailContent, as_text
from rdv_tui.services.booking.eligibility import evaluate
from tests.documents.samples import letter

GUIDE, OFFICE = catalogue.situations(), catalogue.default_office()
START = datetime(2026, 12, 1, 9, 30)


def on_the_notice() -> str:
    return " ".join(f"{heading}. {text}" for heading, text in notice.sections(OFFICE))


def on_the_letter() -> str:
    notes = (
        letter_fr.in_person(),
        letter_fr.no_permit(),
        letter_fr.free_of_charge(),
        letter_fr.keep_it(),
    )
    lead = letter_fr.DOSSIER.format(how=OFFICE.dossier_how)
    return " ".join((*(" ".join(note) for note in notes), letter_fr.DOCUMENTS_LEAD, lead))


def on_the_list() -> str:
    one: Letter = letter()
    return " ".join(document.label for document in one.documents)


def in_the_mail() -> str:
    facts = MessageFacts(family_name="Diop", given_names="Awa", start=START)
    return as_text(MailContent(MessageKind.BOOKED, "7K4H-M2XA", facts), OFFICE)


def in_the_help() -> str:
    return " ".join(line for _, lines in help_desk.sections(OFFICE) for line in lines)


def on_the_routing_sheet() -> str:
    sections = paper_fr.routing_sections(GUIDE.situation("ETUDIANT"), OFFICE)
    return " ".join(line for _, lines in sections for line in lines)


def on_step_one() -> str:
    texts = (
        notice.TITLE,
        notice.MODULE,
        screen_fr.ACCEPT,
        screen_fr.START,
        screen_fr.VERDICT_WAITING,
    )
    return " ".join((*texts, *screen_fr.STEPS))


def without_a_slot() -> str:
    return f"{screen_fr.NO_SLOT_AT_ALL} {screen_fr.NO_SLOT_ADVICE} {lead_times.EMPTY}"


def in_the_guide() -> str:
    return " ".join((guide_fr.TITLE, *guide_fr.CHANNELS.values(), guide_fr.BRING))


def answered(situation: str, today: date, expires: date, postal_code: str = "84000") -> str:
    found = evaluate(
        OFFICE,
        today,
        situation=situation,
        permit_kind="CSP-4ANS",
        expires=expires,
        postal_code=postal_code,
    )
    assert found is not None
    return found.message


def to_who_is_early() -> str:
    return answered("SALARIE", date(2026, 11, 28), date(2027, 6, 30))


def to_who_is_late() -> str:
    return answered("SALARIE", date(2026, 11, 28), date(2026, 5, 1))


def to_who_lives_elsewhere() -> str:
    return answered("SALARIE", date(2026, 11, 28), date(2027, 1, 10), "13001")


def to_who_files_online() -> str:
    return answered("ETUDIANT", date(2026, 11, 28), date(2027, 3, 28))


def to_whose_permit_is_covered() -> str:
    return answered("SALARIE", date(2026, 11, 28), date(2026, 11, 20))


def by_keys() -> str:
    return f"{commands.OPEN_LEAD_TIMES.help} {commands.OPEN_GUIDE.help}"


SEED: tuple[tuple[str, str, Callable[[], str], tuple[str, ...]], ...] = (
    ("S1", "le titre de la page", on_step_one, ("Prendre un rendez-vous en ligne",)),
    ("S1", "le module", on_step_one, ("bureau de l'immigration et de l'asile",)),
    ("S1", "les cinq étapes", on_step_one, ("Descriptif", "Valider et terminer")),
    ("S2", "les démarches sont gratuites", on_the_notice, ("ne coûte rien", "La démarche")),
    ("S2", "aucune entreprise agréée", on_the_notice, ("Aucune société", "accès privilégié")),
    ("S2", "aucune entreprise agréée, lettre", on_the_letter, ("Aucune société n'est agréée",)),
    ("S2", "aucune entreprise agréée, courriel", in_the_mail, ("Aucune société n'est agréée",)),
    ("S3", "consultez les délais", by_keys, ("Délais",)),
    ("S3", "consultez les délais, avis", on_the_notice, ("première plage libre",)),
    ("S4", "pas d'autres dates", on_the_notice, ("les seules qui existent", "inutile d'appeler")),
    ("S4", "rendez-vous même éloigné", on_the_notice, ("même lointaine", "revenir voir")),
    ("S4", "rendez-vous même éloigné, lettre", on_the_letter, ("Même éloigné", "se libère")),
    ("S4", "rendez-vous même éloigné, courriel", in_the_mail, ("Même éloigné", "se libère")),
    ("S4", "sans plage", without_a_slot, ("liste d'attente",)),
    ("S5", "L. 433-3", on_the_notice, ("L. 433-3", "trois mois")),
    ("S5", "L. 433-3, ce titre", to_whose_permit_is_covered, ("20 février 2027", "L. 433-3")),
    ("S6", "titulaires d'un titre ou VLS-TS", on_the_notice, ("renouveler", "visa de long séjour")),
    ("S6", "domiciliés en Vaucluse", on_the_notice, ("domicilié en Vaucluse",)),
    ("S6", "domiciliés en Vaucluse, contrôle", to_who_lives_elsewhere, ("Pas de rendez-vous ici",)),
    ("S7", "ma démarche selon ma situation", in_the_guide, ("Ma démarche", "En ligne", "guichet")),
    ("S7", "vérifiez votre situation", on_step_one, ("Vérifiez votre situation",)),
    ("S8", "ANEF : pas de rendez-vous", on_the_notice, ("ANEF", "il serait refusé")),
    (
        "S8",
        "ANEF : pas de rendez-vous, réponse",
        to_who_files_online,
        ("Pas de rendez-vous", "https"),
    ),
    ("S8", "ANEF : pas de rendez-vous, fiche", on_the_routing_sheet, ("il serait refusé", "https")),
    (
        "S9",
        "se munir du numéro et de la date",
        on_the_notice,
        ("numéro étranger", "fin de validité"),
    ),
    ("S10", "trois mois, six mois", on_the_notice, ("3 mois", "6 mois")),
    ("S10", "trois mois avant", to_who_is_early, ("30 mars 2027", "règle du module")),
    ("S10", "six mois après", to_who_is_late, ("6 mois", "conseil gratuit")),
    ("S11", "téléchargez et imprimez le dossier", on_the_letter, ("Dossier de demande", "site")),
    ("S11", "le dossier, avis", on_the_notice, ("Imprimer et remplir le dossier", "guichet")),
    ("S11", "le dossier, liste", on_the_list, ("Dossier de demande de la préfecture",)),
    ("S12", "cochez, effectuez une demande", on_step_one, ("Effectuer une demande",)),
    ("S13", "choisissez une date", on_the_notice, ("choisir une date",)),
    ("S14", "coordonnées, validez", on_the_notice, ("coordonnées", "valider")),
    ("S15", "convocation par courriel, imprimez", in_the_mail, ("jointe (PDF)", "Imprimez-la")),
    (
        "S15",
        "convocation et pièces",
        on_the_notice,
        ("convocation est imprimée", "avec les pièces"),
    ),
    ("S16", "venez personnellement", on_the_letter, ("présenter personnellement", "complet")),
    ("S16", "venez personnellement, courriel", in_the_mail, ("personnellement",)),
    ("S17", "je n'arrive pas à effectuer", in_the_help, ("0 806 001 620", "R. 431-2")),
    ("S17", "depuis un ordinateur, Firefox", in_the_help, ("ordinateur", "Firefox")),
    ("S17", "avis", on_the_notice, ("Je n'arrive pas", "Point d'accueil numérique")),
)


@pytest.mark.parametrize(
    ("row", "sentence", "stands", "says"), SEED, ids=[f"{r} {s}" for r, s, *_ in SEED]
)
def test_every_sentence_of_the_page_stands_somewhere(
    row: str, sentence: str, stands: Callable[[], str], says: tuple[str, ...]
) -> None:
    text = stands().replace("\N{NO-BREAK SPACE}", " ").replace("\u202f", " ")
    assert [one for one in says if one not in text] == [], f"{row} {sentence}"


def test_no_sentence_of_the_page_is_missing() -> None:
    assert {row for row, *_ in SEED} == {f"S{number}" for number in range(1, 18)}
    assert law.MODULE_WINDOW.row == 5
