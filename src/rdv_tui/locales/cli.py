"""The words of the command line."""

from collections.abc import Mapping, Sequence
from datetime import date

from rdv_tui.locales.numbers import counted

HELP_WORDS = {
    "Usage: ": "Usage : ",
    "Options:": "Options :",
    "Commands:": "Commandes :",
    "Arguments:": "Arguments :",
    "[required]": "[obligatoire]",
    "[default:": "[par défaut :",
    " <str>": "",
    "Show this message and exit.": "Affiche cette aide.",
    "[OPTIONS] COMMAND [ARGS]...": "[OPTIONS] [COMMANDE] …",
}

# -- help
PROGRAM = (
    "Le guichet des rendez-vous du bureau de l'immigration et de l'asile. "
    "Sans commande : ouvre le guichet."
)
STORE = "La base des rendez-vous : fichier (SQLite) ou adresse SQLAlchemy. Variable : RDV_STORE."
DEMO = "Une copie privée du fichier d'exemple, effacée à la fin, avec les dates d'aujourd'hui."
NOW = (
    "L'horloge part de là : 2027-02-28T09:00, heure du bureau. Sur l'exemple et les bases "
    "d'entraînement, ou avec --training. Variable : RDV_NOW."
)
TRAINING = "Travaille sur une copie de la base, effacée à la fin : rien n'est gardé ni envoyé."
JSON = "Répond en JSON, pour les programmes (avant ou après la commande)."
VERSION = "Affiche la version."
COMMANDS = {
    "slots": "Les plages libres.",
    "check": "Cette personne peut-elle réserver, et jusqu'à quand ?",
    "guide": "La situation à laquelle mène une demande, dite en quelques mots.",
    "book": "Réserve une place et répond par le rendez-vous.",
    "show": "Un rendez-vous, par sa référence.",
    "find": "Cherche des rendez-vous : référence, nom, numéro, téléphone…",
    "move": "Déplace un rendez-vous dans une autre plage.",
    "cancel": "Annule un rendez-vous.",
    "letter": "La convocation : un PDF, ou l'impression.",
    "printers": "Les imprimantes de ce poste, leur état, et celle qui sert.",
    "prints": "Ce que sont devenues les impressions d'un rendez-vous.",
    "day": "La journée de tous les guichets, ou ses feuilles en PDF.",
    "arrive": "Note l'arrivée d'une personne.",
    "queue": "Qui attend dans la salle, dans l'ordre d'appel.",
    "call": "Appelle la prochaine personne d'un guichet, ou une personne par sa référence.",
    "finish": "Note l'issue d'une visite : received, incomplete, no_show, left.",
    "walk-in": (
        "Venus sans rendez-vous : list, add, call, finish, elsewhere. Sans commande : list."
    ),
    "figures": "Le bilan, semaine par semaine : réservations, issues, annulations, déplacements.",
    "export": "Des journées en tableau (CSV), ou l'agenda (ICS) d'un guichet.",
    "certificate": (
        "L'attestation de recherche infructueuse, quand aucune plage n'est libre : un PDF."
    ),
    "searches": "Les recherches infructueuses attestées, et leur nombre par semaine.",
    "waiting": "La liste d'attente : list, add, accept, refuse, remove. Sans commande : list.",
    "lead-times": "Les délais : première et troisième plage libre, places par semaine.",
    "outbox": "Les courriels : list, send, retry, cancel. Sans commande : list.",
    "openings": "Les horaires : list, add, end, slots, take-back. Sans commande : list.",
    "closures": "Les fermetures : list, add, remove. Sans commande : list.",
    "counters": "Les guichets du bureau, et lesquels reçoivent.",
    "kiosk": "La borne des usagers ; enrol, disable, list, doctor pour qui s'en occupe.",
    "audit": "Le journal de ce qui a été fait : show, verify, head.",
    "privacy": "Ce qui est gardé des personnes : purge, export, erase, oppose.",
    "display": "L'écran d'appel de la salle : tickets et guichets, sans aucun nom.",
    "serve": "Le guichet, ou la borne, dans un navigateur, derrière le relais du bureau.",
    "broker": "Le service que la borne et l'écran d'appel interrogent, au lieu d'ouvrir la base.",
    "agents": "Les comptes : list, add, disable, reset, role, known-by. Sans commande : list.",
    "offices": "Les bureaux de la base : list, add. Sans commande : list.",
    "store": "La base des rendez-vous : init, check, backup, restore, repair, office, sample.",
}
"""What each command does, as the help says it."""
STORE_INIT = "Crée la base des rendez-vous, ou la met à jour, et ouvre les plages."
STORE_CHECK = "Vérifie le fichier et les règles qui doivent toujours tenir."
STORE_SAMPLE = "Construit le fichier d'exemple autour du jour de --now."
STORE_COPY = "Copie une base entière vers une autre, d'un fichier vers un serveur ou l'inverse."
STORE_OFFICE = (
    "Le bureau tel que la base le connaît, en TOML ; avec FICHIER, en change l'adresse, les "
    "durées, les montants… Les horaires et les fermetures se changent à l'écran (Ctrl+L)."
)
STORE_REPAIR = (
    "Confirme l'heure de cette machine, et défait ce qu'une horloge en avance a laissé dans le "
    "fichier."
)
STORE_BACKUP = "Copie le fichier des rendez-vous, guichets ouverts ou non, et vérifie la copie."
STORE_RESTORE = (
    "Met une sauvegarde à la place du fichier des rendez-vous, guichets fermés ; l'ancien est "
    "gardé sous un nom daté."
)
BACKUP_FILE = "Où écrire la sauvegarde ; une sauvegarde qui s'y trouve est remplacée."
RESTORE_FILE = "La sauvegarde à remettre en place."
OFFICE_FILE = "Le fichier office.toml dont le bureau prend les réglages."
SAMPLE_FILE = "Où écrire l'exemple : un fichier, ou l'adresse d'une base PostgreSQL vide."
COPY_SOURCE = "La base à copier : fichier ou adresse."
COPY_TARGET = "Où la copier : un nouveau fichier, ou l'adresse d'une base vide."
SLOTS_FROM = "Premier jour, 2026-12-01 ; par défaut aujourd'hui."
SLOTS_DAYS = "Nombre de jours."
SITUATION = "Code de la situation, par exemple SALARIE."
EXPIRES = "Date de fin de validité du titre, 2026-12-01 (obligatoire)."
SITUATION_NEEDED = "Code de la situation, par exemple SALARIE (obligatoire)."
KIND = "Code du titre, par exemple CST."
POSTAL_CODE = "Code postal du domicile ; par défaut, dans le département."
CHECK_SLOT = "Plage envisagée, 2026-12-01T09:00 : ajoute les avertissements qui en dépendent."
BOOK_SLOT = "La plage, 2026-12-01T09:00 (obligatoire)."
APPLICANT = "Un fichier JSON qui décrit la personne, ou - pour l'entrée standard (obligatoire)."
CHANNEL = "desk (au guichet) ou phone (au téléphone)."
REFERENCE = "La référence, par exemple 7K4H-M2XA."
OUTPUT = "Où écrire le PDF ; - pour la sortie standard ; par défaut convocation-RÉFÉRENCE.pdf."
PRINT = "Imprime ; --print NOM choisit l'imprimante."
LARGE_PRINT = "En gros caractères (18 points), pour qui voit mal."
ARCHIVE = "Pour l'archivage : un fichier PDF/A-2u."

