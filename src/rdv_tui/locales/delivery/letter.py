"""The words of the appointment letter. A lead is set in bold at the head of its paragraph.

Plain apostrophes and spaces here; `documents.typesetting.french` sets them as printers do.
"""

from datetime import date

from rdv_tui.domain.office import Office, SignedBy
from rdv_tui.locales import law
from rdv_tui.locales.dates import long_date, plain_date
from rdv_tui.locales.law_sentence import states
from rdv_tui.locales.numbers import counted
from rdv_tui.locales.spacing import NBSP

REPUBLIC = "République française"
DOCUMENT_TITLE = "Convocation {reference}"
DOCUMENT_SUBJECT = "Rendez-vous pour le renouvellement d'un titre de séjour"
OBJECT_LABEL = "Objet :"
OBJECT = "convocation pour le renouvellement de votre titre de séjour"
REFERENCE = "Référence"
BIRTH_DATE = "Date de naissance"
NATIONALITY = "Nationalité"
NUMBER = "Numéro étranger"
PERMIT = "Titre de séjour"
EXPIRES = "Date d'expiration"
COUNTER = "Guichet {counter}"
RECEPTION = "Présentez-vous à l'accueil"
TEN_MINUTES = "Présentez-vous dix minutes avant l'heure indiquée."
BINDING = "Seul le texte en français fait foi."
FOOTER = "page {page}/{pages}"
MISSING = "▯ : signe que cette lettre ne peut imprimer. L'orthographe exacte est au dossier."

DOCUMENTS_TITLE = "Documents à apporter"
DOCUMENTS_LEAD = (
    "Apportez les originaux et leurs copies au format A4, sans les agrafer. "
    "Cochez ce que vous avez réuni."
)
COMMON_DOCUMENTS = "Pour toutes les demandes"
OTHER_DOCUMENTS = "Pour votre situation"
SITUATION_DOCUMENTS = "Pour votre situation : {label}"
CONDITIONAL_DOCUMENTS = "Seulement si vous êtes dans ce cas"
LODGED_DOCUMENTS = "Si vous êtes hébergé, à la place du justificatif de domicile à votre nom"
DOSSIER = "Dossier de demande à remplir : {how}"
TO_CONFIRM_MARK = "*"
TO_CONFIRM = f"*{NBSP}ligne à confirmer par le bureau"
AS_OF = "Liste établie d'après les informations connues au {day}."
_ALWAYS = ("toujours", "dépôt papier", "toute demande")

Note = tuple[str, str]


def place_and_date(city: str, day: date) -> str:
    """Write the head line: « Avignon, le 23 novembre 2026 »."""
    return f"{city}, le {plain_date(day)}"


def in_person() -> Note:
    """Ask the person to come themselves, with the complete file."""
    return (
        "Vous devez vous présenter personnellement,",
        (
            "avec cette convocation et votre dossier complet, originaux et copies (liste jointe). "
            "Vous pouvez être accompagné."
        ),
    )


def cover(message: str) -> Note:
    """Say how L.433-3 stands on this permit."""
    return ("Après la fin de votre titre.", message)


def expired(expires: date, booked_on: date, result: str) -> Note:
    """Warn that the permit will have expired, and say what that may mean."""
    day = plain_date(expires)
    gone = expires < booked_on
    return (
        f"Votre titre a expiré le {day}."
        if gone
        else f"Votre titre expire le {day}, avant le rendez-vous.",
        f"{result} Gardez cette lettre et les preuves de vos recherches.",
    )


def cover_ended(message: str) -> Note:
    """Say that L.433-3's three months end before the appointment."""
    return ("Avant le rendez-vous.", message)


def at_risk(result: str, booked_on: date) -> Note:
    """Warn of a day beyond the module's window, and say which day the booking was made."""
    return (
        "Le rendez-vous a lieu plus de six mois après la fin de votre titre.",
        f"{result} Cette lettre montre que vous avez réservé le {plain_date(booked_on)}.",
    )


