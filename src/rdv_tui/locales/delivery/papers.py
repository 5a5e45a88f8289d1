"""The words of the papers beside the letter: checklist, routing sheet, help sheet."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from rdv_tui.domain.office import Office
from rdv_tui.domain.permit_kinds import PermitKind
from rdv_tui.domain.permits import Verdict, VerdictCode
from rdv_tui.domain.situations import Filing, Route, Situation
from rdv_tui.locales import law
from rdv_tui.locales.booking import rules
from rdv_tui.locales.dates import moment, plain_date
from rdv_tui.locales.fees import fee

CODE = "Code QR : {content}"
SPECIMEN = "SPÉCIMEN"
SPECIMENS = "Spécimens"
"""The folder of a trial's papers, in that of the letters."""
CHECKLIST = "Documents à réunir"
CHECKLIST_SUBJECT = "Pièces du dossier de renouvellement d'un titre de séjour"
FREE_BOOKING = (
    "Le rendez-vous est gratuit. Aucune société n'est agréée pour en proposer. "
    "Un dossier par personne, complet, originaux et copies."
)
ROUTING = "Où se fait votre démarche"
ROUTING_ONLINE = "Votre démarche se fait en ligne"
_YOUR_SITUATION, _SAID, _ANSWER, _WHEN = "Votre situation", "Vous avez dit", "Réponse", "Quand"
HELP = "Je n'arrive pas à effectuer la démarche"

_WHERE = {
    Route.ONLINE: (
        "Aucun rendez-vous à la préfecture n'est à prendre pour cette démarche : il serait refusé.",
        "Sur le site de l'administration numérique des étrangers en France (ANEF) :",
        rules.ONLINE_SITE,
    ),
    Route.BY_POST: ("Par courrier, avec le dossier complet.",),
    Route.ELSEWHERE: ("Pas à ce guichet.",),
    Route.IN_PERSON: ("Au guichet de la préfecture, sur rendez-vous.",),
}
_PREPARE_ONLINE = (
    "Le numéro étranger (dix chiffres) et la date de fin de validité du titre.",
    "Une adresse de courriel que vous consultez.",
    (
        "Une photographie numérique avec signature (code e-photo, en cabine ou chez un photographe "
        "agréé ; valable six mois, utilisable une seule fois)."
    ),
    "Les documents numérisés, lisibles, un fichier par document.",
)


_WRITES = 23
"""The row of the table of facts that sends to free advice, then to the office by letter."""


MISSING = "Ce qui manque à votre dossier"
MISSING_FILE = "pieces-manquantes-{reference}.pdf"
_TO_BRING, _COME_BACK = "À apporter", "Pour finir votre demande"


