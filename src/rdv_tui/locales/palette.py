"""What the palette knows of commands: where those of other screens work, and their other words."""

from collections.abc import Iterator, Mapping
from types import ModuleType

from rdv_tui.locales import commands
from rdv_tui.locales.command import Command
from rdv_tui.locales.day import day_commands, hall as hall_commands
from rdv_tui.locales.day.evening import ALL_ABSENT, OPEN_EVENING
from rdv_tui.locales.delivery import follow_up_commands
from rdv_tui.locales.hours import hours_commands
from rdv_tui.locales.waiting import waiting_commands

_MOVES = frozenset(
    {"up", "down", "left", "right", "home", "end", "pageup", "pagedown", "escape", "space"}
)
"""Keys that move a cursor, tick or close: nobody looks for these by a name."""


def _declared(room: ModuleType) -> Iterator[Command]:
    for one in vars(room).values():
        if isinstance(one, Command) and one.keys.split(",")[0] not in _MOVES:
            yield one


ELSEWHERE: Mapping[Command, tuple[Command, ...]] = {
    commands.OPEN_FIND: (
        commands.MOVE,
        commands.CANCEL,
        commands.CORRECT,
        commands.BOOK_AGAIN,
        commands.PRINT_AGAIN,
        commands.PRINT_LARGE,
        commands.SEND_LETTER,
        commands.SAVE_LETTER,
        commands.PRINT_MISSING,
        commands.READ_MISSING,
        commands.COPY_REFERENCE,
        commands.READ_LETTER,
        commands.UNDO,
    ),
    commands.OPEN_DAY: (*_declared(day_commands), hall_commands.OPEN_HALL, OPEN_EVENING),
    commands.OPEN_WAITING_LIST: tuple(_declared(waiting_commands)),
    commands.OPEN_HOURS: tuple(_declared(hours_commands)),
    commands.OPEN_FOLLOW_UP: tuple(_declared(follow_up_commands)),
    commands.OPEN_GUIDE: (commands.PRINT_SHEET, commands.READ_SHEET, commands.PRINT_DOSSIER),
    commands.OPEN_PRINTERS: (
        commands.NEXT_TRAY,
        commands.NEXT_SIDES,
        commands.FORGET_PRINTER,
        commands.LOOK_AGAIN,
    ),
}
"""Commands of other screens, by the window in which they work."""

BEHIND: Mapping[Command, tuple[Command, ...]] = {
    hall_commands.OPEN_HALL: (
        hall_commands.WALK_IN,
        hall_commands.ELSEWHERE,
        hall_commands.AT_DOOR,
    ),
    OPEN_EVENING: (ALL_ABSENT,),
}
"""Commands of a screen that a key of the day opens, which the day itself has not."""

THERE = "« {label} » : {key}, ici."
BEHIND_A_KEY = "« {label} » : {door}, puis {key}."
ON_A_CARD = "« {label} » : {key}, sur la fiche. Cherchez d'abord la personne."

SYNONYMS: Mapping[str, str] = {
    "cancel": "supprimer renoncer désistement annulation rendez-vous",
    "move": "changer date heure reporter décaler report rendez-vous",
    "correct": "modifier changer nom adresse téléphone coordonnées erreur",
    "book_again": "nouveau rendez-vous encore reprendre revenir",
    "print_letter": "papier convocation lettre imprimante réimprimer duplicata",
    "print_large": "malvoyant grand lettre convocation imprimer",
    "send_letter": "mail e-mail email envoyer renvoyer message convocation",
    "save_letter": "pdf fichier sauver enregistrer convocation",
    "copy_reference": "référence numéro presse-papiers",
    "undo": "revenir erreur rétablir",
    "open_find": "chercher trouver retrouver personne nom rendez-vous fiche dossier",
    "open_day": "planning agenda aujourd'hui guichets file attente",
    "open_guide": "anef en ligne démarche orienter procédure pièces documents titre",
    "open_lead_times": "attente délai disponibilités prochaine place",
    "open_follow_up": "appels appeler relances courriels mails échecs à faire",
    "open_hours": "fermeture fermer vacances congés férié ouverture ouvrir",
    "open_waiting_list": "file inscrire proposer",
    "open_help_desk": "bloqué panne assistance téléphone problème",
    "open_printers": "imprimer bac papier",
    "certify_search": "preuve papier aucune place",
    "start_over": "nouveau recommencer vider effacer rendez-vous",
    "next_theme": "thème sombre clair contraste apparence",
    "lock_desk": "pause absence session mot de passe partir",
    "hide_names": "cacher discrétion confidentialité anonyme",
    "print_dossier": "formulaire cerfa imprimer papier",
    "leave_desk": "fermer sortir fin déconnecter",
    "help_keys": "raccourcis touches clavier",
    "renew": "garder temps place",
    "resume": "continuer interrompu panne",
    "household": "famille couple conjoint enfant",
    "decide_override": "exception superviseur hors délai",
    "overbook": "surnombre ajouter forcer superviseur",
    "print_refusal": "imprimer refus papier",
    "print_sheet": "fiche pièces papier",
    "check_in": "arrivé présent pointer accueil venu",
    "call_next": "suivant appel guichet",
    "recall": "rappeler appel",
    "receive": "terminé fini déposé complet dossier",
    "incomplete": "pièces manquantes dossier refuser",
    "print_missing": "manquantes incomplet justificatifs papier imprimer",
    "new_walk_in": "visiteur accueil file ticket sans rendez-vous",
    "send_elsewhere": "orienter réorienter renvoyer autre service",
    "count_elsewhere": "orienter réorienter renvoyer porte accueil",
    "all_absent": "absents manqués fin de journée clôturer",
    "book_here": "réserver nouveau rendez-vous place libre",
    "no_show": "absence manqué pas venu",
    "put_back": "pas venu attente",
    "hand_over": "changer transférer passer",
    "open_figures": "statistiques chiffres stats rapport nombre",
    "open_resale": "revente fraude trafic",
    "export": "csv excel tableur agenda enregistrer",
    "day_sheets": "imprimer papier guichet",
    "arrival_list": "imprimer liste papier accueil porte noms",
    "next_sheets": "imprimer liste papier demain",
    "choose_counter": "poste numéro",
    "add_closure": "fermeture vacances congés férié",
    "open_replace": "replacer déplacés",
    "add_opening": "ouverture horaires",
    "mark_reached": "appel téléphone répondu",
    "mark_unreached": "appel téléphone absent répondeur",
    "retry_message": "mail e-mail renvoyer courriel",
    "ask_to_wait": "liste attente inscrire file",
}
"""Other words for a command, by its id: verbs and what people call it."""
