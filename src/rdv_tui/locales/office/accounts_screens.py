"""The words of the sign-in, of the lock and of a supervisor's approval."""

from rdv_tui.domain.rights import Right
from rdv_tui.locales.command import Command
from rdv_tui.locales.office.accounts import ACTS

SIGN_IN = "Connexion"
LOCKED = "Verrouillé"
LOGIN = "Identifiant"
SECRET = "Mot de passe"  # noqa: S105 - a field's label
WHO = "Ce qui est fait à ce poste est gardé au journal sous ce nom."
PARKED = (
    "La saisie reste gardée sous ce verrou, et sa place retenue le temps prévu. "
    "F2 : un autre agent prend le poste, sans rien en voir."
)
CODE = "Code"
CODE_WHY = "Votre code à six chiffres, ou votre mot de passe."
CHOOSE_PIN = Command(
    "choose_pin", "f6", "Choisir un code", "Un code de six chiffres qui rouvre ce poste."
)
PIN_TITLE = "Un code court pour ce poste"
PIN_WHY = (
    "Six chiffres qui rouvrent un poste que vous avez verrouillé, jamais une connexion. "
    "Trois erreurs : le mot de passe."
)
PIN = "Code, 6 chiffres"
PIN_SET = "Code enregistré : il rouvre ce poste quand vous l'avez verrouillé."
NOT_THE_SAME_PIN = "Les deux codes ne sont pas les mêmes."
LOOKING = "Vérification…"
NO_ACCOUNTS = "Aucun compte : le journal ne nomme personne. Ctrl+B : premier superviseur."
FIRST_TITLE = "Le premier superviseur"
FIRST_WHY = "Il crée ensuite les autres comptes. Mot de passe : 12 signes au moins ; quelques mots."
FULL_NAME = "Nom à l'écran"
AGAIN = "Encore une fois"
NOT_THE_SAME = "Les deux mots de passe ne sont pas les mêmes."
DISABLED = "Ce compte a été désactivé ou changé : le poste est verrouillé."
REASON = "Motif"
SUPERVISOR = "Superviseur"
APPROVE_TITLE = "Autorisation d'un superviseur"
TOO_LONG = "Le motif est trop long."
FORM_KEYS = "Entrée : champ suivant, puis valider · Échap : renoncer"
LEAVE = "Renoncer ? Ce qui a été saisi ici sera perdu."
NEEDED = "À remplir."


def locked(since: str, name: str) -> str:
    """Say since when the desk is locked, and whose it is."""
    return f"Verrouillé à {since} · {name}" if since else f"Verrouillé · {name}"


def refused(code: str, message: str) -> str:
    """Say why nobody is let in; what helps a program helps nobody here."""
    return "Identifiant ou mot de passe refusé." if code == "wrong_password" else message


def welcome(name: str) -> str:
    """Say who is signed in."""
    return f"Connecté : {name}."


def approve_question(right: Right) -> str:
    """Say what a supervisor is asked to allow, once."""
    return f"Un superviseur peut autoriser ceci, une fois : {ACTS[right]}."
