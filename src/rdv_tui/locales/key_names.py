"""How keys are called on screen, from Textual's names for them."""

_NAMES = {
    "backspace": "Retour arr.",
    "colon": ":",
    "comma": ",",
    "delete": "Suppr",
    "down": "↓",
    "end": "Fin",
    "enter": "Entrée",
    "escape": "Éch",
    "home": "Origine",
    "left": "←",
    "left_square_bracket": "[",
    "pagedown": "PgS",
    "pageup": "PgP",
    "right": "→",
    "right_square_bracket": "]",
    "slash": "/",
    "space": "Espace",
    "tab": "Tab",
    "up": "↑",
}
_HELD = {"ctrl": "^", "shift": "Maj+", "alt": "Alt+"}


def key_name(key: str) -> str:
    """Return what a person calls `key`: « Éch » for `escape`, « ^p » for `ctrl+p`."""
    *held, last = key.split("+")
    name = _NAMES.get(last) or (last.upper() if last[1:].isdigit() else last)
    return "".join(_HELD.get(one, f"{one}+") for one in held) + name
