"""The words of hours and closures: what is refused and why, the preview, the screens."""

from collections.abc import Mapping, Sequence
from datetime import date, time

from rdv_tui.domain.office import COUNTER_NUMBERS, Closure, Opening
from rdv_tui.domain.opening_hours import (
    MAX_CLOSURE_REASON,
    SLOT_MINUTES_RANGE,
    ChangeProblem,
    HoursChange,
    WeeklyHours,
    weekly_hours,
)
from rdv_tui.errors import UsageError
from rdv_tui.locales.dates import days_words, plain_date, short_date, table_hour
from rdv_tui.locales.numbers import counted

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

# -- the field's names, as the forms show them
LABELS: Mapping[str, str] = {
    "counter": "Guichet",
    "weekdays": "Jours",
    "start": "À partir de",
    "end": "Jusqu'à",
    "valid_from": "Valable du",
    "valid_until": "Valable jusqu'au",
    "first": "Premier jour",
    "last": "Dernier jour",
    "reason": "Motif",
    "slot_minutes": "Durée d'une plage",
}
OPENING_HINTS: Mapping[str, str] = {
    "weekdays": "lun-ven, ou lun mar jeu",
    "valid_from": "vide : déjà",
    "valid_until": "vide : sans fin",
    "slot_minutes": "vide : celle du bureau",
}
SLOT_HINTS: Mapping[str, str] = {
    "slot_minutes": "minutes",
    "first": "1/4, lundi…",
    "counter": "vide : tous",
}
CLOSURE_HINTS: Mapping[str, str] = {
    "last": "vide : un seul jour",
    "counter": "vide : tous",
    "start": "vide : toute la journée",
    "end": "vide : toute la journée",
    "reason": "vu des agents",
}
END_HINTS: Mapping[str, str] = {"last": "31/12, vendredi…"}

# -- what is wrong with a field, and what to do
_PROBLEMS: Mapping[tuple[str, str], str] = {
    ("counter", "unknown_counter"): "ce guichet n'existe pas : prenez l'un de ceux du bureau.",
    ("counter", "out_of_range"): (
        f"un guichet porte un numéro de {COUNTER_NUMBERS.start} à {COUNTER_NUMBERS.stop - 1}."
    ),
    ("last", "counter_past"): "ce jour est passé : au plus tôt, le guichet s'arrête ce soir.",
    ("end", "end_before_start"): "l'heure de fin doit venir après l'heure de début.",
    ("end", "too_short"): "aucune plage ne tient dans ces heures : allongez-les.",
    ("end", "past"): "cette heure est déjà passée aujourd'hui : une fermeture se pose à l'avance.",
    ("valid_until", "end_before_start"): "la fin de validité doit venir après son début.",
    ("valid_until", "past"): "cette date est passée : ces horaires ne serviraient jamais.",
    ("first", "slots_past"): "ce jour est passé : la durée change aujourd'hui au plus tôt.",
    ("first", "past"): "ce jour est passé : une fermeture se pose pour aujourd'hui ou plus tard.",
    ("last", "past"): "ce jour est passé : une fermeture se pose pour aujourd'hui ou plus tard.",
    ("last", "end_before_start"): "le dernier jour doit venir après le premier.",
    ("reason", "missing"): "indiquez pourquoi : les agents le verront sur ces jours.",
    ("reason", "too_long"): f"au plus {MAX_CLOSURE_REASON} signes.",
    ("slot_minutes", "out_of_range"): (
        f"entre {SLOT_MINUTES_RANGE.start} et {SLOT_MINUTES_RANGE.stop - 1} minutes."
    ),
}
OVERLAP = "ces heures croisent celles du {other} : modifiez plutôt celles-là."
ALREADY_CLOSED = "c'est déjà fermé alors ({other})."
NOT_A_DATE = "« {typed} » n'est pas une date : par exemple 1/12, 01122026 ou 2026-12-01."
NOT_AN_HOUR = "« {typed} » n'est pas une heure : par exemple 9h, 9:30 ou 0930."
NOT_DAYS = "« {typed} » ne désigne pas de jours : par exemple lun-ven, ou lun mar jeu."
NOT_A_NUMBER = "« {typed} » n'est pas un numéro de guichet."
NOT_MINUTES = "« {typed} » n'est pas un nombre de minutes."
MISSING = "à remplir."


