"""What the desks say of somebody who asks for an agent at a kiosk."""

from rdv_tui.locales.command import Command

ANSWER_HELP = Command(
    "answer_help",
    "f14,shift+f2",
    "J'y vais",
    "Répondre à l'appel d'une borne : les autres guichets voient que vous y allez.",
    general=True,
    shown="Maj+F2",
)
FRENCH_NAMES = {
    "fr": "français",
    "ar": "arabe",
    "en": "anglais",
    "tr": "turc",
    "es": "espagnol",
    "pt": "portugais",
}
"""The languages as agents call them."""
STEPS = {
    "start": "au début",
    "notice": "étape 1, descriptif",
    "slot": "étape 2, choix d'une plage",
    "security": "étape 3, contrôle de sécurité",
    "details": "étape 4, coordonnées",
    "confirmation": "étape 5, valider",
    "letter": "rendez-vous pris",
}
REASONS = {
    "asked": "",
    "printer": "l'imprimante ne marche pas",
    "refused": "le rendez-vous n'a pas pu être pris",
    "security": "trois essais au contrôle de sécurité",
    "arabic": "la personne lit l'arabe",
}


def called(device: str, step: str, language: str, reason: str) -> str:
    """Say which kiosk calls, at which step, and why if it is known."""
    parts = [STEPS.get(step, step), FRENCH_NAMES.get(language, language), REASONS.get(reason, "")]
    return f"{device} demande de l'aide ({', '.join(part for part in parts if part)})"


def answered(device: str, code: str) -> str:
    """Say to which kiosk one goes, and by which code a person is waved through there."""
    return f"{device} : vous y allez. Code pour le contrôle de sécurité : {code} (15 minutes)."


ANSWERED_BEFORE = "Un autre guichet a répondu à cet appel."
HOW = "Maj+F2 : j'y vais"
