"""Somebody at a browser, whom the office's proxy knows: believed through an enrolled server alone.

The program that says who it is proves itself first, by the secret that a supervisor enrolled: what
an ordinary user can put into an environment or a pipe makes nobody of them.
"""

from rdv_tui.errors import NotAllowed, Refusal
from rdv_tui.locales.office import browsers as browser_fr
from rdv_tui.services.desk import Desk
from rdv_tui.services.kiosk import devices
from rdv_tui.services.office import sign_in
from rdv_tui.settings import Voucher

KIND = "web"


def require_enrolled(desk: Desk, secret: str) -> None:
    """Raise NotAllowed `device_closed` for a secret that no enrolled server has."""
    try:
        devices.recognise(desk, secret, KIND)
    except Refusal:
        raise browser_fr.not_enrolled() from None


def who_may(desk: Desk, secret: str, people: frozenset[str]) -> frozenset[str]:
    """Return who of `people` (logins) may sit there: nobody once the server is shut out."""
    try:
        require_enrolled(desk, secret)
    except NotAllowed:
        return frozenset()
    return frozenset(login for login in people if sign_in.sign_in_known(desk, login) is not None)


def enter(desk: Desk, voucher: Voucher) -> Desk:
    """Return `desk` with the person at it for whom an enrolled server vouches.

    Raises NotAllowed `device_closed`, `no_accounts`, `not_signed_in`.
    """
    require_enrolled(desk, voucher.secret)
    if sign_in.asks_for(desk) is None:
        raise browser_fr.needs_accounts()
    known = sign_in.sign_in_known(desk, voucher.login)
    if known is None:
        raise browser_fr.unknown_login()
    return known
