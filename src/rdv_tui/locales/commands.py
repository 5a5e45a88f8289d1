"""Every command of the screens, declared once: id, key, label and help.

The binding, the footer and the help screen all come from here. A command's id is also the name of
its action on the screen (`first_free` → `action_first_free`).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a key does. `keys` is comma-separated; the first one is shown as `shown_key`."""

    id: str
    keys: str
    label: str
    help: str
    shown_key: str = ""
    in_footer: bool = True


QUIT = Command(
    "leave_desk",
    "ctrl+q",
    "Quitter",
    "Fermer le guichet ; demande avant de perdre une saisie.",
    "^q",
    False,
)
HELP = Command("help_keys", "f1", "Aide", "Toutes les touches de cet écran.", "F1")
BACK = Command(
    "back", "escape", "Retour", "Revenir à l'étape précédente ; la saisie est gardée.", "Éch"
)
CLOSE = Command("back", "escape", "Fermer", "Revenir à l'écran précédent.", "Éch")
NEW = Command(
    "start_over", "f8", "Nouvelle", "Abandonner cette demande et en commencer une autre.", "F8"
)
RENEW = Command("renew", "f4", "Prolonger", "Garder la place cinq minutes de plus.", "F4")
THEME = Command(
    "next_theme",
    "f9",
    "Couleurs",
    "Passer au thème clair, sombre ou à fort contraste.",
    "F9",
    False,
)

READ_NOTICE = Command("read_notice", "f2", "Notice", "Lire la notice en entier.", "F2")
RESUME = Command(
    "resume", "ctrl+r", "Reprendre", "Reprendre la demande interrompue, avec sa place.", "^r"
)
TICK = Command("tick", "space,enter", "Cocher", "Accepter les conditions.", "Espace")
GO = Command("go", "enter,space", "Valider", "Presser le bouton.", "Entrée")
CONTINUE = Command("next_step", "f10", "Continuer", "Passer à l'étape suivante.", "F10")

FIRST_FREE = Command("first_free", "p", "Première libre", "Aller à la première plage libre.", "p")
NEXT_FREE = Command(
    "next_free", "n", "Suivante", "Aller à la plage libre suivante ; N : la précédente.", "n"
)
PREVIOUS_FREE = Command(
    "previous_free", "N", "Précédente", "Aller à la plage libre précédente.", "N", False
)
HOLD = Command(
    "hold", "enter", "Retenir", "Retenir une place de cette plage et passer à la suite.", "Entrée"
)
NEXT_DAY = Command("next_day", "right", "Jour suivant", "Avancer d'un jour.", "→", False)
PREVIOUS_DAY = Command("previous_day", "left", "Jour précédent", "Reculer d'un jour.", "←", False)
NEXT_HOUR = Command(
    "next_hour", "down,j", "Heure suivante", "Descendre d'une plage dans le jour.", "↓", False
)
PREVIOUS_HOUR = Command(
    "previous_hour", "up,k", "Heure précédente", "Monter d'une plage dans le jour.", "↑", False
)
NEXT_WEEK = Command(
    "next_week", "pagedown,w", "Semaine", "Avancer d'une semaine ; PgPréc ou W : reculer.", "w"
)
PREVIOUS_WEEK = Command(
    "previous_week", "pageup,W", "Semaine précédente", "Reculer d'une semaine.", "W", False
)
NEXT_MONTH = Command("next_month", "m", "Mois", "Avancer d'un mois ; M : reculer.", "m")
PREVIOUS_MONTH = Command("previous_month", "M", "Mois précédent", "Reculer d'un mois.", "M", False)
TODAY = Command("today", "t", "Aujourd'hui", "Revenir à aujourd'hui.", "t")
GO_TO = Command("go_to", "g", "Date…", "Aller à une date tapée : 1/12, 01122026, 2026-12-01.", "g")
SAME_HOUR = Command(
    "same_hour",
    "s",
    "Même heure",
    "Aller au prochain jour libre à la même heure ; S : au précédent.",
    "s",
)
SAME_HOUR_BACK = Command(
    "same_hour_back",
    "S",
    "Même heure avant",
    "Aller au jour libre précédent à la même heure.",
    "S",
    False,
)

OVERBOOK = Command(
    "overbook",
    "o",
    "Surréserver…",
    "Ajouter une place à cette plage complète, sur décision motivée d'un superviseur.",
    "o",
    False,
)

