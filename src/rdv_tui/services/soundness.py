"""Is the store sound, and do the rules hold that must always hold? Reads only."""

from rdv_tui.domain.reference import normalise_reference
from rdv_tui.locales import soundness as say
from rdv_tui.services.desk import Desk
from rdv_tui.store import checks


def problems(desk: Desk) -> list[str]:
    """Return one French sentence for each thing that is wrong; an empty list is good news."""
    with desk.store.read() as session:
        found = [say.damaged(line) for line in checks.damage(session)]
        found += [say.orphan(table) for table in checks.orphans(session)]
        found += [
            say.two_on_one_place(start, number) for start, number in checks.shared_places(session)
        ]
        found += [say.two_for_one_person(who) for who in checks.persons_with_two(session)]
        found += [say.no_trail(reference) for reference in checks.without_trail(session)]
        found += [
            say.bad_reference(reference)
            for reference in checks.references(session)
            if normalise_reference(reference) != reference
        ]
    return found
