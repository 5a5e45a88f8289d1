"""The words of the search box, on the screen and on the command line."""

from rdv_tui.locales.numbers import counted

TITLE = "Rechercher un rendez-vous"
SEARCH = "Rechercher"
PLACEHOLDER = "référence, nom, numéro, téléphone, courriel, date de naissance"
TYPE_MORE = "Tapez au moins trois signes (quatre chiffres), ou scannez la convocation."
WAYS = (
    "la référence, telle qu'elle est lue au téléphone",
    "le nom ou les prénoms, dans n'importe quel ordre, sans accents",
    "le numéro étranger, ou ses derniers chiffres",
    "le téléphone ou le début du courriel",
    "la date de naissance, ou l'année seule",
    "le jour et l'heure du rendez-vous (4 mars 10h30)",
)
NOTHING = "Aucun rendez-vous ne répond à « {typed} »."
NOTHING_ADVICE = (
    "Essayez la fin du numéro étranger (quatre chiffres), une date de naissance, ou le début du "
    "nom seul : les accents et l'ordre des mots ne comptent pas."
)
TOO_MANY = "Plus de {count} : précisez"
PAST = "passé"
NEAR = "≈ "
NEAR_COUNT = "{count}, d'après le son (≈) : vérifiez le nom"
PAST_DAY = "passé {day}"
DATE, HOUR, REFERENCE, WHO = "Date", "Heure", "Référence", "Nom, prénoms"
BIRTH, NUMBER, WHAT, WORD = "Né(e) le", "Numéro", "Situation", "État"
MASK = "…{last}"
BRIEF = "{reference} · expire le {expires} · {situation}"
FOOT = "↑ ↓ choisir · Entrée ouvrir la fiche"

# -- the command line
TEXT = "Ce qu'on cherche : référence, noms, fin du numéro, téléphone, courriel, date de naissance."
TOO_SHORT = (
    "« {typed} » est trop court pour chercher : donnez trois signes, ou quatre chiffres, au moins."
)
NONE_FOUND = "Aucun rendez-vous trouvé."


def line_of_count(found: int, past: int, *, has_more: bool, near: bool = False) -> str:
    """Say how many answers the list has, and whether they only sound like what was typed."""
    if has_more:
        line = TOO_MANY.format(count=found)
    else:
        label = counted(found, "rendez-vous")
        line = f"{label}, dont {counted(past, 'passé')}" if past else label
    return NEAR_COUNT.format(count=line) if near else line
