"""What is said when a data file of the office or of the catalogue is wrong."""

FAULT = "Fichier de données incorrect, {place}\N{NO-BREAK SPACE}: {what}."
CORRECT = "Corrigez {path}, puis relancez."
FIELD = "champ « {field} »"
LINE = "ligne {line}"
LINE_COLUMN = "ligne {line}, colonne {column}"

# -- what cannot be read at all
UNREADABLE = "lecture impossible ({reason})"
NOT_UTF8 = "le texte n'est pas en UTF-8"
NOT_WRITTEN_SO = "écriture incorrecte"

# -- what has another shape
KINDS = {
    "str": "un texte",
    "int": "un nombre entier",
    "float": "un nombre",
    "bool": "true ou false",
    "date": "une date (2026-11-23)",
    "time": "une heure (09:00:00)",
    "array": "une liste",
    "object": "un groupe de champs",
    "null": "rien",
}
OR = " ou "
MISSING = "il manque"
UNKNOWN_FIELD = "ce champ n'existe pas"
UNKNOWN_VALUE = "valeur inconnue ({value})"
OTHER_KIND = "il faut {wanted}, et non {got}"
NEEDED = "il faut {wanted}"
REFUSED = "valeur refusée"
HEADS = "il faut les titres {names}"
COLUMNS = "il faut {count} colonnes"
NOT_POSSIBLE = "« {value} » n'est pas une valeur possible"
TWICE_IN_TABLE = "déjà donnée à la ligne {line}"

# -- what the rules do not let be
EMPTY = "il ne peut pas être vide"
REPEATED = "code vide ou employé deux fois"
STAYS_SENSITIVE = "cette situation reste sensible (true)"
UNDEFINED = "« {name} » n'est défini nulle part"
PERMIT_NEEDED = "un dépôt au guichet demande au moins un type de titre"
NOT_RECORDED = "une situation sensible ne donne pas de rendez-vous enregistré"
ADVICE_NEEDED = "il faut dire que faire à la place du rendez-vous"
HTTPS = "il faut une adresse en https, ou rien"
NO_TIME_ZONE = "« {name} » n'est pas un fuseau horaire connu"
BETWEEN = "il faut un nombre entre {least} et {most}"
DEPARTMENTS = "il faut les deux premiers chiffres des codes postaux"
COUNTERS = "les guichets vont de 1 à {last}"
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
WRITE_WEEKDAYS = "les jours s'écrivent lundi, mardi… dimanche"
END_FIRST = "la fin doit venir après le début"
LAST_DAY_FIRST = "le dernier jour doit venir après le premier"
UNTIL_FIRST = "il doit venir après valid_from"
AT_COUNTER = "openings, guichet {counter} le {day}"
CROSSING = "deux ouvertures se croisent"