def missing_sections(
    missing: Sequence[str], again: datetime | None
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what to bring, and when: `again` is the next appointment, None when there is none."""
    when = (
        f"Votre prochain rendez-vous : {moment(again)}."
        if again is not None
        else "Vous n'avez pas encore d'autre rendez-vous : demandez-le avant de partir."
    )
    keep = "Apportez aussi tout votre dossier, originaux et copies, et la convocation."
    return (
        (_TO_BRING, tuple(f"– {one}" for one in missing)),
        (_COME_BACK, (when, keep)),
    )


def routing_title(situation: Situation) -> str:
    """Return the sheet's title."""
    return ROUTING_ONLINE if situation.route is Route.ONLINE else ROUTING


def routing_sections(
    situation: Situation, office: Office
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the sheet's sections. What papers do not name leaves no trace of what it is.

    Of a sensitive situation not even what it asks for, or costs, is told.
    """
    known, online = not situation.sensitive, situation.route is Route.ONLINE
    law_of_it = f"Textes : {situation.legal_basis}."
    why = (situation.label, situation.advice, law_of_it) if not situation.unnamed else ()
    site = (situation.site,) if situation.site and known else ()
    writes = situation.route is Route.ELSEWHERE and known and _WRITES in situation.law
    where = _WHERE[situation.route]
    if situation.where:
        where = (situation.where.format(address=", ".join(office.postal_address)),)
    sections = (
        (_YOUR_SITUATION, tuple(filter(None, why))),
        (
            "Où faire la démarche",
            (*where, *site, *((rules.advice_first(office),) if writes else ())),
        ),
        (_WHEN, _delay(situation, office) if online else ()),
        (
            "À préparer",
            (*(_PREPARE_ONLINE if online else ()), *(situation.documents if known else ())),
        ),
        ("Ce que valent vos papiers", _worth(situation)),
        (
            "Ce que cela coûte",
            tuple(filter(None, (fee(situation, office.rules) if known else "",))),
        ),
        (
            "En cas de difficulté",
            (
                (
                    f"Centre de contact citoyen : {office.help_phone}, appel gratuit. Point "
                    "d'accueil numérique de la préfecture, sur rendez-vous."
                ),
                *((law.SUBSTITUTION_LAST.say(),) if online else ()),
            ),
        ),
    )
    return tuple((heading, lines) for heading, lines in sections if lines)


def _delay(situation: Situation, office: Office) -> tuple[str, ...]:
    """Return until when to file online, where the law has a delay."""
    verdict = Verdict(VerdictCode.ONLINE)
    said = rules.online_delay(verdict, office, situation, None, date.min)
    return tuple(filter(None, (" ".join(filter(None, said)),)))


def _worth(situation: Situation) -> tuple[str, ...]:
    """Return what papers prove, and allow, while an application is looked at."""
    renewed = situation.filing in {Filing.ONLINE, Filing.ONLINE_RESIDENT}
    online = (law.ONLINE_PROOF, law.ONLINE_EXTENSION) if renewed else ()
    named = (law.PROTECTED_AT_ONCE, law.RECEIPT_PRESENCE, law.RECEIPT_WORK)
    told = (*online, *(one for one in named if one.row in situation.law))
    return tuple(one.say() for one in told)


REFUSAL_TITLES: Mapping[VerdictCode, str] = {
    VerdictCode.ONLINE: ROUTING_ONLINE,
    VerdictCode.BY_POST: "Votre démarche se fait par courrier",
    VerdictCode.ELSEWHERE: ROUTING,
    VerdictCode.TOO_EARLY: "Vous pourrez réserver plus tard",
    VerdictCode.TOO_LATE: "Ce module ne prend plus votre réservation",
}


def said(
    situation: Situation | None,
    kind: PermitKind | None,
    expires: date | None,
    postal_code: str,
    today: date,
) -> tuple[str, ...]:
    """Return what the person said, one fact a line; a private situation is not named."""
    facts = (
        ("Situation", situation.label if situation and not situation.unnamed else ""),
        ("Titre", kind.label if kind else ""),
        ("Fin de validité", plain_date(expires) if expires else ""),
        ("Code postal", postal_code),
        ("Demandé le", plain_date(today)),
    )
    return tuple(f"{name} : {value}." for name, value in facts if value)


def refusal_sections(
    said: tuple[str, ...], message: str, situation: Situation | None, office: Office
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the sections of a refusal's sheet: what was said, the answer, where to go."""
    routing = routing_sections(situation, office) if situation else ()
    sends_away = situation is not None and situation.route is not Route.IN_PERSON
    # What was said and the answer stand for the situation, its reasons and its delay.
    where = tuple(one for one in routing if one[0] not in {_YOUR_SITUATION, _WHEN})
    return ((_SAID, (" ".join(said),)), (_ANSWER, (message,)), *(where if sends_away else ()))


def no_dossier(office: Office, unread: str = "") -> str:
    """Say where the form comes from when the office put none here; `unread` is no PDF file."""
    wrong = f"« {unread} » n'est pas un PDF lisible. " if unread else ""
    site = f" {office.dossier_site}" if office.dossier_site else ""
    return f"{wrong}Dossier non disponible à ce poste : {office.dossier_how}{site}"


def as_of(day: date, *, verified: bool) -> str:
    """Say on which day the guide was confirmed, and that an entry still has to be."""
    text = f"Informations connues au {plain_date(day)}."
    return text if verified else f"{text} À confirmer par le bureau."


# -- a paper read on the screen
ON_SCREEN = "{title}, page {page} sur {pages}"
PAGE_ENDS = " page {page} "
LETTER = "Convocation"
READING = "La convocation se prépare…"
RIGHT_TO_LEFT = (
    "Cette page est en arabe, qui s'écrit de droite à gauche : elle se lit sur le papier."
)
