"""The commands of hours and closures, declared once, in the order of the footer."""

from rdv_tui.locales.command import Command

OPEN_HOURS_HERE = Command(
    "hours_here",
    "o",
    "Horaires",
    "Horaires, fermetures, personnes à replacer.",
    "app.open_window('open_hours')",
)

ADD_CLOSURE = Command(
    "add_closure",
    "f",
    "Fermer…",
    "Fermer un guichet ou tout le bureau, un ou plusieurs jours.",
    "add('closure')",
)
REPLACE = Command(
    "open_replace",
    "r",
    "À replacer",
    "Qui n'est plus couvert par un horaire, ou peut retrouver sa place.",
)
ADD_OPENING = Command(
    "add_opening", "n", "Ouvrir…", "Ouvrir un guichet à d'autres heures.", "add('opening')"
)
NEW_COUNTER = Command(
    "new_counter",
    "g",
    "Guichet…",
    "Ajouter un guichet, avec ses premiers horaires.",
    "add('counter')",
)
END_COUNTER = Command(
    "end_counter",
    "t",
    "Fin",
    "Choisir le dernier jour du guichet sous le curseur : ses horaires s'arrêtent là.",
)
EDIT_LINE = Command(
    "edit_line", "enter", "Modifier", "Modifier l'horaire ou la fermeture sous le curseur."
)
REMOVE_LINE = Command(
    "remove_line", "s,delete", "Retirer", "Supprimer l'horaire, ou rouvrir ces jours."
)
TAKE_BACK = Command(
    "take_back",
    "u",
    "Reprendre",
    "Reprendre le dernier changement d'horaires : voir ce que cela fait, et qui peut revenir.",
)
SLOT_LENGTH = Command("slot_length", "d", "Durée", "Changer la durée d'une plage.", "add('slots')")

PREVIEW = Command(
    "preview", "f10", "Aperçu", "Voir ce que cela change, avant d'enregistrer.", "next_step"
)

ACCEPT_ALL = Command("accept_all", "a", "Tout accepter", "Accepter toutes les propositions.")
TAKE_OVER = Command(
    "take_over",
    "g",
    "Autres guichets",
    "Reprendre aux autres guichets : tous ceux du jour, à leur heure, répartis.",
)
ACCEPT = Command("accept", "enter", "Accepter", "Accepter cette proposition, ou revenir dessus.")
OTHER_SLOT = Command(
    "other_slot", "m", "Autre plage", "Choisir une autre plage pour cette personne."
)
SKIP = Command("skip", "s", "Laisser", "Ne pas déplacer cette personne : elle reste à replacer.")
WRITE = Command("write", "f10", "Enregistrer", "Enregistrer, et déplacer qui a été accepté.")
PRINT_LETTERS = Command(
    "print_letters", "i", "Convocations", "Imprimer la convocation de chaque personne déplacée."
)
OPEN_CARD = Command("displaced_card", "c", "Fiche", "Ouvrir la fiche du rendez-vous.", "open_card")
CHOOSE_SLOT = Command(
    "choose_slot", "enter", "Proposer", "Proposer cette plage à la personne.", "pick"
)
