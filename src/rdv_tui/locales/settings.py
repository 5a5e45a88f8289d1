"""What is said when the settings cannot be understood."""

HINT = "Corrigez ce réglage, ou retirez-le pour garder la valeur par défaut."


def unreadable(source: str, reason: str) -> str:
    """Say that a settings file cannot be read at all."""
    return f"Le fichier de réglages {source} ne peut pas être lu : {reason}."


def broken(source: str, reason: str) -> str:
    """Say that a settings file is not TOML."""
    return f"Le fichier de réglages {source} n'est pas du TOML valable : {reason}."


def wrong(source: str, problems: str) -> str:
    """Say which settings of `source` are wrong, each with its reason."""
    return f"Réglages refusés dans {source} : {problems}."


def unknown_name() -> str:
    """Say that no setting has this name."""
    return "ce réglage n'existe pas"


def wrong_kind() -> str:
    """Say that a setting is not a text."""
    return "un texte entre guillemets est attendu"


def empty() -> str:
    """Say that a setting is empty or holds only blanks."""
    return "la valeur est vide"


def unprintable() -> str:
    """Say that a setting holds characters that no path or name has."""
    return "des caractères invisibles s'y trouvent"


def shipped_situations_used(reason: str, path: str) -> str:
    """Say that the office's own situations cannot be used, and what is used instead."""
    return (
        f"{reason} Les situations livrées avec le programme sont employées, "
        f"sans les changements du bureau : corrigez {path}, puis relancez."
    )
