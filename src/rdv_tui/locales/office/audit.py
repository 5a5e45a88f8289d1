"""The words of the audit: reading it, verifying its chain, keeping its end outside."""

from datetime import datetime

from rdv_tui.locales.dates import plain_date

# -- help
SHOW = "Ce qui a été fait : sur une personne, par un agent, un jour. La consultation est notée."
PERSON = "Une référence, ou un numéro étranger."
AGENT = "Seulement ce que cet agent a fait."
DAY = "Seulement ce jour-là : 2026-12-01."
VERIFY = "Suit la chaîne du journal : chaque ligne est-elle ce qui a été écrit ?"
ANCHOR = "Une empreinte notée hors de la base (feuille du jour, courriel) : elle doit s'y trouver."
HEAD = (
    "Le bout de la chaîne, à garder hors de la base : chaque soir dans un fichier ou un courriel."
)

NONE = "Rien au journal."
LINE = "{id:>6}  {at}  {agent} · {action}{reference}{by}"
REFERENCE = " · {0}"
ALLOWED_BY = " · autorisé par {0}"
SOUND = "La chaîne du journal tient : {lines} lignes, dernière empreinte {digest}."
BROKEN = "Le journal n'est pas ce qui a été écrit :"
WITHOUT_ANCHOR = (
    "Qui peut écrire dans le fichier peut tout y changer, journal compris, et refaire la chaîne : "
    "seule une empreinte gardée ailleurs le montre (--anchor)."
)
ANCHOR_UNKNOWN = "Cette empreinte n'est celle d'aucune ligne : le journal a été récrit depuis."
ANCHOR_FOUND = "L'empreinte notée s'y trouve."
NO_ANCHOR = "Une empreinte a de 16 à 64 chiffres hexadécimaux."
ANCHOR_HINT = "Recopiez-la de la feuille du jour, ou de ce que rdv-tui audit head a écrit."
PERSON_HINT = "Donnez une référence de rendez-vous, ou les dix chiffres du numéro étranger."
_HEAD = "{day:%Y-%m-%d %H:%M} {store} ligne {lines} {digest}"
_SHEET = "Journal, ligne {lines} : {digest}."
_DIGITS_ON_PAPER = 32
"""Enough that nobody finds another line with the same beginning."""


def nobody_meant(text: str) -> str:
    """Say that nobody is known by `text`."""
    return f"« {text} » n'est ni une référence ni un numéro étranger."


def head_line(day: datetime, store: str, lines: int, digest: str) -> str:
    """Return the end of the chain on one line, whole."""
    return _HEAD.format(day=day, store=store, lines=lines, digest=digest)


def on_sheet(lines: int, digest: str) -> str:
    """Return the end of the chain as the day sheet has it, in groups that can be copied."""
    shown = digest[:_DIGITS_ON_PAPER]
    groups = " ".join(shown[first : first + 8] for first in range(0, len(shown), 8))
    return _SHEET.format(lines=lines, digest=groups)


def moment_words(at: datetime) -> str:
    """Return when something was done (the office's clock)."""
    return f"{plain_date(at.date())} {at:%H:%M:%S}"
