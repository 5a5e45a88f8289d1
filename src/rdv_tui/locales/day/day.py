"""The words of the day of all counters."""

from collections.abc import Mapping, Sequence

from rdv_tui.domain.appointment import Status
from rdv_tui.domain.day import Counts, DayPlace
from rdv_tui.locales.numbers import counted
from rdv_tui.locales.states import MARKS

TITLE = "Journée des guichets"
LOADING = "Lecture de la journée…"
RECEPTION = "Sans guichet"
COUNTER = "Guichet {number}"
COUNTER_SHORT = "G{number}"
COUNTER_OWN = "{counter}, le vôtre"
COUNTER_OWN_SHORT = "{counter} (vôtre)"
COUNTER_CLOSED = "{counter} (fermé : {reason})"
COUNTERS = {1: "1 guichet"}
COUNTERS_MANY = "{count} guichets"

NO_DAY = "Le bureau n'ouvre pas ce jour-là."
CLOSED_DAY = "Fermé : {reason}."
NOBODY_MATCHES = "Personne ne correspond à « {query} ». Éch : tout afficher."
EMPTY_HINT = "Maj+→ : jour suivant · g : aller à une date · t : aujourd'hui"
ASK_ELSEWHERE = "{name} est au guichet {counter} : mettre fin à sa visite à sa place ?"
NOTHING_HERE = "Aucun rendez-vous sur cette place."
BUSY_ASK = "La demande en cours sur ce poste sera abandonnée. Nouveau rendez-vous à {slot} ?"
FILTER = "Filtre :"
FILTERED = "filtre « {query} » : {count} · Éch : tout afficher"

SHORT_SITUATIONS: Mapping[str, str] = {
    "SALARIE": "salarié, CDI",
    "TRAVAILLEUR_TEMPORAIRE": "salarié, CDD",
    "ENTREPRENEUR": "entrepreneur",
    "VPF_LIENS": "VPF, liens",
    "VPF_AVANT_13_ANS": "VPF, avant 13 ans",
    "VPF_NE_EN_FRANCE": "VPF, né en France",
    "AES_VPF": "AES, VPF",
    "AES_SALARIE": "AES, salarié",
    "ASE_16_18": "ASE 16-18 ans",
    "CRA1_SALARIE": "algérien, salarié",
    "CRA1_COMMERCANT": "algérien, commerçant",
    "CRA1_VPF": "algérien, VPF",
    "RETRAITE": "retraité",
    "STAGIAIRE": "stagiaire",
    "JEUNE_AU_PAIR": "au pair",
    "CR_PREMIERE": "1re carte de résident",
    "CR_APATRIDE": "apatride",
    "BREXIT": "accord de retrait",
    "SUBSTITUTION_ANEF": "substitution ANEF",
}

# -- what occupies a place, in a word
FREE = "libre"
FREE_LATER = "libre à {hour}"
FREE_ON = "libre le {day}"
KEPT = "libre ({channel})"
UNUSED = "non pris"
HELD = "en cours de réservation"
NOW_ABOVE, NOW_BELOW = "plus haut ↑", "plus bas ↓"
BREAK = "pause"
FOLDED = "↑ {first}–{last}  {counts} · u : dérouler"
NOBODY_BOOKED = "personne"
CHANNELS = {"desk": "guichet", "phone": "téléphone", "kiosk": "borne"}
LATE, LATE_SHORT = "retard {minutes} min", "+{minutes} min"
PERHAPS_ABSENT = "absent ?"
CALLED_BACK = "rappeler"
IN_PROGRESS = "en cours"
AT_COUNTER = "au {counter}"
FOR_COUNTER = "pour {counter}"
DONE = "reçu"
INCOMPLETE = "incomplet"
ABSENT = "absent"
LEFT = "parti"
UNRECORDED = "suite ?"
LAST_DIGITS = "…{digits}"
EXTRA, EXTRA_SHORT = "surnombre", "surn."
COUNTERS_SHOWN = "{first}–{last}/{count}"
DISPLACED = "à replacer"
DISPLACED_WHY = "À replacer : aucun horaire ne couvre plus ce rendez-vous (o, puis r)."

STATES: Mapping[str, str] = {
    "booked": "à venir",
    "arrived": "présent, attend",
    "in_progress": "en cours",
    "done": "reçu, dossier complet",
    "incomplete": "reçu, dossier incomplet",
    "no_show": "absent",
    "left": "parti sans être reçu",
    "unrecorded": "suite non notée",
}


STATE_WORDS: Mapping[Status, tuple[str, ...]] = {
    Status.BOOKED: ("à venir", "attendu"),
    Status.ARRIVED: ("présent", "attend"),
    Status.IN_PROGRESS: ("en cours",),
    Status.DONE: ("reçu",),
    Status.INCOMPLETE: ("incomplet",),
    Status.NO_SHOW: ("absent",),
    Status.LEFT: ("parti",),
    Status.UNRECORDED: ("sans suite",),
}
"""What finds the people of a state in the filter, from the fourth letter on."""


def waits(minutes: int) -> str:
    """Return how long somebody waits, in hours from an hour on."""
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02}" if hours else f"{rest} min"


# -- the waiting room and the course of the day, beneath a large screen's grid
QUEUE = "Avec rendez-vous, dans l'ordre d'appel"
QUEUE_NOBODY = "Personne n'attend avec un rendez-vous."
QUEUE_MORE = "et {count} de plus"
COURSE, COURSE_BOOKED, COURSE_WAITING = "La journée", "prévus", "en attente"
COURSE_MOST = "{most} au plus"


def queue_counts(count: int, longest: int, median: int) -> str:
    """Return how many wait, and how long."""
    return f"{count} · la plus longue attente {waits(longest)} · médiane {waits(median)}"


