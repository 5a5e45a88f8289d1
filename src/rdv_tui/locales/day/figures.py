"""The words of the figures, and of the files that leave the desk."""

from collections.abc import Mapping

from rdv_tui.domain.figures import HallFigures, WeekFigures
from rdv_tui.locales.day.day import SHORT_SITUATIONS
from rdv_tui.locales.numbers import counted

TITLE = "Bilan par semaine"
LOADING = "Calcul du bilan…"
NOW = "Aujourd'hui : première plage libre {first}, 3e plage {third}"
NOTHING_F = "aucune"
COLUMNS = (
    "Semaine",
    "RDV",
    "reçus",
    "inc.",
    "abs.",
    "ann.",
    "dépl.",
    "attente",
    "sans place",
    "liste",
)
HEAD_RECEIVED, HEAD_INCOMPLETE = "reçus", "dont incomplets"
HEAD_ABSENT, HEAD_WAIT, HEAD_DAYS = "absents", "attente médiane", "j"
HEAD_NONE = "Le bilan commence à la fin de la première semaine complète."
NOTHING_GIVEN = "–"
UNDER_WAY = "en cours"
SHARES = {1: "Sur la semaine"}
SHARES_MANY = "Sur {count} semaines"
BARS = "Issue des rendez-vous de chaque semaine, sur 100"
BAR_LEGEND = (
    ("█", "$text-success", "reçus"),
    ("▓", "$text-warning", "incomplets"),
    ("▒", "$text-error", "absents, partis"),
    ("░", "$text-muted", "autres (à venir, sans suite)"),
)
CHANNELS = "Réservés {counts}"
REASONS = "Annulés {counts}"
NOTHING = "aucun"
DAYS = "{count} j"
EXPLAINED = (
    "Rendez-vous, issues et annulations : semaine du rendez-vous. Déplacements, recherches sans "
    "place et demandes de liste d'attente : semaine où ils ont été faits. Attente : "
    "nombre médian de jours entre la réservation et le rendez-vous. "
    "Partis : arrivés, et partis sans être reçus ; sans suite : jour passé, rien de noté. "
    "Inc. : dossiers incomplets ; abs. : absents ; ann. : annulés ; dépl. : déplacés."
)
SAVED = "Enregistré : {file}"

CHANNEL_WORDS: Mapping[str, str] = {
    "desk": "au guichet",
    "phone": "au téléphone",
    "kiosk": "à la borne",
}
REASON_WORDS: Mapping[str, str] = {
    "applicant": "par la personne",
    "office": "par le bureau",
    "duplicate": "en double",
    "not_eligible": "hors de ce guichet",
    "unknown": "sans motif",
}

PEOPLE = "Partis, sans suite, venus sans rendez-vous"
PEOPLE_GROUPS = ("avec rendez-vous", "sans rendez-vous")
PEOPLE_COLUMNS = (
    "Semaine",
    "partis",
    "sans suite",
    "venus",
    "reçus",
    "partis",
    "sans suite",
    "orientés",
)
ELSEWHERE = "Orientés {counts}"
ELSEWHERE_WORDS: Mapping[str, str] = {
    "online": "vers une démarche en ligne",
    "to_book": "vers la prise de rendez-vous",
    "by_post": "vers un envoi par courrier",
    "other_office": "vers une autre administration",
    "other": "pour un autre motif",
}
HALL = "En salle : attente et temps au guichet"
HALL_ALL = "avec rendez-vous"
HALL_WALK_INS = "sans rendez-vous"
HALL_COUNTER = "guichet {number}"
HALL_COLUMNS = ("", "visites", "attente", "90 %", "guichet", "90 %")
HALL_EXPLAINED = (
    "Attente : minutes de l'arrivée à l'appel ; guichet : minutes de l'appel à la fin. Médiane, "
    "puis la durée que neuf personnes sur dix n'ont pas dépassée."
)
FIGURES_HALL = "L'attente en salle et le temps au guichet, par situation et par guichet."


def head_over(last: int, before: int) -> str:
    """Say over which weeks the figures at the head go, and against which they are held."""
    over = f"{counted(last, 'semaine complète')}"
    return f"Sur {over}, comparées aux {before} d'avant." if before else f"Sur {over}."


def moved(by: int, unit: str) -> str:
    """Say how far a figure moved: « + 4 points », « – 2 j », « inchangé »."""
    if not by:
        return "inchangé"
    return f"{'+' if by > 0 else '–'} {abs(by)} {'pt' if unit == '%' else unit}"


def hall_name(by: str, code: str) -> str:
    """Say of whom a line of the hall is."""
    if by in {"all", "walk_in"}:
        return HALL_ALL if by == "all" else HALL_WALK_INS
    if by == "counter":
        return HALL_COUNTER.format(number=code)
    return SHORT_SITUATIONS.get(code, code)


