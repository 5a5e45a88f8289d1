"""The words of the waiting list's screens: the list, the short form, and their keys."""

from collections.abc import Mapping
from datetime import time

from rdv_tui.domain.problems import Problem
from rdv_tui.domain.waiting import Wish
from rdv_tui.locales import fields as field_fr
from rdv_tui.locales.dates import DAYS_SHORT, days_words, plain_date
from rdv_tui.locales.numbers import counted

# -- the list
TITLE = "Liste d'attente"
LOADING = "Lecture de la liste d'attente…"
EMPTY = "Personne n'attend. À l'étape « Plage », l inscrit la personne qu'aucune plage n'arrange."
FILTER = "Filtre : nom, numéro, téléphone"
NOBODY_MATCHES = "Personne sur la liste ne correspond à « {query} ». Éch montre de nouveau tout."
ORDER = "ordre : fin du titre, puis inscription"
WHO, NUMBER, REACH, WHAT = "Nom, prénoms", "N°", "Téléphone", "Situation"
WISH, UNTIL, ASKED_ON, WORD = "Disponible", "Expire", "Depuis", "État"
MASK = "…{last}"
FOOT = ""
NO_PHONE = "sans téléphone"
NO_SITUATION = "–"

WAITS = "attend"
PROPOSED = "{start} · {left}"
TIME_OVER = "sans réponse"
EXHAUSTED = "rien trouvé"
DAYS_OVER = "dates passées"
HOURS_LEFT = "{hours} h"
MINUTES_LEFT = "{minutes} min"

ROW_STATE = "État"
ROW_CALL = "À faire"
ROW_WISHES = "Disponible"
ROW_PHONE = "Téléphone"
ROW_EMAIL = "Courriel"
ROW_NUMBER = "Numéro"
ROW_EXPIRES = "Titre jusqu'au"
ROW_SITUATION = "Situation"
ROW_SINCE = "Inscrit"
SINCE = "{at} par {by}"
STATE_WAITING = "attend une place qui convient ; propositions : {count} sur {most}"
STATE_PAUSED = "attend ; prochaine proposition dès {when} ; propositions : {count} sur {most}"
STATE_PROPOSED = "place gardée : {start}, réponse avant {deadline} ; proposition {count} sur {most}"
STATE_TIME_OVER = "sans réponse à temps ; la place va au suivant"
STATE_EXHAUSTED = (
    "rien trouvé après {count} propositions ou faute de dates : prévenir, puis retirer"
)
STATE_DAYS_OVER = "ses dates sont passées : prévenir, puis retirer ou inscrire de nouveau"
DO_CALL = "appeler, noter la réponse ; déjà {tries}"
DO_CALL_FIRST = "appeler, noter la réponse"

REACHED_LINE = "{name} : joint. Noter la réponse : Entrée accepte et réserver, r refuse."
UNREACHED_LINE = "{name} : pas joint, essai noté. La place reste gardée jusqu'à {deadline}."
REFUSED_LINE = (
    "{name} : refus noté. La place est proposée à la personne suivante, si elle convient."
)
REMOVED_LINE = "{name} : retiré de la liste d'attente."
REMOVE_ASK = "Retirer {name} de la liste d'attente ?"
REMOVE_KEPT_ASK = "Retirer {name} de la liste d'attente ? Sa place du {start} ira au suivant."
BUSY_ASK = (
    "La demande en cours sur ce poste sera abandonnée et sa place rendue. Réserver pour {name} ?"
)


# -- the form
FORM_TITLE = "Inscription en attente"
FORM_FOOT = (
    "Une place qui se libère est gardée {hours} h pour la personne, appelée ou prévenue par "
    "courriel ; {count} propositions au plus, une par jour. F10 inscrit."
)
FORM_LEAVE = "Revenir au calendrier sans inscrire ? Ce qui a été saisi ici sera effacé."
CLOSED = (
    "Aucun jour ni heure d'ouverture entre le {first} et le {last} : aucune place ne serait "
    "proposée."
)
CLOSED_ASK = "{closed} Inscrire quand même ?"
ASKING = "Inscription…"
ASKED = "{name} : inscrit sur la liste d'attente. Aucun rendez-vous n'est réservé."
LABELS: Mapping[str, str] = {
    "first": "Possible du",
    "last": "Jusqu'au",
    "weekdays": "Jours possibles",
    "from_time": "À partir de",
    "until_time": "Avant",
}
HINTS: Mapping[str, str] = {
    "given_names": "vide si un seul nom",
    "phone": "pour être appelé",
    "email": "facultatif",
    "weekdays": "lun-ven, ou lun mar jeu",
    "from_time": "vide : toute heure",
    "until_time": "vide : toute heure",
}

