"""The words of the appointment letter. A lead is set in bold at the head of its paragraph.

Plain apostrophes and spaces here; `documents.typesetting.french` sets them as printers do.
"""

from datetime import date

from rdv_tui.domain.office import Office, Rules
from rdv_tui.locales.dates import long_date, plain_date

NBSP = "\N{NO-BREAK SPACE}"

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
APPOINTMENT = "Votre rendez-vous"
COUNTER = "Guichet {counter}"
RECEPTION = "Présentez-vous à l'accueil"
TEN_MINUTES = "Présentez-vous dix minutes avant l'heure indiquée."
BINDING = "Seul le texte en français fait foi."
OVERLEAF = "Une traduction est au verso. Seul le texte en français fait foi."
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
TO_CONFIRM_MARK = "*"
TO_CONFIRM = f"*{NBSP}ligne à confirmer par le bureau"
AS_OF = "Liste établie d'après les informations connues au {day}."
FEE = f"Timbres fiscaux à prévoir : {{amount}}{NBSP}€, montant à confirmer par le bureau."
FEE_FREE = "Timbres fiscaux : rien à payer, à confirmer par le bureau."
FEE_UNKNOWN = "Timbres fiscaux : montant à confirmer par le bureau."
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


def cover(until: date) -> Note:
    """Quote L.433-3, for a permit that it names. `until` is the last day of the three months."""
    return (
        "Après l'expiration de votre titre.",
        (
            f"L'article L.433-3 du CESEDA vise votre titre : celui qui en a demandé le "
            f"renouvellement « peut justifier de la régularité de son séjour entre la date "
            "d'expiration de ce document et la décision prise par l'autorité administrative sur sa "
            "demande par la présentation de la carte ou du titre expiré, dans la limite de trois "
            f"mois à compter de cette date d'expiration », soit jusqu'au "
            f"{plain_date(until)} inclus."
        ),
    )


def late_fee(expires: date, booked_on: date, rules: Rules) -> Note:
    """Warn that the permit will have expired and what that may cost (L.436-5)."""
    day = plain_date(expires)
    return (
        f"Votre titre a expiré le {day}."
        if expires < booked_on
        else f"Votre titre expire le {day}, avant le rendez-vous.",
        (
            f"Un droit de {rules.late_fee_eur}{NBSP}€ peut vous être demandé en plus "
            "(article L.436-5 du CESEDA)."
        ),
    )


def not_covered() -> Note:
    """Say that L.433-3 does not name this permit."""
    return (
        "Votre titre expiré n'est pas prolongé",
        "par l'article L.433-3 du CESEDA, qui ne vise pas les titres de cette nature.",
    )


def cover_unclear() -> Note:
    """Say that nobody here can tell whether L.433-3 names this permit."""
    return (
        "Demandez au bureau",
        "si l'article L.433-3 du CESEDA s'applique à votre titre après son expiration.",
    )


def cover_ended(until: date) -> Note:
    """Say that L.433-3's three months end before the appointment."""
    return (
        f"Après le {plain_date(until)},",
        "et jusqu'au rendez-vous, l'article L.433-3 du CESEDA ne couvre plus votre séjour.",
    )


def renewal_lost(booked_on: date) -> Note:
    """Warn about R.431-8, and say which day the booking was made."""
    return (
        "Le rendez-vous a lieu plus de six mois après l'expiration.",
        (
            f"Les conditions d'entrée en France peuvent être à justifier de nouveau (article "
            f"R.431-8 du CESEDA). Gardez cette lettre : elle montre que vous avez "
            f"réservé le {plain_date(booked_on)}."
        ),
    )


def no_permit() -> Note:
    """Say what the letter is not (R.431-12)."""
    return (
        "La présente convocation ne vaut ni récépissé ni titre de séjour.",
        (
            "Le récépissé est remis à la personne admise à déposer sa demande "
            "(article R.431-12 du CESEDA)."
        ),
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


def privacy(office: Office) -> Note:
    """Tell who keeps what, why, how long, and whom to ask (RGPD, art. 13)."""
    prefecture = office.prefecture[:1].lower() + office.prefecture[1:]
    address, months = ", ".join(office.postal_address), office.rules.retention_months
    return (
        "Vos données.",
        (
            f"Les informations saisies sont enregistrées par la {prefecture} pour gérer votre "
            "rendez-vous (mission d'intérêt public, article 6-1 e du RGPD). Elles sont lues par "
            f"les seuls agents chargés de ce service et effacées {months}{NBSP}mois après la date "
            "du rendez-vous. Vous pouvez demander l'accès, la rectification, l'effacement ou la "
            f"limitation en écrivant à la préfecture ({address}). Contact pour ces questions : "
            f"{office.privacy_contact}. Vous pouvez aussi saisir la CNIL (cnil.fr)."
        ),
    )


def heading_for(label: str, *, neutral: bool) -> str:
    """Head the situation's list; `neutral` keeps a private situation's name off the paper."""
    return OTHER_DOCUMENTS if neutral else SITUATION_DOCUMENTS.format(label=label)


def list_as_of(day: date) -> str:
    """Say on which day the list was last confirmed."""
    return AS_OF.format(day=plain_date(day))


def fee(amount_eur: int | None) -> str:
    """Say what the tax stamps cost, None when the office must say."""
    if amount_eur is None:
        return FEE_UNKNOWN
    return FEE.format(amount=amount_eur) if amount_eur else FEE_FREE


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