# -- files
FIGURES_FILE = "bilan-{day:%Y-%m-%d}.csv"
DAY_FILE = "journee-{day:%Y-%m-%d}.csv"
NAMED_FILE = "journee-{day:%Y-%m-%d}-nominatif.csv"
CALENDAR_FILE = "guichet-{counter}-{day:%Y-%m-%d}.ics"
_ELSEWHERE_COLUMNS: Mapping[str, str] = {
    "online": "demarche_en_ligne",
    "to_book": "prendre_rendez_vous",
    "by_post": "courrier",
    "other_office": "autre_administration",
    "other": "autre_motif",
}
ELSEWHERE_CODES = tuple(_ELSEWHERE_COLUMNS)
FIGURES_HEAD = (
    "semaine",
    "rendez_vous",
    "au_guichet",
    "au_telephone",
    "a_la_borne",
    "recus",
    "incomplets",
    "absents",
    "sans_suite",
    "annules",
    "annules_personne",
    "annules_bureau",
    "annules_double",
    "annules_hors_de_ce_guichet",
    "annules_sans_motif",
    "deplaces",
    "attente_mediane_jours",
    "recherches_sans_place",
    "demandes_liste_attente",
    "partis_sans_etre_recus",
    "sans_rendez_vous",
    "sans_rendez_vous_recus",
    "sans_rendez_vous_partis",
    "sans_rendez_vous_sans_suite",
    "orientes_ailleurs",
    *(f"orientes_{name}" for name in _ELSEWHERE_COLUMNS.values()),
)
DAY_HEAD = (
    "jour",
    "heure",
    "guichet",
    "etat",
    "etat_en_francais",
    "canal",
    "canal_en_francais",
    "situation",
    "arrivee",
    "appel",
    "fin",
    "attente_minutes",
    "duree_au_guichet_minutes",
    "guichet_appel",
    "pieces_manquantes",
    "surnombre",
)
PERSONAL_HEAD = (
    "reference",
    "nom",
    "prenoms",
    "naissance",
    "numero_etranger",
    "titre_jusqu_au",
    "telephone",
    "courriel",
)
OTHER_DOCUMENT = "autre pièce"
CALENDAR_NAME = "Guichet {counter}"
EVENT = "Rendez-vous {reference}"
EVENT_NAMED = "{name} ({reference})"

EXPORT_ASK = "Enregistrer la journée du {day} :"
EXPORTS = (
    "tableau CSV, sans données personnelles",
    "tableau CSV nominatif : noms, numéros, téléphones",
    "agenda (ICS) du guichet {counter}, sans noms",
)
EXPORT_FOOT = "1 à 3, ou ↑↓ et Entrée · Éch : renoncer"

# -- the command line
FIGURES_CSV = "Écrit le tableau dans ce fichier ; - pour la sortie standard."
FIGURES_WEEKS = "Nombre de semaines, la présente en dernier."
DAY_DATE = "Le jour, 2026-12-01 ; par défaut aujourd'hui."
DAY_BY_NAME = "Avec -o : la liste d'accueil, par nom, au lieu des feuilles par guichet."
BY_NAME_ALONE = "ne va qu'avec -o."
DAY_OUTPUT = "Où écrire les feuilles (PDF) ; - pour la sortie standard."
EXPORT_FROM = "Premier jour, 2026-12-01 ; par défaut aujourd'hui."
EXPORT_TO = "Dernier jour ; par défaut le premier."
EXPORT_PERSONAL = "Ajoute les colonnes nominatives."
EXPORT_COUNTER = "L'agenda de ce guichet, pour le premier jour."
EXPORT_OUTPUT = "Où écrire le fichier ; - pour la sortie standard (par défaut)."
LONG_SPAN = "un an au plus à la fois"
WRONG_SPAN = "le dernier jour vient avant le premier"
DAY_LINE = "  {counter} : {counts}"
COUNTER = "guichet {number}"
ANY_COUNTER = "sans guichet"
FREE = "libre"
HELD = "en cours de réservation"
EMPTY_DAY = "Aucune plage ce jour."
CLOSED_DAY = "Fermé : {reason}."
SHEETS_SAVED = "Feuilles enregistrées : {file}"
EXPORT_SAVED = "Fichier enregistré : {file}"


def counts_line(counts: Mapping[str, int], names: Mapping[str, str]) -> str:
    """Return counts by name, most first: « 12 au guichet, 3 au téléphone »."""
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    parts = [f"{count} {names.get(code, code)}" for code, count in ranked if count]
    return ", ".join(parts) or NOTHING


def week_line(week: WeekFigures) -> str:
    """Return a week on one line."""
    parts = (
        counted(week.booked, "rendez-vous"),
        counted(week.done, "reçu"),
        counted(week.incomplete, "incomplet"),
        counted(week.no_show, "absent"),
        counted(week.left, "parti"),
        f"{week.unrecorded} sans suite",
        counted(week.cancellations, "annulé"),
        counted(week.moves, "déplacé"),
        f"{counted(week.failed, 'recherche')} sans place",
        f"{week.walk_ins.came} sans rendez-vous",
        f"{counted(week.walk_ins.sent_elsewhere, 'orienté')} ailleurs",
    )
    return f"{week.monday:%d/%m/%Y} : {', '.join(parts)}"


def hall_line(one: HallFigures) -> str:
    """Return on one line how long people waited and were at the counter."""
    waited, served = one.waited, one.served
    name = hall_name(one.by, one.code)
    if not waited.count:
        return f"{name} : {NOTHING}"
    parts = [f"attente {waited.median} min (90 % : {waited.ninety})"]
    if served.count:
        parts.append(f"au guichet {served.median} min (90 % : {served.ninety})")
    return f"{name} : {counted(waited.count, 'visite')}, {', '.join(parts)}"