_SENTENCES: Mapping[str, str] = {
    "required": "à remplir pour continuer.",
    "not_a_day": "ce n'est pas une date ; écrivez par exemple 1/12 ou 01122026.",
    "day_is_past": "cette date est passée ; donnez un jour à venir.",
    "not_an_hour": "ce n'est pas une heure ; écrivez par exemple 9h, 9:30 ou 0930.",
    "not_weekdays": "ce ne sont pas des jours ; écrivez par exemple lun-ven, ou lun mar jeu.",
    "before_first": "cette date vient avant la première ; échangez-les.",
    "before_from": "cette heure vient avant la première ; échangez-les.",
    "no_contact": "ni téléphone ni courriel ; il faut l'un des deux pour prévenir la personne.",
}

# -- on the command line
NOBODY = "Personne n'attend."
STATES: Mapping[str, str] = {
    "waiting": WAITS,
    "proposed": TIME_OVER,
    "exhausted": EXHAUSTED,
}


def closed_words(wish: Wish) -> str:
    """Say that the office does not open in a stretch in which somebody would wait."""
    return CLOSED.format(first=plain_date(wish.first), last=plain_date(wish.last))


def closed_ask(wish: Wish) -> str:
    """Ask whether somebody is to wait for days on which the office is closed."""
    return CLOSED_ASK.format(closed=closed_words(wish))


def label(field: str) -> str:
    """Return the name of a field of the form."""
    return LABELS.get(field) or field_fr.LABELS[field]


def sentence(field: str, problem: Problem) -> str:
    """Return which field of the form is wrong, why and what to do, in one French sentence."""
    if field in field_fr.LABELS and problem.code not in _SENTENCES.keys() - {"required"}:
        return field_fr.sentence(field, problem)
    message = _SENTENCES[problem.code].replace(" ;", "\N{NO-BREAK SPACE};")
    return f"{label(field)}\N{NO-BREAK SPACE}: {message}"


def count_waiting(count: int) -> str:
    """Count those on the list."""
    return f"{count} {'attendent' if count > 1 else 'attend'}"


def count_proposed(count: int) -> str:
    """Count the places that are kept."""
    return counted(count, "place proposée")


def count_tries(count: int) -> str:
    """Count the calls made."""
    return counted(count, "appel")


def count_shown(count: int) -> str:
    """Count those whom the filter leaves."""
    return f"filtre : {count} · Éch : tout montrer"


def count_nothing(count: int) -> str:
    """Count those for whom nothing was found."""
    return f"{count} sans rien trouver"


def wishes_words(wish: Wish) -> str:
    """Write when a person can come: « du 30/11 au 18/12, lun.–ven., 09:00–12:00 »."""
    days = "tous les jours" if len(wish.weekdays) == 7 else days_words(sorted(wish.weekdays))
    hours = _hours(wish, "toute heure", f"{wish.from_time:%H:%M}–{wish.until_time:%H:%M}")
    return f"du {wish.first:%d/%m/%Y} au {wish.last:%d/%m/%Y}, {days}, {hours}"


def wishes_short(wish: Wish) -> str:
    """Write the same for a column: « 30/11–18/12 lu–ve 9–12h »."""
    ranks = sorted(wish.weekdays)
    names = [DAYS_SHORT[rank][:2] for rank in ranks]
    run = len(ranks) > 2 and ranks == list(range(ranks[0], ranks[-1] + 1))
    days = f"{names[0]}–{names[-1]}" if run else " ".join(names)
    hours = _hours(wish, "", f"{_hour(wish.from_time)}–{_hour(wish.until_time)}h")
    return f"{wish.first:%d/%m}–{wish.last:%d/%m} {days} {hours}".rstrip()


def _hours(wish: Wish, any_hour: str, span: str) -> str:
    is_any = wish.from_time == time.min and wish.until_time == time.max
    return any_hour if is_any else span


def _hour(at: time) -> str:
    return f"{at.hour}:{at.minute:02d}" if at.minute and at != time.max else f"{at.hour}"


def left_words(seconds: float) -> str:
    """Write how long a place is still kept: « 23 h », « 40 min »."""
    minutes = max(0, int(seconds // 60))
    if minutes >= 120:
        return HOURS_LEFT.format(hours=minutes // 60)
    return MINUTES_LEFT.format(minutes=minutes)
