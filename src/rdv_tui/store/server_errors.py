"""Why a PostgreSQL server cannot be used: its codes, and where it gives none its words.

While it lets nobody in, the server tells its reason in its own language and without a code.
"""

import re
from collections.abc import Callable

from rdv_tui.errors import StoreError
from rdv_tui.locales import refusals
from rdv_tui.locales.office import servers as servers_fr

_Tell = Callable[[str], StoreError]

_BY_CODE: tuple[tuple[str, _Tell], ...] = (
    ("28P01", servers_fr.wrong_password),
    ("28", servers_fr.not_let_in),
    ("3D000", servers_fr.no_database),
    ("53100", refusals.disk_full),
    ("53300", servers_fr.server_full),
    ("57014", servers_fr.too_slow),
    ("40", servers_fr.too_slow),
    ("57P03", servers_fr.starting_up),
    ("57P", servers_fr.connection_lost),
    ("25P03", servers_fr.connection_lost),
    ("08", servers_fr.connection_lost),
    ("42501", servers_fr.not_permitted),
    ("25006", servers_fr.standby),
)
_BY_WORDS: tuple[tuple[str, _Tell], ...] = (
    (r"pg_hba\.conf", servers_fr.not_let_in),
    (r"password|mot de passe|SCRAM|role \".*\" does not exist|rôle .* n'existe pas",
     servers_fr.wrong_password),
    (r"database \".*\" does not exist|base de données .* n'existe pas", servers_fr.no_database),
    (r"SSL|TLS|certificat", servers_fr.no_tls),
    (r"too many|remaining connection slots|trop de|emplacements de connexion",
     servers_fr.server_full),
    (r"starting up|shutting down|recovery|démarrage|cours d'arrêt|restauration",
     servers_fr.starting_up),
    (r"read-only|read-write|lecture seule", servers_fr.standby),
    (r"could not translate host|resolve host|name or service|getaddrinfo", servers_fr.unknown_host),
    (r"refused|no such file|refusée", servers_fr.server_off),
    (r"time(d )?out|no route|unreachable", servers_fr.no_answer),
    (r"closed|terminat|lost|reset|broken|EOF|consuming input|sending query",
     servers_fr.connection_lost),
)  # fmt: skip


def server_error(error: BaseException, place: str, limit_s: float) -> StoreError:
    """Return what people are told about an error of the driver or of the server."""
    if is_silence(error):
        return servers_fr.server_silent(place)
    code = getattr(error, "sqlstate", None)
    if code == "55P03":  # lock_not_available, after lock_timeout
        return refusals.busy(limit_s)
    for start, tell in _BY_CODE:
        if code and code.startswith(start):
            return tell(place)
    words = str(error)
    for pattern, tell in _BY_WORDS:
        if re.search(pattern, words, re.IGNORECASE):
            return tell(place)
    return servers_fr.other_reason(place, words)


def is_silence(error: BaseException | None) -> bool:
    """Say whether the connection was cut by us, because no answer came."""
    return getattr(error, "rdv_is_silence", False)
