"""The course of a visit: every question in its order, until the letter is printed."""

from rdv_tui.screens.kiosk.host import Host
from rdv_tui.screens.kiosk.person import PersonQuestions
from rdv_tui.screens.kiosk.review import Review
from rdv_tui.screens.kiosk.security import SecurityCheck
from rdv_tui.screens.kiosk.situation import SituationQuestions
from rdv_tui.screens.kiosk.slots import SlotQuestions, ask_all
from rdv_tui.screens.kiosk.visit import Visit


async def receive(host: Host) -> None:
    """Ask one question after the other, back and forth, and print the letter."""
    visit = Visit(host)
    person, slots, situation = (
        PersonQuestions(visit),
        SlotQuestions(visit),
        SituationQuestions(visit),
    )
    review = Review(visit, person, slots, situation)
    questions = (
        visit.language,
        visit.notice,
        situation.situation,
        situation.kind,
        person.expiry,
        person.postal_code,
        situation.verdict,
        slots.day_and_hour,
        SecurityCheck(visit).copy,
        person.family_name,
        person.given_names,
        person.birth_date,
        person.country,
        person.number,
        person.commune,
        person.phone,
        review.confirm,
    )
    while not await ask_all(visit, questions):
        pass
    await review.letter()