def counts(of: Counts) -> tuple[tuple[str, str, str], ...]:
    """Return the counts of a day as (sign, colour, words), in the order of the day's events."""
    states = (
        (Status.BOOKED, f"{of.booked} à venir"),
        (Status.ARRIVED, counted(of.arrived, "présent")),
        (Status.IN_PROGRESS, f"{of.in_progress} en cours"),
        (Status.DONE, counted(of.done, "reçu")),
        (Status.INCOMPLETE, counted(of.incomplete, "incomplet")),
        (Status.NO_SHOW, counted(of.no_show, "absent")),
        *(((Status.LEFT, counted(of.left, "parti")),) if of.left else ()),
        *(((Status.UNRECORDED, f"{of.unrecorded} sans suite"),) if of.unrecorded else ()),
    )
    return (
        *((*_quiet(status, result), result) for status, result in states),
        *((("▲", "$text-warning", f"{of.displaced} {DISPLACED}"),) if of.displaced else ()),
    )


def _quiet(status: Status, words: str) -> tuple[str, str]:
    """Return the sign of a state and its colour, which nothing deserves of which there is none."""
    sign, colour = MARKS[status]
    return (sign, "$text-muted") if words.startswith("0 ") else (sign, colour)


def totals(of: Counts, counters: int) -> str:
    """Return how many counters, appointments and free places a day has."""
    text = COUNTERS.get(counters) or COUNTERS_MANY.format(count=counters)
    return f"{text} · {of.persons} rendez-vous · {counted(of.free, 'place libre')}"


def where(place: DayPlace) -> str:
    """Return the hour and the counter of a place: « 10:30, guichet 2 »."""
    if place.counter is None:
        return f"{place.start:%H:%M}"
    return f"{place.start:%H:%M}, guichet {place.counter}"


# -- beside the board
PANEL_EMPTY = "Aucun rendez-vous sous le curseur."
PERMIT = "titre jusqu'au {day}"
NUMBER = "n° étranger {number}"
BORN = "né(e) le {day}"
ARRIVED = "arrivée à {hour}"
CALLED = "appel à {hour}"
ENDED = "fini à {hour}"
SERVED = "guichet {counter}"
SENT_TO = "attend le guichet {counter}"
MISSING = "Il manque : {documents}"
ACTS = "Possible maintenant :"
NO_ACTS = "Entrée ouvre la fiche : déplacer, annuler, corriger, imprimer."

# -- what was done
DONE_WORDS: Mapping[str, str] = {
    "check_in": "{name} : arrivée notée.",
    "undo_check_in": "{name} : arrivée effacée, personne attendue.",
    "call": "{name} : appelez au guichet {counter}.",
    "recall": "{name} : rappelez.",
    "put_back": "{name} : de nouveau en attente.",
    "hand_over": "{name} : attend le guichet {counter}.",
    "receive": "{name} : dossier reçu.",
    "finish_walk_in": "{name} : visite finie.",
    "incomplete": "{name} : dossier incomplet, {count} à fournir.",
    "incomplete_here": "{name} : dossier incomplet, {count} à fournir. j : papier.",
    "no_show": "{name} : absence notée.",
    "leave": "{name} : départ sans avoir été reçu, noté.",
    "reopen": "{name} : rouvert.",
}
WALK_IN = "{name} (sans rendez-vous, {ticket})"
CHOOSE_COUNTER = "Votre guichet ?"
CHOOSE_OTHER = "Vers quel guichet ?"
COUNTER_KEPT = "Vous appelez pour le guichet {counter}. c : changer."
COUNTER_FOR_NOW = (
    "Vous appelez pour le guichet {counter}. Au prochain démarrage, le poste reprend le guichet "
    "{setting} : c'est son réglage."
)
COUNTER_GONE = "Le guichet {counter} n'est plus ouvert ici. c : choisir le vôtre."
CHOOSE_KEYS = "1 à 9, ou ↑↓ et Entrée · Éch : renoncer"
WHICH_MISSING = "Ce qui manque au dossier de {name}"
MISSING_COUNT = "{count} pièces dans la liste"
TICK_ONE = "Cochez au moins une pièce."
MISSING_KEYS = "Espace : cocher · a : autre · Entrée : noter · Éch : renoncer"
OTHER_MISSING = "Autre pièce, en toutes lettres"
OTHER_MISSING_IS = "Autre : {text}"
OTHER_TOO_LONG = "{most} caractères au plus. Ce qui manque encore, en plus court :"
ASK_OTHER_MISSING = "Ce qui manque encore, et que la liste n'a pas :"
SCAN = "Référence de la personne qui arrive (scanner ou taper, puis Entrée) :"
NO_OTHER_DAY = "Aucun jour ouvert plus loin."
NO_EARLIER_DAY = "Aucun jour ouvert avant celui-ci."
STALE = "Fichier injoignable : cette journée est celle de {hour}. Nouvel essai en cours."
GO_TO_ASK = "Aller à la date (1/12, 01122026, 2026-12-01) :"
LIST = "Liste d'accueil de {day}"
SHEETS = "Feuilles du {day}"


def no_such_setting(counter: int, known: Sequence[int]) -> str:
    """Say that the settings name a counter that the office does not have, and what to do."""
    text = ", ".join(map(str, known))
    return (
        f"Réglage counter : il n'y a pas de guichet {counter} (guichets : {text}). "
        "À corriger ; c, en F5, choisit le vôtre."
    )


def counter_not_kept(reason: str) -> str:
    """Say that the choice of a counter could not be written down."""
    return f"Guichet choisi, mais pas gardé pour le prochain démarrage ({reason})."


def documents(count: int) -> str:
    """Return a number of documents."""
    return counted(count, "pièce")