# -- wrong usage
SEE_HELP = "Voyez rdv-tui --help, ou rdv-tui COMMANDE --help."
MISSING = "à donner"
COMMAND_MISSING = "Il manque le nom d'une commande."
STORE_AND_DEMO = "--store et --demo ne vont pas ensemble : la démonstration a son propre fichier."
STORE_EMPTY = "--store demande un fichier ou une adresse."
JSON_AND_STDOUT = (
    "--json et -o - ne vont pas ensemble : la sortie standard ne porte qu'un document."
)
NOT_FOR_DESK = "--json demande une commande : le guichet s'ouvre à l'écran."
NO_TERMINAL = "Le guichet a besoin d'un terminal ; sans terminal, donnez une commande."


def no_such_option(name: str) -> str:
    """Say that an option is unknown."""
    return f"Option inconnue : {name}."


def option_misused(name: str) -> str:
    """Say that an option wants a value, or wants none."""
    return f"L'option {name} n'a pas la valeur qu'il faut : elle manque, ou elle est de trop."


def argument_missing(name: str) -> str:
    """Say that a word of the command is missing."""
    return f"Il manque {name}."


def no_such_command(name: str) -> str:
    """Say that a command is unknown."""
    return f"Commande inconnue : {name}."


def too_many_words(words: str) -> str:
    """Say that words are left over."""
    return f"En trop sur la ligne de commande : {words}."


