"""Every command of the screens, declared once: id, keys, label, help, action.

Bindings, footer, F1, palette and docs/keys.md come from here; operators' own keys name the id.
"""

from rdv_tui.locales.command import Command, digit, unlisted, window

# -- the same everywhere, in the order in which they are told
RENEW = Command("renew", "f4", "Prolonger", "Garder la place cinq minutes de plus.", general=True)
BACK = Command(
    "back", "escape", "Retour", "Revenir à l'étape précédente ; la saisie est gardée.", general=True
)
CLOSE = Command("close", "escape", "Fermer", "Revenir à l'écran précédent.", "back", general=True)
WAYS_OUT = ("back", "close", "stop", "no", "stay")
"""The commands by which a screen or a dialog is left."""
HELP = Command("help_keys", "f1", "Aide", "Toutes les touches de cet écran.", general=True)
OPEN_FIND = window(
    "find",
    "f3",
    "Rechercher",
    "Chercher un rendez-vous : référence, nom, numéro, téléphone, date de naissance.",
)
OPEN_DAY = window("day", "f5", "Journée", "La journée de tous les guichets, en direct.")
OPEN_GUIDE = window("guide", "f6", "Situation", "Ma démarche en fonction de ma situation.")
OPEN_LEAD_TIMES = window(
    "lead_times", "f7", "Délais", "Délais : première plage libre et places par semaine."
)
OPEN_FOLLOW_UP = window(
    "follow_up", "f11", "Suites", "Ce qui reste à faire : appels, courriels en échec ou en attente."
)
OPEN_HOURS = window(
    "hours", "ctrl+l", "Horaires", "Horaires, fermetures, personnes à replacer.", in_footer=False
)
OPEN_WAITING_LIST = window(
    "waiting_list",
    "ctrl+y",
    "Liste d'attente",
    "Qui attend une place, à qui une est proposée, les réponses.",
    in_footer=False,
)
OPEN_HELP_DESK = window(
    "help_desk",
    "f12",
    "Blocage",
    "Je n'arrive pas à effectuer la démarche : qui appeler, que faire.",
)
CERTIFY = Command(
    "certify_search",
    "ctrl+t,f24,shift+f12",
    "Attestation",
    "Attester qu'aucune plage n'est libre : papier numéroté, à remettre.",
    in_footer=False,
    general=True,
)
OPEN_PRINTERS = window(
    "printers",
    "ctrl+n,f23,shift+f11",
    "Imprimantes",
    "Choisir l'imprimante de ce poste, son bac, recto ou recto verso.",
    in_footer=False,
)
NEW = Command(
    "start_over",
    "f8",
    "Nouvelle",
    "Abandonner cette demande et en commencer une autre.",
    general=True,
)
REOPEN = Command(
    "reopen",
    "shift+f5,f15,f17",
    "Réessayer",
    "Essayer encore d'ouvrir la base des rendez-vous.",
    general=True,
)
THEME = Command(
    "next_theme",
    "f9",
    "Couleurs",
    "Passer au thème clair, sombre ou à fort contraste.",
    in_footer=False,
    general=True,
)
PALETTE = Command(
    "open_palette",
    "ctrl+p",
    "Commandes",
    "Chercher une commande par son nom.",
    in_footer=False,
    general=True,
)
QUIT = Command(
    "leave_desk",
    "ctrl+q",
    "Quitter",
    "Fermer le guichet ; demande avant de perdre une saisie.",
    in_footer=False,
    general=True,
)
LOCK = Command(
    "lock_desk",
    "ctrl+b",
    "Verrouiller",
    "Verrouiller le poste : la saisie reste dessous. Sans comptes : créer le premier.",
    in_footer=False,
    general=True,
    over_everything=True,
)
HIDE_NAMES = Command(
    "hide_names",
    "f21,shift+f9",
    "Masquer les noms",
    "Masquer les noms sur toutes les listes, ou les montrer : quelqu'un regarde l'écran.",
    in_footer=False,
    general=True,
    over_everything=True,
    shown="Maj+F9",
)
OTHER_AGENT = Command("other_agent", "f2", "Autre agent", "Un autre agent prend le poste.")

