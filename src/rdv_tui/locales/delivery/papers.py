"""The words of the papers beside the letter: checklist, routing sheet, help sheet."""

from datetime import date

from rdv_tui.domain.office import Office
from rdv_tui.domain.situations import Route, Situation
from rdv_tui.locales.dates import plain_date

CHECKLIST = "Documents à réunir"
CHECKLIST_SUBJECT = "Pièces du dossier de renouvellement d'un titre de séjour"
FREE_BOOKING = (
    "Le rendez-vous est gratuit. Aucune société n'est agréée pour en proposer. "
    "Un dossier par personne, complet, originaux et copies."
)
ROUTING = "Votre démarche se fait ailleurs"
ROUTING_ONLINE = "Votre démarche se fait en ligne"
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
    prepare = _PREPARE_ONLINE if situation.route is Route.ONLINE else ()
    own = situation.documents if known else ()
    sections = (
        ("Votre situation", why if known else ()),
        ("Où faire la démarche", _WHERE[situation.route]),
        ("À préparer", (*prepare, *own)),
        (
            "En cas de difficulté",
            (
                f"Centre de contact citoyen : {office.help_phone}, appel gratuit.",
                "Point d'accueil numérique de la préfecture, sur rendez-vous.",
                (
                    "Si le téléservice lui-même vous bloque malgré cette aide : dépôt de "
                    "substitution, sur invitation de la préfecture (CESEDA R. 431-2). Gardez les "
                    "preuves du blocage."
                ),
            ),
        ),
    )
    return tuple((heading, lines) for heading, lines in sections if lines)


def as_of(day: date, *, verified: bool) -> str:
    """Say on which day the guide was confirmed, and that an entry still has to be."""
    text = f"Informations connues au {plain_date(day)}."
    return text if verified else f"{text} À confirmer par le bureau."
