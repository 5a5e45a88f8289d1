"""The words of the e-mails, in French: the only binding text. Other languages stand beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from rdv_tui.domain.office import Office
from rdv_tui.locales.dates import long_date, spoken_hour
from rdv_tui.locales.delivery.letter import REFERENCE
from rdv_tui.locales.spacing import NBSP


@dataclass(frozen=True, slots=True)
class MailWords:
    """One language's words.

    `leads` and `reasons` are by the codes of a message and of a cancellation; `{previous}`,
    `{deadline}` and `{phone}` are filled in. `locale` is Babel's.
    """

    locale: str
    heading: str
    leads: Mapping[str, str]
    reasons: Mapping[str, str]
    no_longer: str
    kept_until: str
    answer: str
    day: str
    hour: str
    place: str
    counter: str
    letter: str
    in_person: str
    cannot_come: str
    moment: str = "{day}, {hour}"


FRENCH = MailWords(
    locale="fr",
    heading="",
    leads={
        "booked": "Votre rendez-vous est enregistré.",
        "moved": "Votre rendez-vous a été déplacé. En voici la nouvelle date.",
        "cancelled": "Le rendez-vous ci-dessous est annulé : ne vous présentez pas.",
        "proposed": "Vous êtes sur la liste d'attente : une place est libre pour vous.",
        "reminder": "Votre rendez-vous approche.",
        "letter": "Voici de nouveau la convocation à votre rendez-vous.",
    },
    reasons={
        "applicant": (
            "Il est annulé à votre demande. Si vous n'avez rien demandé, appelez le {phone}."
        ),
        "office": "La préfecture a dû l'annuler. Pour un autre rendez-vous, appelez le {phone}.",
        "duplicate": "Il faisait double emploi avec un autre rendez-vous.",
        "not_eligible": (
            "Cette démarche ne relève pas de ce guichet. Pour savoir où la faire, ou pour un autre "
            "rendez-vous, appelez le {phone}."
        ),
    },
    no_longer="Il n'a plus lieu à la date annoncée auparavant : {previous}.",
    kept_until="Cette place vous est gardée jusqu'à cette date : {deadline}.",
    answer="Pour l'accepter ou la refuser, appelez le {phone} avec la référence.",
    day="Date",
    hour="Heure",
    place="Lieu",
    counter="Guichet",
    letter=(
        "Votre convocation est jointe (PDF). Imprimez-la et apportez-la avec votre dossier "
        "complet, originaux et copies."
    ),
    in_person="Présentez-vous personnellement, dix minutes avant l'heure.",
    cannot_come="Si vous ne pouvez pas venir, prévenez le bureau au {phone}.",
    moment="{day} à {hour}",
)

SUBJECTS = {
    "booked": "Convocation : {when}",
    "moved": "Rendez-vous déplacé : {when}",
    "cancelled": "Rendez-vous annulé : {when}",
    "proposed": "Une place est libre : {when}",
    "reminder": "Rappel de votre rendez-vous : {when}",
    "letter": "Votre convocation : {when}",
}
GREETING = "Madame, Monsieur,"
PERSON = "Personne convoquée"
AUTOMATIC = "Message envoyé automatiquement."
ANSWERS_GO_TO = "Vous pouvez y répondre."
NO_ANSWER = "N'y répondez pas : personne ne lirait votre réponse."
EVENT = "Rendez-vous à la préfecture"


def subject(kind: str, start: datetime) -> str:
    """Write the subject: what happened, and when the appointment is."""
    when = FRENCH.moment.format(day=long_date(start.date()), hour=hour_text(start))
    return SUBJECTS[kind].format(when=when)


def hour_text(start: datetime, texts: MailWords = FRENCH) -> str:
    """Write an hour: « 9 h 30 » in French, « 09:30 » as every other language reads it.

    With plain spaces: Python's e-mail headers lose one beside a no-break space when they fold.
    """
    return spoken_hour(start).replace(NBSP, " ") if texts is FRENCH else f"{start:%H:%M}"


def event_description(reference: str, office: Office) -> str:
    """Say in a calendar what to do with the appointment."""
    return f"{REFERENCE} {reference}. {FRENCH.in_person} {office.cancel_how}"
