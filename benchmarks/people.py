"""Who works at the desks of a benchmark: the sample's supervisor."""

import importlib

from rdv_tui.services.desk import Desk


def at_work(desk: Desk) -> Desk:
    """Return `desk` with somebody at it where the store asks who that is.

    Revisions before accounts ask nobody, and are measured by these programs as well.
    """
    try:
        sign_in = importlib.import_module("rdv_tui.services.office.sign_in")
    except ModuleNotFoundError:
        return desk
    entered: Desk = sign_in.enter_sample(desk)
    return entered
