"""The words of the lead-times screen."""

from rdv_tui.locales.numbers import counted

TITLE = "Délais de rendez-vous"
LOADING = "Calcul des délais…"
COMPUTED = "Calculé {when}"
NEXT_OPENING = "prochaine ouverture de plages : {at}, pour le {day}"
COLUMNS = ("Situation", "Première plage", "dans", "3e plage", "dans")
DAYS = "{count} j"
NONE = "aucune"
WEEKS = "Places libres par semaine"
HALF_DAYS, MORNING, AFTERNOON = "Par demi-journée", "matin", "après-midi"
NEXT_PLACES = "Prochaines plages libres"
WEEKDAYS = ("lun", "mar", "mer", "jeu", "ven", "sam", "dim")
CLOSED = "–"
HEAT = ("fermé", "complet", "un quart", "la moitié", "trois quarts", "davantage")
NO_WEEK = "fermé"
ONLY_THESE = (
    "Il n'existe pas d'autres plages que celles-ci, et appeler n'en donne pas d'autres. "
    "La 3e plage est la mesure la plus sûre : une seule annulation ne la trompe pas."
)
EMPTY = "Aucune plage libre sur toute la période ouverte."
ALL_ALIKE = "Toutes les situations prennent les mêmes plages : aucune n'attend plus qu'une autre."
ALL_SITUATIONS = "toutes situations"
NO_OPENING = "aucune ouverture de plages prévue"
LINE = "{label} : première plage {first}, 3e plage {third}"
WITH_WAIT = "{slot} (attente {wait})"


def week(free: int, capacity: int) -> str:
    """Say how many places of a week are free."""
    return f"{counted(free, 'libre')} sur {capacity}"