DOCUMENT_SEEN = Command(
    "document_seen",
    "d",
    "Document vu",
    "Identité vérifiée sur un document : titre ou passeport.",
    "d",
)
NUMBER_READ = Command(
    "number_read",
    "t",
    "Numéro lu au téléphone",
    "Identité donnée au téléphone, numéro étranger lu.",
    "t",
)
EDIT_NUMBER = Command("edit_number", "n", "Numéro", "Revenir au numéro étranger.", "n")

BOOK = Command(
    "book", "enter", "Réserver", "Enregistrer le rendez-vous et imprimer la convocation.", "Entrée"
)
FIX_NOTICE = Command(
    "fix_notice", "1", "Situation", "Corriger la situation, le titre ou son expiration.", "1"
)
FIX_SLOT = Command("fix_slot", "2", "Plage", "Choisir une autre plage.", "2")
FIX_SECURITY = Command("fix_security", "3", "Contrôle", "Revoir le contrôle de sécurité.", "3")
FIX_DETAILS = Command("fix_details", "4", "Coordonnées", "Corriger les coordonnées.", "4")

ANOTHER = Command(
    "another", "enter", "Nouveau rendez-vous", "Commencer la demande suivante.", "Entrée"
)
PRINT_AGAIN = Command(
    "print_letter", "i", "Imprimer", "Imprimer la convocation, ou réessayer.", "i"
)
PRINT_LARGE = Command(
    "print_large",
    "g",
    "Gros caractères",
    "Imprimer la convocation en gros caractères (18 points).",
    "g",
)
SAVE_LETTER = Command(
    "save_letter",
    "e",
    "Enregistrer le PDF",
    "Enregistrer la convocation dans un fichier, où vous le dites.",
    "e",
)

