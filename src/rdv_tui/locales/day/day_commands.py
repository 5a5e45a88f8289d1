"""The commands of the day of all counters, declared once, in the order of the footer."""

from rdv_tui.locales.command import Command, unlisted

CHECK_IN = Command(
    "check_in", "a", "Arrivée", "Noter que la personne est là (le jour du rendez-vous)."
)
CALL_NEXT = Command(
    "call_next", "n", "Appeler suivant", "Appeler la personne suivante à votre guichet."
)
RECEIVE = Command("receive", "f", "Reçu", "Dossier déposé et complet : fini.")
INCOMPLETE = Command(
    "incomplete", "i", "Incomplet", "Dossier incomplet : cocher les pièces qui manquent."
)
RECALL = Command(
    "recall", "r", "Appeler", "Rappeler la personne, ou appeler celle-ci hors de son tour."
)
PUT_BACK = Command("put_back", "p", "En attente", "Appelée et pas venue : remettre en attente.")
HAND_OVER = Command("hand_over", "h", "Autre guichet", "Passer la personne à un autre guichet.")
NO_SHOW = Command("no_show", "x", "Absent", "Noter que la personne n'est pas venue.")
LEAVE = Command("leave", "q", "Parti", "Noter que la personne, venue, est partie sans être reçue.")
TAKE_BACK = Command("take_back", "z", "Défaire", "Effacer l'arrivée, ou rouvrir ce qui est fini.")
OPEN_CARD = Command("day_card", "enter", "Fiche", "Ouvrir la fiche du rendez-vous.", "open_card")
BOOK_HERE = Command(
    "book_here",
    "m",
    "Réserver",
    "Commencer un rendez-vous sur la place libre choisie (Entrée aussi).",
)
SCAN = Command("scan", "s", "Scanner", "Noter une arrivée par sa référence, scannée ou tapée.")
CHOOSE_COUNTER = Command(
    "choose_counter", "c", "Mon guichet", "Choisir le guichet pour lequel vous appelez."
)
DAY_AFTER = Command(
    "day_after", "shift+right,right_square_bracket", "Suivant", "Aller au jour suivant.", "turn(1)"
)
DAY_BEFORE = Command(
    "day_before",
    "shift+left,left_square_bracket",
    "Précédent",
    "Aller au jour précédent.",
    "turn(-1)",
)
UNFOLD = unlisted("unfold", "u", "Dérouler", "Montrer ce qui est passé, ou le replier.")
DAY_TODAY = Command("day_today", "t", "Aujourd'hui", "Revenir à aujourd'hui.")
DAY_GO_TO = Command(
    "day_go_to", "g", "Date…", "Aller à une date tapée : 1/12, 01122026, 2026-12-01."
)
DAY_SHEETS = Command(
    "day_sheets", "d", "Feuilles", "Imprimer une feuille par guichet pour ce jour."
)
ARRIVAL_LIST = Command(
    "arrival_list", "l", "Liste", "Imprimer la liste d'accueil de ce jour, par nom."
)
NEXT_SHEETS = unlisted(
    "next_sheets", "D", "Feuilles de demain", "Imprimer celles du prochain jour ouvert."
)
FIGURES = Command("open_figures", "b", "Bilan", "Les chiffres, semaine par semaine.")
RESALE = unlisted(
    "open_resale",
    "v",
    "Reventes",
    "Annulations dont la plage a été réservée par un autre dans les minutes suivantes.",
)
EXPORT = Command("export", "e", "Exporter", "Enregistrer la journée : tableau CSV, agenda.")
SAVE_FIGURES = Command("save_figures", "e", "Exporter", "Enregistrer le bilan : tableau CSV.")
CELL_DOWN = unlisted("cell_down", "down", "Descendre", "Place suivante.", "by('lines', 1)")
CELL_UP = unlisted("cell_up", "up", "Monter", "Place précédente.", "by('lines', -1)")
CELL_RIGHT = unlisted("cell_right", "right", "Droite", "Guichet suivant.", "by('columns', 1)")
CELL_LEFT = unlisted("cell_left", "left", "Gauche", "Guichet précédent.", "by('columns', -1)")
PAGE_DOWN = unlisted("cell_page_down", "pagedown", "Page suivante", "Un écran plus bas.", "page(1)")
PAGE_UP = unlisted("cell_page_up", "pageup", "Page précédente", "Un écran plus haut.", "page(-1)")
DAY_START = unlisted("day_start", "home", "Début", "Première place du jour.", "go_to_end(-1)")
DAY_END = unlisted("day_end", "end", "Fin", "Dernière place du jour.", "go_to_end(1)")
