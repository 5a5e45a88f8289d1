"""Commands of forms, and of step 1 while nothing is typed."""

from rdv_tui.locales.command import unlisted

JUMP = unlisted(
    "jump",
    "ctrl+o",
    "Aller à",
    "Une lettre s'affiche à chaque champ et bouton : la touche suivante y va.",
)
OPEN_DEMO = unlisted(
    "open_demo", "f4", "Démonstration", "S'exercer sur un exemple ; rien n'est enregistré ici."
)