# -- the steps and what they share
READ_NOTICE = Command("read_notice", "f2", "Notice", "Lire la notice en entier.")
RESUME = Command(
    "resume", "ctrl+r", "Reprendre", "Reprendre la demande interrompue, avec sa place."
)
TICK = Command("tick", "space,enter", "Cocher", "Accepter les conditions.")
GO = Command("go", "enter,space", "Valider", "Presser le bouton.")
CONTINUE = Command("next_step", "f10", "Continuer", "Passer à l'étape suivante.")
FIRST_FREE = Command("first_free", "p", "Première libre", "Aller à la première plage libre.")
NEXT_FREE = Command(
    "next_free",
    "n",
    "Suivante",
    "Aller à la plage libre suivante ; N : la précédente.",
    "next_free(1)",
)
PREVIOUS_FREE = unlisted(
    "previous_free", "N", "Précédente", "Aller à la plage libre précédente.", "next_free(-1)"
)
HOLD = Command("hold", "enter", "Retenir", "Retenir une place de cette plage et passer à la suite.")
NEXT_DAY = unlisted("next_day", "right", "Jour suivant", "Avancer d'un jour.", "by('days', 1)")
PREVIOUS_DAY = unlisted(
    "previous_day", "left", "Jour précédent", "Reculer d'un jour.", "by('days', -1)"
)
NEXT_HOUR = unlisted(
    "next_hour", "down,j", "Heure suivante", "Descendre d'une plage dans le jour.", "by('rows', 1)"
)
PREVIOUS_HOUR = unlisted(
    "previous_hour",
    "up,k",
    "Heure précédente",
    "Monter d'une plage dans le jour.",
    "by('rows', -1)",
)
NEXT_WEEK = Command(
    "next_week",
    "w,pagedown",
    "Semaine",
    "Avancer d'une semaine ; PgPréc ou W : reculer.",
    "by('days', 7)",
)
PREVIOUS_WEEK = unlisted(
    "previous_week", "W,pageup", "Semaine précédente", "Reculer d'une semaine.", "by('days', -7)"
)
NEXT_MONTH = Command(
    "next_month", "m", "Mois", "Avancer d'un mois ; M : reculer.", "by('months', 1)"
)
PREVIOUS_MONTH = unlisted(
    "previous_month", "M", "Mois précédent", "Reculer d'un mois.", "by('months', -1)"
)
TODAY = Command("today", "t", "Aujourd'hui", "Revenir à aujourd'hui.")
GO_TO = Command("go_to", "g", "Date…", "Aller à une date tapée : 1/12, 01122026, 2026-12-01.")
SAME_HOUR = Command(
    "same_hour",
    "s",
    "Même heure",
    "Aller au prochain jour libre à la même heure ; S : au précédent.",
    "same_hour(1)",
)
SAME_HOUR_BACK = unlisted(
    "same_hour_back",
    "S",
    "Même heure avant",
    "Aller au jour libre précédent à la même heure.",
    "same_hour(-1)",
)
OVERBOOK = unlisted(
    "overbook",
    "o",
    "Surréserver…",
    "Ajouter une place à cette plage complète, sur décision motivée d'un superviseur.",
)
DOCUMENT_SEEN = Command(
    "document_seen", "d", "Document vu", "Identité vérifiée sur un document : titre ou passeport."
)
NUMBER_READ = Command(
    "number_read",
    "t",
    "Numéro lu au téléphone",
    "Identité donnée au téléphone, numéro étranger lu.",
)
OPEN_EXISTING = Command(
    "open_existing",
    "o",
    "Sa fiche",
    "Ouvrir le rendez-vous que la personne a déjà : déplacer, annuler, imprimer.",
)
EDIT_NUMBER = Command("edit_number", "n", "Numéro", "Revenir au numéro étranger.")
BOOK = Command(
    "book", "enter", "Réserver", "Enregistrer le rendez-vous et imprimer la convocation."
)
FIX_NOTICE = Command(
    "fix_notice", digit(1), "Situation", "Corriger situation, titre ou expiration.", "fix('NOTICE')"
)
FIX_SLOT = Command("fix_slot", digit(2), "Plage", "Choisir une autre plage.", "fix('SLOT')")
FIX_SECURITY = Command(
    "fix_security", digit(3), "Contrôle", "Revoir le contrôle de sécurité.", "fix('SECURITY')"
)
FIX_DETAILS = Command(
    "fix_details", digit(4), "Coordonnées", "Corriger les coordonnées.", "fix('DETAILS')"
)
ANOTHER = Command("another", "enter", "Nouveau rendez-vous", "Commencer la demande suivante.")
HOUSEHOLD = Command(
    "household",
    "f",
    "Même foyer",
    "Demande suivante du même foyer : adresse et langue gardées, place voisine retenue.",
)
PRINT_AGAIN = Command("print_letter", "i", "Imprimer", "Imprimer la convocation, ou réessayer.")
PRINT_LARGE = Command(
    "print_large", "g", "Gros caractères", "Imprimer la convocation en gros caractères (18 points)."
)
SAVE_LETTER = Command(
    "save_letter",
    "e",
    "Enregistrer le PDF",
    "Enregistrer la convocation dans un fichier, où vous le dites.",
)
READ_LETTER = Command("read_letter", "v", "Lire la lettre", "La lettre comme elle s'imprime.")
YES = Command("yes", "o,y", "Oui", "Répondre oui.", "answer(True)")
NO = Command("no", "n,escape", "Non", "Répondre non.", "answer(False)")
STAY = Command("stay", "n,escape", "Non", "Le laisser où il est.", "back")
CHOOSE_PRINTER = Command("choose", "enter", "Choisir", "Imprimer ici désormais.")
NEXT_TRAY = Command("next_tray", "b", "Bac", "Passer au bac suivant.")
NEXT_SIDES = Command("next_sides", "v", "Recto verso", "Recto, ou recto verso.")
FORGET_PRINTER = Command(
    "forget", "d", "Défaut", "Oublier le choix : imprimer où les réglages le disent."
)
STOP_BATCH = Command("stop", "escape", "Arrêter", "Arrêter après la convocation en cours.")
LOOK_AGAIN = Command("look_again", "r", "Relire", "Chercher de nouveau les imprimantes.")
PRINT_REFUSAL = Command(
    "print_refusal",
    "ctrl+s",
    "Fiche",
    "Imprimer la fiche à remettre : où aller, ou quand revenir, avec ce qui a été saisi.",
)
READ_REFUSAL = Command(
    "read_refusal",
    "f16,shift+f4",
    "Lire la fiche",
    "La fiche à remettre, comme elle s'imprime.",
    in_footer=False,
    shown="Maj+F4",
)
OVERRIDE = unlisted(
    "decide_override",
    "ctrl+g",
    "Dérogation",
    "Décision motivée d'un responsable : réserver hors délai ou hors département.",
)
OPEN_CARD = Command("open_card", "enter", "Ouvrir", "Ouvrir la fiche du rendez-vous.")
FILTER = Command("filter", "slash,colon", "Filtrer", "Ne montrer que ce qui correspond au texte.")
NEXT_FOUND = unlisted("next_found", "down", "Suivant", "Descendre dans la liste.", "step(1)")
PREVIOUS_FOUND = unlisted("previous_found", "up", "Précédent", "Monter dans la liste.", "step(-1)")
NEXT_PAGE = unlisted(
    "next_page", "pagedown", "Page suivante", "Descendre d'une page.", "step(1, 'page')"
)
PREVIOUS_PAGE = unlisted(
    "previous_page", "pageup", "Page précédente", "Monter d'une page.", "step(-1, 'page')"
)
FIRST_LINE = unlisted("first_line", "home", "Début", "Première ligne.", "step(-1, 'list')")
LAST_LINE = unlisted("last_line", "end", "Fin", "Dernière ligne.", "step(1, 'list')")
LIST_KEYS = (NEXT_FOUND, PREVIOUS_FOUND, NEXT_PAGE, PREVIOUS_PAGE, FIRST_LINE, LAST_LINE)
"""The same on every list."""
CHOOSE_LINE = Command("choose_line", "enter", "Choisir", "Prendre la ligne choisie.")
MOVE = Command("move", "d", "Déplacer", "Choisir une autre plage pour ce rendez-vous.")
CANCEL = Command("cancel", "a", "Annuler", "Annuler ce rendez-vous, avec son motif.")
CORRECT = Command("correct", "c", "Corriger", "Corriger les coordonnées ou le titre.")
SEND_LETTER = Command(
    "send_letter", "l", "Courriel", "Envoyer de nouveau la convocation par courriel."
)
COPY_REFERENCE = Command(
    "copy_reference", "r", "Copier", "Copier la référence dans le presse-papiers."
)
UNDO = Command("undo", "ctrl+z", "Défaire", "Défaire la dernière opération, pendant une minute.")
PRINT_MISSING = Command(
    "print_missing", "j", "Pièces", "Imprimer ce qui manque au dossier, pour la personne."
)
READ_MISSING = unlisted(
    "read_missing", "J", "Lire les pièces", "Ce qui manque au dossier, comme cela s'imprime."
)
BOOK_AGAIN = Command(
    "book_again",
    "n",
    "Nouveau RDV",
    "Nouveau rendez-vous pour cette personne : ses coordonnées sont reprises.",
)
MOVE_HERE = Command(
    "move_here", "enter", "Déplacer ici", "Déplacer le rendez-vous dans cette plage.", "pick"
)
SAVE_CORRECTION = Command(
    "save_correction", "f10", "Enregistrer", "Enregistrer les corrections.", "next_step"
)
MOVE_ASKED_FOR = Command("asked_for", "enter,o", "Oui", "La personne le demande.", "answer(True)")
MOVE_BY_OFFICE = Command("by_office", "b", "Par le bureau", "Le bureau le décide.", "answer(False)")
CONFIRM_CANCEL = Command("confirm", "enter", "Annuler", "Annuler pour ce motif.")
CERTIFY_HERE = Command("certify_here", "a", CERTIFY.label, CERTIFY.help, CERTIFY.id)
ANSWERS = tuple(
    Command(
        f"answer_{rank}",
        digit(rank),
        "Répondre",
        "Choisir la réponse de ce numéro.",
        runs=f"answer({rank})",
        in_footer=rank == 1,
        shown="1-9",
    )
    for rank in range(1, 10)
)
BOOK_SITUATION = Command(
    "book_situation", "enter,f10", "Réserver", "Commencer la demande pour cette situation."
)
PRINT_SHEET = Command("print_sheet", "i", "Imprimer", "Imprimer cette fiche.")
READ_SHEET = Command("read_sheet", "v", "Lire", "Cette fiche comme elle s'imprime.")
PRINT_PAPER = Command("print_paper", "enter,i", "Imprimer", "Imprimer ce qui est lu.")
TURN_PAGE = Command("turn_page", "v,space", "Suite", "Lire la suite.")
PRINT_DOSSIER = Command(
    "print_dossier",
    "d",
    "Dossier",
    "Imprimer le dossier de demande à remplir, ou dire où le trouver.",
)

_GENERAL = [one.id for one in tuple(globals().values()) if isinstance(one, Command) and one.general]


def rank(command: str) -> int:
    """Return where a command's key stands in a list: own ones first (0), then the general ones."""
    return _GENERAL.index(command) + 1 if command in _GENERAL else 0