def not_understood(message: str) -> str:
    """Say, with the parser's own words, that the line is not understood."""
    return f"La ligne de commande n'est pas comprise ({message})."


def not_a_day(text: str) -> str:
    """Say that `text` is no date."""
    return f"« {text} » n'est pas une date ; on attend 2026-12-01"


def not_an_hour(text: str) -> str:
    """Say that `text` is no hour."""
    return f"« {text} » n'est pas une heure ; on attend 09:30"


def not_a_moment(text: str) -> str:
    """Say that `text` is no date and hour."""
    return f"« {text} » n'est pas une date et une heure ; on attend 2026-12-01T09:00, sans décalage"


def beyond_the_calendar(text: str, first: date, last: date) -> str:
    """Say that `text` is a day too far away to be meant."""
    return f"« {text} » est hors du calendrier, qui va du {first} au {last}"


def not_a_count(text: str, most: int) -> str:
    """Say that `text` is no whole number within bounds."""
    return f"« {text} » n'est pas un nombre entier entre 1 et {most}"


def not_a_postal_code(text: str) -> str:
    """Say that `text` is no postal code."""
    return f"« {text} » n'est pas un code postal ; on attend cinq chiffres"


def not_a_choice(text: str, known: Sequence[str]) -> str:
    """Say that `text` is none of the known words."""
    return f"« {text} » n'est pas un choix ; on attend {' ou '.join(known)}"


def wrong_options(wrong: Mapping[str, str]) -> str:
    """Name every wrong option with its reason."""
    return " ; ".join(f"{name} : {why}" for name, why in wrong.items()) + "."


# -- the applicant's file
INVALID_PERSON = "La fiche de la personne n'est pas valable."
INVALID_PERSON_HINT = "Corrigez les champs nommés, puis recommencez ; rien n'a été réservé."
NOT_AN_OBJECT = "La fiche de la personne doit être un objet JSON."
NOT_TEXT = "Un texte entre guillemets est attendu."
NOT_TEXT_OR_NULL = "Un texte entre guillemets est attendu, ou null."
UNKNOWN_FIELD = "Ce champ n'existe pas."
TWICE = "Ce champ est donné deux fois."
FIELD_MISSING = "Ce champ manque."
NOT_UTF8 = "ce n'est pas de l'UTF-8"
TOO_DEEP = "trop de niveaux"
PLACE = "ligne {line}, colonne {column}"
NOT_UNICODE = "Ce texte contient un caractère qui n'existe pas (demi-code Unicode)."


def phone_doubtful(number: str) -> str:
    """Say that a phone number is in no range known to be in use."""
    return f"Le numéro {number} ne semble attribué à personne : faites-le relire."


def file_unreadable(name: str, reason: str) -> str:
    """Say that a file cannot be read."""
    return f"Le fichier {name} ne peut pas être lu : {reason}."


def file_unwritable(name: str, reason: str) -> str:
    """Say that a file cannot be written."""
    return f"Le fichier {name} ne peut pas être écrit : {reason}."