YES = Command("yes", "o,y", "Oui", "Répondre oui.", "o")
NO = Command("no", "n,escape", "Non", "Répondre non.", "n")
OPEN_DAY = Command("open_day", "f5", "Journée", "La journée de tous les guichets, en direct.", "F5")
OPEN_GUIDE = Command(
    "open_guide", "f6", "Situation", "Ma démarche en fonction de ma situation.", "F6"
)
OPEN_LEAD_TIMES = Command(
    "open_lead_times", "f7", "Délais", "Délais : première plage libre et places par semaine.", "F7"
)
OPEN_FOLLOW_UP = Command(
    "open_follow_up",
    "f11",
    "Suites",
    "Ce qui reste à faire : appels, courriels en échec ou en attente.",
    "F11",
)
OPEN_PRINTERS = Command(
    "open_printers",
    "ctrl+n",
    "Imprimantes",
    "Choisir l'imprimante de ce poste, son bac, recto ou recto verso.",
    "^n",
    False,
)
CHOOSE_PRINTER = Command("choose", "enter", "Choisir", "Imprimer ici désormais.", "Entrée")
NEXT_TRAY = Command("next_tray", "b", "Bac", "Passer au bac suivant.", "b")
NEXT_SIDES = Command("next_sides", "v", "Recto verso", "Recto, ou recto verso.", "v")
FORGET_PRINTER = Command(
    "forget", "d", "Défaut", "Oublier le choix : imprimer où les réglages le disent.", "d"
)
STOP_BATCH = Command("stop", "escape", "Arrêter", "Arrêter après la convocation en cours.", "Éch")
LOOK_AGAIN = Command("look_again", "r", "Relire", "Chercher de nouveau les imprimantes.", "r")
OPEN_HOURS = Command(
    "open_hours",
    "ctrl+l",
    "Horaires",
    "Horaires, fermetures, personnes à replacer.",
    "^l",
    False,
)
OPEN_WAITING_LIST = Command(
    "open_waiting_list",
    "ctrl+y",
    "Liste d'attente",
    "Qui attend une place, à qui une est proposée, les réponses.",
    "^y",
    False,
)
OPEN_HELP_DESK = Command(
    "open_help_desk",
    "f12",
    "Blocage",
    "Je n'arrive pas à effectuer la démarche : qui appeler, que faire.",
    "F12",
)
OVERRIDE = Command(
    "decide_override",
    "ctrl+g",
    "Dérogation",
    "Décision motivée d'un responsable : réserver hors délai ou hors département.",
    "^g",
    False,
)
OPEN_FIND = Command(
    "open_find",
    "f3",
    "Rechercher",
    "Chercher un rendez-vous : référence, nom, numéro, téléphone, date de naissance.",
    "F3",
)
OPEN_CARD = Command("open_card", "enter", "Ouvrir", "Ouvrir la fiche du rendez-vous.", "Entrée")
FILTER = Command("filter", "slash", "Filtrer", "Ne montrer que ce qui correspond au texte.", "/")
NEXT_FOUND = Command("next_found", "down", "Suivant", "Descendre dans la liste.", "↓", False)
PREVIOUS_FOUND = Command("previous_found", "up", "Précédent", "Monter dans la liste.", "↑", False)
NEXT_PAGE = Command("next_page", "pagedown", "Page suivante", "Descendre d'une page.", "PgS", False)
PREVIOUS_PAGE = Command(
    "previous_page", "pageup", "Page précédente", "Monter d'une page.", "PgP", False
)
FIRST_LINE = Command("first_line", "home", "Début", "Première ligne.", "Origine", False)
LAST_LINE = Command("last_line", "end", "Fin", "Dernière ligne.", "Fin", False)
LIST_KEYS = (NEXT_FOUND, PREVIOUS_FOUND, NEXT_PAGE, PREVIOUS_PAGE, FIRST_LINE, LAST_LINE)
"""The same on every list."""
MOVE = Command("move", "d", "Déplacer", "Choisir une autre plage pour ce rendez-vous.", "d")
CANCEL = Command("cancel", "a", "Annuler", "Annuler ce rendez-vous, avec son motif.", "a")
CORRECT = Command("correct", "c", "Corriger", "Corriger les coordonnées ou le titre.", "c")
SEND_LETTER = Command(
    "send_letter", "l", "Courriel", "Envoyer de nouveau la convocation par courriel.", "l"
)
COPY_REFERENCE = Command(
    "copy_reference", "r", "Copier", "Copier la référence dans le presse-papiers.", "r"
)
UNDO = Command(
    "undo", "ctrl+z", "Défaire", "Défaire la dernière opération, pendant une minute.", "^z"
)
MOVE_HERE = Command(
    "move_here", "enter", "Déplacer ici", "Déplacer le rendez-vous dans cette plage.", "Entrée"
)
SAVE_CORRECTION = Command("next_step", "f10", "Enregistrer", "Enregistrer les corrections.", "F10")
MOVE_ASKED_FOR = Command("asked_for", "enter,o", "Oui", "La personne le demande.", "Entrée")
MOVE_BY_OFFICE = Command("by_office", "b", "Par le bureau", "Le bureau le décide.", "b")
CONFIRM_CANCEL = Command("confirm", "enter", "Annuler", "Annuler pour ce motif.", "Entrée")
CERTIFY = Command(
    "certify_search",
    "ctrl+t",
    "Attestation",
    "Attester qu'aucune plage n'est libre : papier numéroté, à remettre.",
    "^t",
    False,
)
CERTIFY_HERE = Command(
    "certify_search",
    "a",
    "Attestation",
    "Attester qu'aucune plage n'est libre : papier numéroté, à remettre.",
    "a",
)
PALETTE = Command(
    "open_palette", "ctrl+p", "Commandes", "Chercher une commande par son nom.", "^p", False
)
ANSWERS = tuple(
    Command(
        f"answer({rank})",
        str(rank),
        "Répondre",
        "Choisir la réponse de ce numéro." if rank == 1 else "",
        "1-9",
        rank == 1,
    )
    for rank in range(1, 10)
)
BOOK_SITUATION = Command(
    "book_situation",
    "enter,f10",
    "Réserver",
    "Commencer la demande pour cette situation.",
    "Entrée",
)
PRINT_SHEET = Command("print_sheet", "i", "Imprimer", "Imprimer cette fiche.", "i")

GENERAL = (
    RENEW,
    BACK,
    HELP,
    OPEN_FIND,
    OPEN_DAY,
    OPEN_GUIDE,
    OPEN_LEAD_TIMES,
    OPEN_FOLLOW_UP,
    OPEN_HOURS,
    OPEN_HELP_DESK,
    OPEN_PRINTERS,
    NEW,
    THEME,
    PALETTE,
    QUIT,
)
"""The same on every screen: shown after a screen's own keys."""


def rank(action: str) -> int:
    """Return where a command's key stands in a list: own ones first (0), then the general ones."""
    ids = [command.id for command in GENERAL]
    return ids.index(action) + 1 if action in ids else 0


REOPEN = Command(
    "reopen", "ctrl+o", "Réessayer", "Essayer encore d'ouvrir le fichier des rendez-vous.", "^o"
)
