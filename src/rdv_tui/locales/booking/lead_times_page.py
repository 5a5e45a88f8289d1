"""The words of the page of waiting times."""

from rdv_tui.locales.numbers import counted

TITLE = "Délais de rendez-vous : {bureau}"
AS_OF = "Délais au"
MEANING = (
    "La première plage est celle qui peut être réservée en ce moment. La troisième donne une "
    "mesure plus sûre de l'attente : une seule annulation ne la change pas."
)
BY_SITUATION = "Attente par situation"
BY_WEEK = "Places libres par semaine"
SITUATION_COLUMNS = ("Situation", "Première plage libre", "Troisième plage libre")
WEEK_COLUMNS = ("Semaine", "Places libres")
WEEK_OF = "Semaine du {day}"
NO_SLOT = "aucune plage libre"
NEXT_OPENING = "Prochaine ouverture de plages : {at}, pour le {day}."
NO_OPENING = "Aucune ouverture de plages n'est prévue."
HTML = "Écrit la page « consultez les délais » pour le site de la préfecture (HTML)."


def wait(days: int) -> str:
    """Say how far a slot is: « dans 12 jours »."""
    return "aujourd'hui" if days == 0 else f"dans {counted(days, 'jour')}"
