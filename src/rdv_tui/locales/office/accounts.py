"""The words of signing in, of rights and of accounts."""

from collections.abc import Mapping
from datetime import datetime

from rdv_tui.domain.rights import Right, Role
from rdv_tui.errors import NotAllowed, Refusal, UsageError

ROLES: Mapping[Role, str] = {
    Role.AGENT: "agent",
    Role.ACCUEIL: "accueil",
    Role.SUPERVISOR: "superviseur",
    Role.PROGRAM: "programme",
    Role.KIOSK: "borne",
    Role.DISPLAY: "affichage",
}
PROGRAM_NAME = "système"
"""The name in the audit of what the program does by itself."""

ACTS: Mapping[Right, str] = {
    Right.UPKEEP: "tenir le fichier à jour",
    Right.READ: "consulter les rendez-vous",
    Right.RECEIVE: "noter une arrivée ou la suite d'une visite",
    Right.PRINT: "imprimer",
    Right.BOOK: "réserver, déplacer, annuler ou corriger un rendez-vous",
    Right.FOLLOW_UP: "suivre les appels et les courriels",
    Right.CONFIRM_CLOCK: "confirmer l'heure du poste",
    Right.OVERRIDE: "accorder une dérogation",
    Right.OVERBOOK: "ajouter une place à une plage complète",
    Right.CHANGE_HOURS: "changer les horaires ou fermer",
    Right.CHANGE_OFFICE: "changer la fiche du bureau",
    Right.EXPORT_NAMES: "exporter des noms",
    Right.UNDO_OTHERS: "défaire ce qu'un collègue a fait",
    Right.MANAGE_ACCOUNTS: "gérer les comptes",
    Right.MANAGE_DEVICES: "gérer les bornes et l'affichage",
    Right.SHOW_AUDIT: "lire le journal de tous",
    Right.PURGE: "effacer des données",
}

NO_ACCOUNTS = (
    "Aucun compte : ce fichier ne demande à personne qui il est, et chacun peut tout y faire."
)
SIGN_IN_HINT = "Donnez RDV_AGENT, et RDV_PASSWORD ou RDV_PASSWORD_FILE."
_VOWELS = frozenset("aeéèêiou")
_ASK_SUPERVISOR = "Demandez à un superviseur."


def not_allowed(right: Right, role: Role) -> NotAllowed:
    """Say that whoever is signed in may not do it, and who may."""
    act = ACTS[right]
    of = "d'" if act[0] in _VOWELS else "de "
    message = f"Le rôle « {ROLES[role]} » ne permet pas {of}{act} ; rien n'a été changé."
    return NotAllowed("not_allowed", message, _ASK_SUPERVISOR)


def not_signed_in() -> NotAllowed:
    """Say that nobody is signed in."""
    return NotAllowed("not_signed_in", "Personne n'est connecté ; rien n'a été fait.", SIGN_IN_HINT)


def signed_out() -> NotAllowed:
    """Say that the account was disabled or changed since."""
    return NotAllowed(
        "signed_out",
        "Ce compte a été désactivé ou changé ; rien n'a été enregistré.",
        "Connectez-vous de nouveau, ou voyez un superviseur.",
    )


def wrong_password() -> NotAllowed:
    """Say that login and password do not go together, not which of them is wrong."""
    return NotAllowed("wrong_password", "Identifiant ou mot de passe refusé.", SIGN_IN_HINT)


def wrong_pin(left: int) -> NotAllowed:
    """Say that a code does not open the desk, and how often it may still be tried."""
    tries = f"Encore {left} essai{'s' if left > 1 else ''}, puis" if left else "Donnez maintenant"
    return NotAllowed("wrong_pin", f"Code refusé. {tries} le mot de passe.")


def wait(seconds: int) -> NotAllowed:
    """Say how long nobody is let in after too many failures."""
    left = f"{seconds // 60}:{seconds % 60:02}"
    return NotAllowed(
        "too_many_failures",
        f"Trop d'essais manqués. Prochain essai dans {left}.",
        "Un superviseur peut donner un nouveau mot de passe.",
    )


def unknown_unix_login(name: str) -> NotAllowed:
    """Say that the operating system's account is nobody's here."""
    return NotAllowed(
        "not_signed_in",
        f"Le compte du système « {name} » n'est celui d'aucun agent ; rien n'a été fait.",
        _ASK_SUPERVISOR,
    )


def password_of(login: str) -> str:
    """Ask for the password of a login."""
    return f"Mot de passe de {login} : "


def not_a_supervisor(login: str) -> NotAllowed:
    """Say that whoever was to allow it may not."""
    return NotAllowed(
        "not_allowed", f"« {login} » ne peut pas l'autoriser : il faut un superviseur."
    )


def no_terminal_to_allow() -> NotAllowed:
    """Say where a supervisor's password is typed."""
    return NotAllowed(
        "not_allowed",
        "Le mot de passe du superviseur se tape au terminal ; rien n'a été changé.",
        "Lancez la commande dans un terminal, ou connectez le superviseur.",
    )


def invalid(fields: Mapping[str, str]) -> UsageError:
    """Say what is wrong with an account that is to be made."""
    return UsageError("invalid_fields", " ".join(fields.values()), fields=dict(fields))


