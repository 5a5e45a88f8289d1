"""The address of a store on a server: read strictly before anything is asked of the driver."""

from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from rdv_tui.locales import refusals
from rdv_tui.locales.office import servers as servers_fr

_NUMBERS = {
    "port": 65_535,
    "connect_timeout": 3_600,
    "keepalives": 1,
    "keepalives_idle": 86_400,
    "keepalives_interval": 86_400,
    "keepalives_count": 1_000,
    "tcp_user_timeout": 86_400_000,
}
"""The options of the driver that are whole numbers, with the largest that can be meant."""
_UTF8 = frozenset({"utf8", "utf-8", "utf_8", "unicode"})


def name_of(url: URL) -> str:
    """Return how people are told of the server's database at `url`: without any password."""
    host = url.host or str(url.query.get("host", ""))
    return url.set(query={}, host=host or None).render_as_string(hide_password=True)


def require_understood(url: URL) -> None:
    """Raise StoreError `store_unreachable` for an option that the driver does not know, or so.

    The name of one that nobody knows is not said: it may be the rest of a password.
    """
    dialect = url.get_dialect()()
    if dialect.driver != "psycopg":
        return  # it is missing, and said to be
    place = name_of(url)
    try:
        _, options = dialect.create_connect_args(url)
    except (ArgumentError, ValueError, TypeError) as error:
        raise refusals.bad_target(place) from error
    for name, limit in _NUMBERS.items():
        for given in filter(None, str(options.get(name, "")).split(",")):
            if not (given.isascii() and given.isdigit() and int(given[:12]) <= limit):
                raise servers_fr.bad_option(place, name)
    if str(options.get("client_encoding", "utf8")).casefold() not in _UTF8:
        raise servers_fr.bad_option(place, "client_encoding")
    from psycopg.pq import Conninfo  # noqa: PLC0415 - the dialect has brought it

    known = {option.keyword.decode() for option in Conninfo.get_defaults()}
    if options.keys() - known - {"context"}:  # which is SQLAlchemy's own
        raise servers_fr.unknown_option(place)
