"""The words of the desk in a browser: its command, its page, what it refuses."""

from rdv_tui.errors import NotAllowed, RdvError, UsageError

LISTEN = (
    "Où attendre le relais : 127.0.0.1:PORT, [::1]:PORT, ou le chemin d'une socket. Jamais le "
    "réseau."
)
PUBLIC_URL = "L'adresse que les navigateurs ouvrent, https://… (obligatoire, sauf avec --demo)."
KIOSK = "La borne des usagers au lieu du guichet."
BROKER = "Avec --kiosk : la prise du service qui répond (rdv-tui broker), au lieu de la base."
WEB = "Le serveur des navigateurs (rdv-tui serve), et non une borne."

TITLE, KIOSK_TITLE = "Rendez-vous · guichet", "Rendez-vous · borne"
DOWNLOADS = "Téléchargements"
"""The folder, relative, that a session calls the browser's downloads."""

CONNECTING = "Connexion au guichet…"
LOST = (
    "La liaison avec le serveur est coupée. Ce qui n'était pas enregistré sera proposé de nouveau."
)
KIOSK_LOST = "Borne fermée. Un agent peut vous aider au guichet."
AGAIN = "Reprendre"
SAVE_AGAIN = "Enregistrer encore"
CLOSE_FILE = "Fermer"
NEEDS_SCRIPT = "Cette page a besoin de JavaScript."

ENDED = "La session est terminée."
ENDED_BADLY = "La session s'est arrêtée."
IDLE = "Session fermée : personne n'a rien tapé depuis trente minutes."
SHUT_OUT = "Session fermée : ce compte, ou ce serveur, n'est plus en service."
FULL = "Toutes les places du serveur sont prises. Réessayez dans un moment, ou ouvrez un terminal."
TWO_ALREADY = "Vous avez déjà deux guichets ouverts : fermez-en un."
STOPPING = "Le serveur s'arrête. Reprenez dans un moment."
NOT_A_SIZE = "La fenêtre n'a pas une taille que le guichet puisse dessiner."
FORBIDDEN = "Cette demande ne vient pas du relais du bureau."
NOT_FOUND = "Il n'y a rien à cette adresse."
BROKEN = "Le serveur n'a pas pu répondre."


def opened(address: str, *, kiosk: bool) -> str:
    """Say where browsers, or the proxy, find it."""
    return f"{'La borne' if kiosk else 'Le guichet'} attend les navigateurs : {address}"


def extra_missing() -> RdvError:
    """Tell that what serves browsers is not installed."""
    return RdvError(
        "extra_missing",
        "Il manque de quoi servir des navigateurs.",
        "Installez-le : pip install 'rdv-tui[web]'.",
    )


def no_terminals_here() -> RdvError:
    """Tell that this system has no terminals to give."""
    return RdvError(
        "extra_missing", "Ce système n'a pas de quoi servir des navigateurs.", "Utilisez Linux."
    )


def broker_without_kiosk() -> UsageError:
    """Refuse a broker for the desk, which it does not serve."""
    return UsageError(
        "wrong_usage",
        "--broker va avec --kiosk : le guichet ouvre la base lui-même.",
        "Voyez rdv-tui serve --help.",
    )


def no_secret(file: str) -> RdvError:
    """Refuse to serve without a secret by which the proxy is known."""
    return NotAllowed(
        "device_closed",
        f"Ce serveur n'a pas de secret dans {file}.",
        "Un responsable l'inscrit à un guichet : rdv-tui kiosk enrol NOM --web --secret FICHIER.",
    )


def bad_listen() -> UsageError:
    """Refuse an address that others than this machine could reach, or that is none."""
    return _refused(
        "--listen",
        "une adresse de cette machine seule : 127.0.0.1:8017, [::1]:8017 ou /chemin/de/socket",
    )


def is_taken(address: str, reason: str) -> RdvError:
    """Tell that nobody can listen there."""
    hint = "Donnez une autre adresse à --listen, ou arrêtez l'autre programme."
    return RdvError("address_taken", f"Impossible d'attendre sur {address} : {reason}.", hint)


def bad_public_url() -> UsageError:
    """Refuse an address that no browser opens safely, or none."""
    return _refused(
        "--public-url",
        "l'adresse entière que les navigateurs ouvrent : https://guichet.prefecture.example",
    )


def not_enrolled() -> RdvError:
    """Refuse to serve with a secret that the store does not know."""
    return NotAllowed(
        "device_closed",
        "Ce serveur n'est pas inscrit dans la base, ou il en a été exclu.",
        "Un responsable l'inscrit ici : rdv-tui kiosk enrol NOM --web.",
    )


def needs_accounts() -> NotAllowed:
    """Refuse to say who somebody is where the store knows nobody."""
    return NotAllowed(
        "no_accounts",
        "Dans un navigateur, le guichet demande que la base ait des comptes.",
        "Créez le premier superviseur : rdv-tui agents add IDENTIFIANT --role supervisor.",
    )


def unknown_login() -> NotAllowed:
    """Refuse whom the proxy knows and the store does not."""
    return NotAllowed(
        "not_signed_in",
        "Aucun compte actif ne porte votre identifiant.",
        "Demandez à un superviseur de vous en créer un.",
    )


def _refused(option: str, what: str) -> UsageError:
    return UsageError(
        "wrong_usage", f"{option} demande {what}.", "Voyez rdv-tui serve --help.", {option: what}
    )