def problem_sentence(fault: ChangeProblem) -> str:
    """Return why a field is refused, and what to do, without the field's name."""
    if fault.code == "overlap":
        assert isinstance(fault.other, Opening)
        return OVERLAP.format(other=opening_words(fault.other))
    if fault.code == "already_closed":
        assert isinstance(fault.other, Closure)
        return ALREADY_CLOSED.format(other=fault.other.reason)
    return _PROBLEMS[fault.field, fault.code]


def invalid_change(faults: Sequence[ChangeProblem]) -> UsageError:
    """Refuse a change that makes no sense; every wrong field with its sentence."""
    fields = {fault.field: problem_sentence(fault) for fault in faults}
    text = " ".join(f"{LABELS[name]} : {sentence}" for name, sentence in fields.items())
    return UsageError("invalid_fields", text, fields=fields)


# -- hours in words
def hours_words(start: time | None, end: time | None) -> str:
    """Write the part of the day: « 09:00–12:00 », « toute la journée »."""
    if start is None and end is None:
        return "toute la journée"
    if end is None:
        assert start is not None
        return f"à partir de {table_hour(start)}"
    return (
        f"jusqu'à {table_hour(end)}" if start is None else f"{table_hour(start)}–{table_hour(end)}"
    )


def counter_words(counter: int | None) -> str:
    """Write which counter: « guichet 2 », « tous les guichets »."""
    return "tous les guichets" if counter is None else f"guichet {counter}"


def listed(counters: Sequence[int]) -> str:
    """Write counters in a row: « 1, 2, 3 »."""
    return ", ".join(map(str, counters))


def validity_words(start: date | None, end: date | None) -> str:
    """Write from when to when hours hold: « depuis toujours, sans fin » is « toujours »."""
    if start is None and end is None:
        return "toujours"
    if end is None:
        assert start is not None
        return f"dès le {plain_date(start)}"
    if start is None:
        return f"jusqu'au {plain_date(end)}"
    return f"du {plain_date(start)} au {plain_date(end)}"


def opening_words(one: Opening) -> str:
    """Write one opening: « guichet 1, mardi 09:00–12:00 »."""
    times = hours_words(one.start, one.end)
    return f"{counter_words(one.counter)}, {WEEKDAYS[one.weekday]} {times}"


def week_words(week: WeeklyHours) -> str:
    """Write a line of the weekly hours: « guichet 1, lun.–ven. 09:00–12:00 »."""
    times = hours_words(week.start, week.end)
    return f"{counter_words(week.counter)}, {days_words(week.weekdays)} {times}"


def span_words(first: date, last: date) -> str:
    """Write the days of a closure: « mar. 1er déc. », « mar. 1er déc. – ven. 4 déc. »."""
    return short_date(first) if first == last else f"{short_date(first)} – {short_date(last)}"


def closure_words(one: Closure) -> str:
    """Write a closure: « mar. 1er déc., guichet 2, toute la journée : formation »."""
    times = hours_words(one.start, one.end)
    days = span_words(one.first, one.last)
    return f"{days}, {counter_words(one.counter)}, {times} : {one.reason}"


# -- what a change does
def places(count: int, verb: str) -> str:
    """Count places with what becomes of them: « 24 places disparaissent »."""
    if count == 0:
        return f"aucune place n'{verb}ît" if verb == "appara" else f"aucune place ne {verb}ît"
    return f"1 place {verb}ît" if count == 1 else f"{count} places {verb}issent"


def persons(count: int) -> str:
    """Count the persons: « 12 personnes concernées »."""
    if count == 0:
        return "personne n'est concerné"
    return counted(count, "personne concernée")


def effect_words(appear: int, go: int, concerned: int, holds: int, new: Sequence[int] = ()) -> str:
    """Say what a change does, in one line; `new` are counters that it opens for the first time."""
    lines = [NEW_COUNTER_LINE.format(counter=counter) for counter in new]
    if appear:
        lines.append(places(appear, "appara"))
    if go or not appear:
        lines.append(places(go, "dispara"))
    lines.append(persons(concerned))
    if holds:
        lines.append(HOLDS_ONE if holds == 1 else HOLDS.format(count=holds))
    return ", ".join(lines)


def returning_words(count: int) -> str:
    """Say how many may go back to the place that they had before."""
    people = counted(count, "personne")
    verb = "peut" if count == 1 else "peuvent"
    return f"{people} {verb} retrouver l'ancienne place"


