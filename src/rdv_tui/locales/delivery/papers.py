"""The words of the papers beside the letter: checklist, routing sheet, help sheet."""

from collections.abc import Mapping
from datetime import date

from rdv_tui.domain.office import Office
from rdv_tui.domain.permit_kinds import PermitKind
from rdv_tui.domain.permits import VerdictCode
from rdv_tui.domain.situations import Route, Situation
from rdv_tui.locales import law
from rdv_tui.locales.dates import plain_date

SPECIMEN = "SPÉCIMEN"
SPECIMENS = "Spécimens"
"""The folder of a trial's papers, in that of the letters."""
CHECKLIST = "Documents à réunir"
CHECKLIST_SUBJECT = "Pièces du dossier de renouvellement d'un titre de séjour"
FREE_BOOKING = (
    "Le rendez-vous est gratuit. Aucune société n'est agréée pour en proposer. "
    "Un dossier par personne, complet, originaux et copies."
)
ROUTING = "Votre démarche se fait ailleurs"
ROUTING_ONLINE = "Votre démarche se fait en ligne"
_YOUR_SITUATION, _SAID, _ANSWER = "Votre situation", "Vous avez dit", "Réponse"
HELP = "Je n'arrive pas à effectuer la démarche"
ANEF = "administration-etrangers-en-france.interieur.gouv.fr"

_WHERE = {
    Route.ONLINE: (
        f"Sur le site de l'administration numérique des étrangers en France (ANEF) : {ANEF}",
        "Aucun rendez-vous à la préfecture n'est à prendre pour cette démarche : il serait refusé.",
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


def routing_title(situation: Situation) -> str:
    """Return the sheet's title."""
    return ROUTING_ONLINE if situation.route is Route.ONLINE else ROUTING


def routing_sections(
    situation: Situation, office: Office
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the sheet's sections. A sensitive situation leaves no trace of what it is."""
    known = not situation.sensitive
    why = tuple(
        filter(None, (situation.label, situation.advice, f"Textes : {situation.legal_basis}."))
    )
    online = situation.route is Route.ONLINE
    prepare = _PREPARE_ONLINE if online else ()
    own = situation.documents if known else ()
    sections = (
        (_YOUR_SITUATION, why if known else ()),
        ("Où faire la démarche", _WHERE[situation.route]),
        ("À préparer", (*prepare, *own)),
        (
            "En cas de difficulté",
            (
                f"Centre de contact citoyen : {office.help_phone}, appel gratuit.",
                "Point d'accueil numérique de la préfecture, sur rendez-vous.",
                *((law.SUBSTITUTION_LAST.say(),) if online else ()),
            ),
        ),
    )
    return tuple((heading, lines) for heading, lines in sections if lines)


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
    # What was said and the answer stand for the situation and its reasons.
    where = tuple(section for section in routing if section[0] != _YOUR_SITUATION)
    return ((_SAID, said), (_ANSWER, (message,)), *(where if sends_away else ()))


def as_of(day: date, *, verified: bool) -> str:
    """Say on which day the guide was confirmed, and that an entry still has to be."""
    text = f"Informations connues au {plain_date(day)}."
    return text if verified else f"{text} À confirmer par le bureau."