LOGIN_WRONG = (
    "Identifiant : 2 à 40 lettres sans accent, chiffres, points, tirets, sans espace (« a.morel »)."
)
NAME_WRONG = "Nom : il faut un nom, de 80 signes au plus."
PIN_WRONG = "Code : six chiffres, ni tous pareils, ni à la suite (123456), ni répétés."
NONE_GIVEN = "Mot de passe : il en faut un."
TOO_COMMON = (
    "Mot de passe : celui-ci est parmi les premiers qu'on essaie. Prenez quelques mots sans lien."
)


def password_length(least: int, most: int) -> str:
    """Say how long a password is."""
    return f"Mot de passe : {least} signes au moins ({most} au plus). Quelques mots font l'affaire."


def login_taken(login: str) -> Refusal:
    """Say that somebody has the login, now or before."""
    return Refusal(
        "login_taken",
        f"L'identifiant « {login} » existe déjà.",
        "Prenez-en un autre : le journal garde celui de chacun.",
    )


def unix_login_taken(name: str) -> Refusal:
    """Say that another account is of this operating system's account."""
    return Refusal(
        "login_taken", f"Le compte du système « {name} » est déjà celui d'un autre agent."
    )


def unknown_login(login: str) -> Refusal:
    """Say that nobody has the login."""
    return Refusal(
        "unknown_login", f"Aucun compte « {login} ».", "« rdv-tui agents list » les montre."
    )


def last_supervisor() -> Refusal:
    """Say why the account stays."""
    return Refusal(
        "last_supervisor",
        "C'est le dernier superviseur : sans lui, plus personne ne gère les comptes.",
        "Nommez d'abord un autre superviseur.",
    )


def first_is_supervisor() -> Refusal:
    """Say that the first account must be able to make the others."""
    return Refusal(
        "not_allowed_now",
        "Le premier compte est celui d'un superviseur.",
        "Ajoutez « --role supervisor ».",
    )


def nobody_left(way: str) -> Refusal:
    """Say that no supervisor could get in that way."""
    lacking = "de compte du système" if way == "os" else "de mot de passe"
    return Refusal(
        "not_allowed_now",
        f"Aucun superviseur n'a {lacking} : plus personne ne pourrait se connecter.",
        "Donnez-en d'abord un à un superviseur.",
    )


def not_owner() -> NotAllowed:
    """Say whose the way back in is."""
    return NotAllowed(
        "not_allowed",
        "Sans superviseur connecté, seul le propriétaire du fichier peut donner un mot de passe.",
        _ASK_SUPERVISOR,
    )


# -- the commands
LIST = "Qui travaille ici, dans quel rôle ; les comptes désactivés aussi."
ADD = (
    "Crée un compte. Le premier, d'un superviseur, sans que personne soit connecté. Mot de passe : "
    "RDV_NEW_PASSWORD, RDV_NEW_PASSWORD_FILE, ou au terminal ; sinon le programme en donne un."
)
DISABLE = "Désactive un compte ; ses guichets ouverts refusent l'acte suivant."
RESET = (
    "Donne un nouveau mot de passe à un compte, et l'active. Sans superviseur connecté : au seul "
    "propriétaire du fichier des rendez-vous."
)
ROLE = "Donne un autre rôle à un compte."
KNOWN_BY = "Comment chacun est connu : comptes du fichier, ou comptes du système (SSH)."
AUTHORISED_BY = "Le superviseur qui répond de cet acte ; il tape son mot de passe au terminal."
LOGIN_HELP = "L'identifiant, « a.morel »."
NAME_HELP = "Le nom que les écrans montrent."
ROLE_HELP = "agent, accueil ou supervisor."
UNIX_HELP = "Le compte du système de cette personne (known-by os)."
WAY_HELP = "accounts : identifiant et mot de passe ; os : le compte du système."
WAY_WRONG = "Dites « accounts » ou « os »."
WAYS = {
    "accounts": "Chacun se connecte par son identifiant et son mot de passe.",
    "os": "Chacun est connu par son compte du système.",
}
ROLE_WRONG = "Rôle inconnu : agent, accueil ou supervisor."
AGAIN = "Encore une fois : "
NOT_THE_SAME = "Les deux mots de passe ne sont pas les mêmes ; rien n'a été changé."


def account_line(
    login: str, name: str, role: Role, *, active: bool, waits_until: datetime | None
) -> str:
    """Say one account in a line; `waits_until` is the office's wall clock."""
    state = "" if active else " · désactivé"
    if waits_until is not None:
        state += f" · essais manqués, attend jusqu'à {waits_until:%H:%M}"
    return f"{login:<20} {ROLES[role]:<12} {name}{state}"


def disabled(login: str) -> str:
    """Say that an account lets nobody in."""
    return f"Compte « {login} » désactivé."


def was_reset(login: str) -> str:
    """Say that an account has another password."""
    return f"Compte « {login} » : nouveau mot de passe."


def made(password: str) -> str:
    """Show the password that the program made."""
    return f"Mot de passe, à donner en main propre : {password}"


def has_role(login: str, role: Role) -> str:
    """Say what an account may do."""
    return f"Compte « {login} » : {ROLES[role]}."


def new_password_of(login: str) -> str:
    """Ask for a new password."""
    return f"Nouveau mot de passe de {login} (vide : le programme en donne un) : "