def kept_hint(count: int) -> str:
    """Remind that old places are kept for those who may go back to them."""
    return f"{returning_words(count)}, gardée quelques heures. Touche r."


NEW_COUNTER_LINE = "nouveau guichet {counter}"
HOLDS_ONE = "1 réservation en cours perd sa place"
HOLDS = "{count} réservations en cours perdent leur place"


FROM_ANYWHERE = "^l, puis r"


def displaced_hint(count: int, keys: str = "r") -> str:
    """Remind that persons still stand where nobody will receive them; `keys` lead to them."""
    people = counted(count, "personne")
    return f"{people} à replacer : rendez-vous hors des horaires. Touche {keys}."


# -- the screens
TITLE = "Horaires"
LOADING = "Lecture des horaires…"
FOOT = "↑↓ choisir"
SLOTS = "Plages de {minutes} minutes · places ouvertes jusqu'au {day}"
SLOTS_NONE = "Plages de {minutes} minutes · aucune place ouverte"
OPENINGS = "Horaires de la semaine"
NO_OPENING = "Aucun horaire : n pour ouvrir un guichet."
CLOSURES = "Fermetures à venir"
NO_CLOSURE = "Aucune fermeture prévue : f pour fermer un guichet ou le bureau."
HOLIDAYS = "Jours fériés à venir"
OWN_SLOTS = "plages de {minutes} min"
OVER = "terminé"

NEW_CLOSURE = "Nouvelle fermeture"
CHANGED_CLOSURE = "Modifier la fermeture"
NEW_OPENING = "Nouvel horaire"
CHANGED_OPENING = "Modifier l'horaire"
NEW_COUNTER = "Nouveau guichet"
END_COUNTER = "Fin du guichet {counter}"
IS_NEW = "nouveau (existants : {known})"
WEEK_TYPED = "lun mar mer jeu ven"
END_FOOT = (
    "Ses horaires s'arrêtent ce jour-là. Rien n'est enregistré avant l'aperçu : qui avait "
    "rendez-vous ensuite y est montré d'abord, avec une autre place."
)
SLOT_LENGTH = "Durée d'une plage"
ALL, ALL_COUNTERS = "tous", "tout le bureau"
FORM_FOOT = "Rien n'est enregistré avant l'aperçu : Entrée d'un champ à l'autre, F10 pour le voir."
FORM_LEAVE = "Fermer sans aperçu ? Ce qui a été saisi ici sera perdu."
PREVIEWING = "Calcul de ce que cela change…"
MINUTES = "minutes"
SAME = "Rien n'est changé."

NOTHING_TO_TAKE_BACK = "Aucun changement à reprendre."
PREVIEW = "Aperçu"
REPLACING = "À replacer"
PLACE_NOW, WHO, REACH = "Place actuelle", "Nom, prénoms", "Joindre"
PLACE_NEW, TOLD_BY = "Nouvelle place", "Prévenir"
DISPLACED_FOOT = "{count} au total"
NOBODY = "Personne n'est concerné : F10 enregistre."
NOBODY_LEFT = "Plus personne à replacer."
NO_PLACE = "aucune place"
NO_PLACE_HINT = "Aucune place libre : cherchez (m), ou attendez de nouvelles plages."
STAYS: Mapping[str, str] = {"here": "présent, reste", "on_the_way": "en route, reste"}
STAYS_HINT: Mapping[str, str] = {
    "here": "Déjà là, et aucun guichet n'est ouvert à cette heure : à voir avec la personne.",
    "on_the_way": "Sans doute en route, et aucun guichet n'est ouvert à cette heure : appelez.",
}
PRESENCE: Mapping[str, str] = {"here": "présent, ", "on_the_way": "en route, "}
TAKES_OVER = "guichet {counter}"
TAKES_OVER_HINT = "même heure au guichet {counter}, en plus de ses places s'il le faut"
OLD_PLACE = "son ancienne place, gardée pour cette personne"
KEEPS_DATE = "garde sa date"
KEEPS_DATE_HINT = (
    "Déjà prévenue du déplacement, et trop tard pour le lui dire autrement : sa date tient."
)
TAKEN_OVER = "reprise au guichet {counter}"
SAME_HOUR, SAME_HOUR_SHORT = "même heure, à un autre guichet", "même heure"
PLACE_STATE = "{sign} place {state}"
EXPIRES = "titre jusqu'au {day}"
NO_REACH = "ni téléphone ni courriel : par courrier"
AFTER_EXPIRY = "expiré ce jour-là"
BY_MAIL, BY_CALL, BY_LETTER, NO_NEED = "courriel", "appel", "courrier", "inutile"
STATES: Mapping[str, tuple[str, str]] = {
    "proposed": ("○", "proposée"),
    "accepted": ("✓", "acceptée"),
    "skipped": ("–", "laissée"),
    "moved": ("●", "changée"),
    "refused": ("▲", "à revoir"),
}
ASK_LEFT_ONE = "1 personne ne sera pas déplacée, et restera à replacer. Enregistrer ?"
ASK_LEFT = "{count} personnes ne seront pas déplacées, et resteront à replacer. Enregistrer ?"
NOTHING_ACCEPTED = "Rien n'est accepté : a accepte tout, Entrée accepte une proposition."
WRITING = "Enregistrement…"
MOVING = "Déplacement {done} sur {total}…"
WRITTEN, DONE = "C'est enregistré", "Enregistré · {change}"
MOVED_ONE, MOVED = "1 personne déplacée", "{count} personnes déplacées"
QUEUED_ONE, QUEUED = "1 courriel en file", "{count} courriels en file"
CALLS_ONE, CALLS = "1 appel à faire (F11)", "{count} appels à faire (F11)"
LEFT_ONE, LEFT = "1 personne reste à replacer", "{count} personnes restent à replacer"
PRINT_NOW = " i imprime les convocations."
NO_LETTER = "Personne n'a été déplacé : aucune convocation à imprimer."
PRINTING = "Convocation {done} sur {total}…"
IN_FOLDER = "dans {folder}"
OTHER_SLOT = "Choisir une autre plage"
OTHER_BAND = "{name} · place actuelle : {when}"
GONE = "Cette plage disparaît, ou n'a plus de place libre une fois le changement fait."


