"""An office where everybody has an account: a desk for each role, and a supervisor's password."""

from rdv_tui.domain.rights import PERSONS, Role
from rdv_tui.services.desk import Desk
from rdv_tui.services.office import accounts, sign_in

LOGINS = {Role.AGENT: "a.morel", Role.ACCUEIL: "l.petit", Role.SUPERVISOR: "c.vidal"}
PASSWORD = "une tarte aux pommes"


def staff(desk: Desk) -> dict[Role, Desk]:
    """Give everybody an account, the supervisor first; return each one's desk."""
    boss = LOGINS[Role.SUPERVISOR]
    accounts.add(desk, boss, Role.SUPERVISOR, PASSWORD, name="C. Vidal")
    desks = {Role.SUPERVISOR: sign_in.sign_in(desk, boss, PASSWORD)}
    for role in PERSONS:
        if role not in desks:
            accounts.add(desks[Role.SUPERVISOR], LOGINS[role], role, PASSWORD)
            desks[role] = sign_in.sign_in(desk, LOGINS[role], PASSWORD)
    return desks