def file_too_long(name: str) -> str:
    """Say that a file is far larger than a person's description."""
    return f"Le fichier {name} est trop long pour décrire une personne."


def not_json(name: str, reason: str) -> str:
    """Say that a file holds no JSON."""
    return f"{name} n'est pas du JSON lisible : {reason}."


OUTPUT_FAILED_HINT = (
    "Ce que la commande devait faire est fait ; seule la réponse manque. Faites de la place, puis "
    "demandez-la de nouveau."
)


def output_failed(reason: str) -> str:
    """Say that the answer could not be written."""
    return f"La sortie standard n'a pas pu être écrite : {reason}."


# -- answers
STATUSES = {
    "held": "place retenue",
    "released": "place rendue",
    "lapsed": "place perdue (délai passé)",
    "booked": "réservé",
    "arrived": "arrivé",
    "in_progress": "en cours",
    "done": "reçu",
    "incomplete": "dossier incomplet",
    "no_show": "absent",
    "left": "parti sans être reçu",
    "cancelled": "annulé",
    "unrecorded": "non renseigné",
}
CHANNELS = {"desk": "au guichet", "phone": "au téléphone", "kiosk": "à la borne"}
APPOINTMENT = {
    "reference": "Référence",
    "status": "État",
    "start": "Date",
    "counter": "Guichet",
    "channel": "Réservé",
    "family_name": "Nom",
    "given_names": "Prénoms",
    "birth_date": "Né(e) le",
    "nationality": "Nationalité",
    "foreign_resident_number": "Numéro étranger",
    "situation": "Situation",
    "permit_kind": "Titre détenu",
    "permit_expires": "Expire le",
    "home": "Domicile",
    "email": "Courriel",
    "phone": "Téléphone",
    "language": "Langue",
    "common_name": "Nom d'usage",
    "civility": "Civilité",
}
"""What stands before each fact of an appointment."""
NO_SLOT = (
    "Il n'existe aucune plage horaire libre pour ces dates. Seules les plages affichées existent."
)
BOOKED = "Rendez-vous réservé."
RECEPTION = "indiqué à l'accueil"
STORE_CLEAN = "La base des rendez-vous est saine."
STORE_BAD = "La base des rendez-vous a des défauts :"
STORE_BAD_HINT = (
    "Ne réservez plus. Fermez les guichets, puis remettez une sauvegarde : "
    "rdv-tui store restore FICHIER, ou celle du serveur."
)


def free(count: int, capacity: int) -> str:
    """Say how many places are free."""
    return f"{counted(count, 'place libre')} sur {capacity}"


def store_ready(target: str) -> str:
    """Say that the store is ready."""
    return f"La base des rendez-vous est prête : {target}"


EMPTY = "(vide)"
OFFICE_UNCHANGED = "Rien à changer : la base dit déjà la même chose."


def office_changed(name: str, before: str, after: str) -> str:
    """Say what became of one field of the office."""
    return f"{name} : {before} → {after}"


def hours_left(names: Sequence[str]) -> str:
    """Say that the hours of the file were not taken."""
    return (
        f"Non repris : {', '.join(names)}. Les horaires, les guichets et les fermetures se "
        "changent à l'écran (Ctrl+L), qui montre d'abord qui est concerné."
    )


def sample_built(file: str, count: int) -> str:
    """Say that the sample is built."""
    return f"Fichier d'exemple écrit : {file} ({count} rendez-vous)."


def not_a_sample(file: str) -> str:
    """Say that a file stands where the sample should go."""
    return f"{file} existe et n'est pas un fichier d'exemple : il n'est pas remplacé."


OTHER_FILE = "Donnez un autre nom, ou retirez vous-même ce fichier."


def letter_saved(file: str) -> str:
    """Say where the letter is."""
    return f"Convocation écrite : {file}"


def letter_printed(printer: str, job: str) -> str:
    """Say where the letter is printed."""
    return f"Convocation envoyée à l'imprimante {printer}, travail {job}."