def one_or_many(count: int, one: str, many: str) -> str:
    """Return the sentence for one, or for several."""
    return one if count == 1 else many.format(count=count)


def displaced_line(count: int) -> str:
    """Say how many are still displaced."""
    people = counted(count, "personne")
    return (
        f"{people} à replacer : aucun horaire ne couvre plus leur place." if count else NOBODY_LEFT
    )


def done_words(moved: int, mails: int, calls: int, left: int, *, written: bool) -> str:
    """Say what was done, in one line, and what is left."""
    lines = [WRITTEN] if written else []
    if moved:
        lines.append(one_or_many(moved, MOVED_ONE, MOVED))
    if mails:
        lines.append(one_or_many(mails, QUEUED_ONE, QUEUED))
    if calls:
        lines.append(one_or_many(calls, CALLS_ONE, CALLS))
    if left:
        lines.append(one_or_many(left, LEFT_ONE, LEFT))
    return " ; ".join(lines) + "."


def letters_words(printed: int, saved: int, missing: int, folder: str, why: str) -> str:
    """Say how many letters were printed or saved, where, and why not printed."""
    lines = []
    if printed:
        lines.append(counted(printed, "convocation imprimée"))
    if saved:
        lines.append(
            f"{counted(saved, 'convocation enregistrée')} {IN_FOLDER.format(folder=folder)}"
        )
    if missing:
        lines.append(counted(missing, "convocation manquante"))
    line = " ; ".join(lines) + "."
    return f"{line} {why}".strip()


ENDS = "Fin du guichet {counter}, ouvert jusqu'au {day}"


def change_words(change: HoursChange) -> str:
    """Say in one line what a change is: « Fermeture : mar. 1er déc., guichet 2… »."""
    if change.slots is not None:
        length = change.slots
        since = plain_date(length.first)
        return f"Plages de {length.minutes} minutes dès le {since}, {counter_words(length.counter)}"
    if change.ends is not None:
        counter, last = change.ends
        return ENDS.format(counter=counter, day=plain_date(last))
    added, removed = change.added, change.removed
    one = (added or removed)[0]
    if isinstance(one, Closure):
        verb = "Fermeture" if added and not removed else "Fermeture modifiée"
        verb = verb if added else "Réouverture"
        return f"{verb} : {closure_words(one)}"
    lines = [one for one in (added or removed) if isinstance(one, Opening)]
    verb = "Nouvel horaire" if added and not removed else "Horaire modifié"
    verb = verb if added else "Horaire supprimé"
    return f"{verb} : {', '.join(week_words(week) for week in weekly_hours(lines))}"
