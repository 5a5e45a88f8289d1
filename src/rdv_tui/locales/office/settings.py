"""What is said when the settings cannot be understood."""

from collections.abc import Sequence

FILE_HINT = "Corrigez cette ligne (un texte s'écrit entre guillemets), ou renommez le fichier."
HINT = "Corrigez ce réglage, ou retirez-le pour garder la valeur par défaut."


NOT_UTF8 = "ce n'est pas du texte en UTF-8"
# -- what is wrong with a setting, beside its name
UNKNOWN_NAME = "ce réglage n'existe pas"
WRONG_KIND = "un texte entre guillemets est attendu"
EMPTY = "la valeur est vide"
MISSING = "à donner"
NOT_KEYS = "une touche entre guillemets, ou une liste de touches, est attendue"
NOT_AN_ADDRESS = "une adresse de courriel seule est attendue"
USER_ALONE = "à donner avec user, ou la variable RDV_SMTP_PASSWORD"
IN_CLEAR = "starttls ou tls : le mot de passe passerait en clair sur le réseau"
UNPRINTABLE = "des caractères invisibles s'y trouvent"


def unreadable(source: str, reason: str) -> str:
    """Say that a settings file cannot be read at all."""
    return f"Le fichier de réglages {source} ne peut pas être lu : {reason}."


def broken(source: str, line: str = "", column: str = "") -> str:
    """Say that a settings file is not TOML, and where, if it is known."""
    place = f" (ligne {line}, colonne {column})" if line else ""
    return f"Le fichier de réglages {source} n'est pas du TOML valable{place}."


def at_line(line: int | None, problem: str) -> str:
    """Say where a setting is wrong, if it is known."""
    return f"ligne {line} : {problem}" if line else problem


def wrong(source: str, problems: str) -> str:
    """Say which settings of `source` are wrong, each with its reason."""
    return f"Réglages refusés dans {source} : {problems}."


def not_a_number(least: float | None, most: float | None) -> str:
    """Say that a number is none, or out of its bounds."""
    return f"un numéro de {least} à {most} est attendu"


ENVIRONMENT = "l'environnement"
MAIL_SERVER = "le serveur de courriel"


def not_a_section(name: str) -> str:
    """Say that these settings must be a section of the file."""
    return f"une section [{name}] est attendue"


def not_one_of(known: Sequence[str]) -> str:
    """Say that a word is none of the known ones."""
    return f"on attend {' ou '.join(known)}"


def shipped_situations_used(reason: str, path: str) -> str:
    """Say that the office's own situations cannot be used, and what is used instead."""
    return (
        f"{reason} Les situations livrées avec le programme sont employées, "
        f"sans les changements du bureau : corrigez {path}, puis relancez."
    )


# -- the office's record
NOT_THIS_OFFICE = "Ce fichier n'est pas celui du bureau de cette base : rien n'est changé."
LASTING = {
    "code": "le code du bureau ne change pas",
    "time_zone": "le fuseau horaire ne change pas : tous les rendez-vous en dépendent",
}


def record_differs(names: Sequence[str], file: str) -> str:
    """Say that a desk's own file says other things than the store, which is what counts."""
    shown = ", ".join(names[:3]) + (f" et {len(names) - 3} de plus" if names[3:] else "")
    return f"La base fait foi, non {file} : {shown} (rdv-tui store office)."