def no_permit() -> Note:
    """Say what the letter is not, and what follows it (L.433-3, R.431-12)."""
    return (law.NOT_A_REQUEST.say(), law.RECEIPT.say())


def keep_it() -> Note:
    """Ask to keep a far appointment, and to look for a nearer one."""
    return (
        "Même éloigné, gardez ce rendez-vous",
        "et revenez voir si une place se libère, ou demandez la liste d'attente.",
    )


def free_of_charge() -> Note:
    """Say that nobody may sell appointments."""
    return (
        "Le rendez-vous est gratuit.",
        "Aucune société n'est agréée ni n'a d'accès privilégié.",
    )


def cancelling(office: Office, day: date, booked_on: date) -> Note:
    """Say how to cancel, in the office's own words, and until when.

    One who books for tomorrow, or for today, can only be asked to do it at once.
    """
    last = office.last_day_to_cancel(day)
    until = f"Au plus tard le {long_date(last)}." if last >= booked_on else "Le plus tôt possible."
    return ("Si vous ne pouvez pas venir.", f"{office.cancel_how} {until}")


def translated(language: str) -> Note:
    """Say that a translation follows, and that it binds nobody. `language` is its French name."""
    return (BINDING, f"Une traduction en {language} est jointe.")


@states(60)
def privacy(office: Office) -> tuple[str, str, str]:
    """Tell who keeps what and why, whom to ask; apart, the right to object (RGPD 13, 21)."""
    prefecture = office.prefecture[:1].lower() + office.prefecture[1:]
    address = ", ".join(office.postal_address)
    kept = counted(office.rules.retention_months, "mois")
    return (
        "Vos données.",
        (
            f"Les informations saisies sont enregistrées par la {prefecture} pour gérer votre "
            "rendez-vous (mission d'intérêt public, article 6-1 e du RGPD) et lues par les agents "
            f"chargés de ce service. Elles sont effacées {kept} après la date du rendez-vous. "
            "Téléphone, courriel, adresse et langue sont facultatifs. Vous "
            "pouvez demander l'accès, la rectification ou la limitation en écrivant à la "
            f"préfecture ({address}). Contact pour ces questions : {office.privacy_contact}. Vous "
            "pouvez aussi saisir la CNIL (cnil.fr)."
        ),
        law.OBJECTION.say(),
    )


@states(59)
def followed_by(office: Office, agent: str) -> str:
    """Say who follows the file (CRPA L.111-2), empty where the office has decided so for security.

    A service that is not called otherwise is the bureau. `agent` is who booked, empty when nobody
    did: a place that the waiting list keeps.
    """
    who = {
        SignedBy.AGENT: agent or office.bureau,
        SignedBy.SERVICE: office.followed_by or office.bureau,
        SignedBy.NONE: "",
    }[office.signed_by]
    return f"Affaire suivie par : {who}" if who else ""


def heading_for(label: str, *, neutral: bool) -> str:
    """Head the situation's list; `neutral` keeps a private situation's name off the paper."""
    return OTHER_DOCUMENTS if neutral else SITUATION_DOCUMENTS.format(label=label)


def list_as_of(day: date) -> str:
    """Say on which day the list was last confirmed."""
    return AS_OF.format(day=plain_date(day))


def condition(text: str) -> str:
    """Return a document's condition as it is said to the person, empty when it binds everybody.

    The catalogue's words for "always" and "when filed on paper" say nothing to who reads a letter.
    """
    if " sauf " in text:
        return text[text.index("sauf ") :]
    return "" if binds_everybody(text) else text


def binds_everybody(text: str) -> bool:
    """Say whether a condition of the catalogue leaves hardly anybody out."""
    return not text or text.startswith(_ALWAYS)


def capitalised(text: str) -> str:
    """Begin a label with a capital."""
    return text[:1].upper() + text[1:]
