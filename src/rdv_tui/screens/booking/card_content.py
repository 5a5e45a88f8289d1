"""An appointment in words: grouped rows for its card, and what was done to it, line by line."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from textual.content import Content

from rdv_tui import catalogue
from rdv_tui.domain.applicant import Applicant
from rdv_tui.domain.appointment import BINDS_PERSON, Appointment
from rdv_tui.domain.message import MessageState
from rdv_tui.domain.numbers import group_digits
from rdv_tui.locales import cli as cli_fr, screens as screen_fr
from rdv_tui.locales.booking import card as card_fr, history as history_fr
from rdv_tui.locales.booking.changes import CANCEL_REASONS
from rdv_tui.locales.dates import birth_date, list_moment, moment, plain_date, short_moment
from rdv_tui.locales.delivery import outbox as outbox_fr
from rdv_tui.locales.fields import addressee
from rdv_tui.screens.booking.steps.numbers import phone_words
from rdv_tui.screens.booking.steps.recap import kind_label, situation_label
from rdv_tui.services.booking.history import Card
from rdv_tui.services.delivery.outbox import Delivery
from rdv_tui.text import plain
from rdv_tui.widgets.facts import Group
from rdv_tui.widgets.head_lines import Ends
from rdv_tui.widgets.states import state

LABEL_WIDTH, HISTORY_INDENT, WHEN_WIDTH = 18, 9, 14

Rows = list[tuple[str, str]]


def head_ends(appointment: Appointment, *, is_past: bool) -> list[Ends]:
    """Return the head: whose it is and when, then who that is and where it stands."""
    person = appointment.applicant
    country = catalogue.country_names().get(person.nationality, person.nationality)
    past = f" ({card_fr.PAST})" if is_past else ""
    return [
        (plain(person.name, "bold"), plain(short_moment(appointment.start), "bold")),
        (
            plain(f"{birth_date(person.birth_date)} · {country}", "$text-muted"),
            Content.assemble(
                Content(" ").join(state(appointment.status)),
                (past, "$text-muted"),
                "  ",
                plain(appointment.reference, "bold"),
            ),
        ),
    ]


def card_groups(card: Card, zone: ZoneInfo) -> list[Group]:
    """Return all facts of the card, in its three groups; the name stands in its title."""
    appointment = card.appointment
    person = [row for row in person_rows(appointment.applicant) if row[0] != card_fr.ROW_NAME]
    return [
        group(card_fr.GROUP_APPOINTMENT, _appointment_rows(card, zone)),
        group(card_fr.GROUP_PERSON, person),
        group(card_fr.GROUP_PERMIT, permit_rows(appointment.applicant)),
    ]


def group(title: str, rows: Rows) -> Group:
    """Return a group of facts; the name and the date stand out."""
    strong = {card_fr.ROW_WHEN, card_fr.ROW_NAME}
    return Group(
        title,
        tuple((label, plain(value, "bold" if label in strong else "")) for label, value in rows),
    )


def _appointment_rows(card: Card, zone: ZoneInfo) -> Rows:
    appointment = card.appointment
    booked_on = plain_date(appointment.booked_at.astimezone(zone).date())
    identified = card_fr.IDENTIFIED.get(
        appointment.identification.value if appointment.identification else "",
        card_fr.NOT_IDENTIFIED,
    )
    channel = cli_fr.CHANNELS[appointment.channel.value]
    counter = appointment.counter
    where = card_fr.COUNTER.format(number=counter) if counter else card_fr.NO_COUNTER
    rows = [
        (card_fr.ROW_WHEN, f"{moment(appointment.start)} · {where}"),
        (
            card_fr.ROW_BOOKED,
            card_fr.BOOKED.format(day=booked_on, channel=channel, identified=identified),
        ),
    ]
    if on_the_day := _on_the_day(card, zone):
        rows.append((card_fr.ROW_TODAY, on_the_day))
    if card.missing:
        rows.append((card_fr.ROW_MISSING, " ; ".join(card.missing)))
    if card.cancel_reason:
        reason = CANCEL_REASONS.get(card.cancel_reason, card.cancel_reason)
        rows.append((card_fr.ROW_CANCELLED, reason))
    if card.overbooked_because:
        rows.append((card_fr.ROW_OVERBOOKED, card.overbooked_because))
    if card.message:
        rows.append((card_fr.ROW_MESSAGE, _message(card.message, zone)))
    return rows


def _message(message: Delivery, zone: ZoneInfo) -> str:
    """Say what became of the last e-mail: when it left, or how often and why it did not."""
    kind, state = outbox_fr.KINDS[message.kind], outbox_fr.STATES[message.state]
    tried = message.tried_at
    if message.state is MessageState.SENT or tried is None:
        left = short_moment(message.sent_at.astimezone(zone)) if message.sent_at else ""
        return " ".join(filter(None, (f"{kind}, {state}", left)))
    last = card_fr.LAST_TRY.format(
        attempts=outbox_fr.attempts(message.attempts), at=short_moment(tried.astimezone(zone))
    )
    return " · ".join(filter(None, (f"{kind}, {state}", last, message.last_answer)))


def _on_the_day(card: Card, zone: ZoneInfo) -> str:
    """Say when the person arrived, was called, and left."""

    def hour(at: datetime) -> str:
        return f"{at.astimezone(zone):%H:%M}"

    lines = []
    if card.arrived_at:
        lines.append(card_fr.ARRIVED.format(hour=hour(card.arrived_at)))
    if card.called_at and card.served_at_counter:
        called = card_fr.CALLED_AT.format(hour=hour(card.called_at), counter=card.served_at_counter)
        lines.append(called)
    elif card.called_at:
        lines.append(card_fr.CALLED.format(hour=hour(card.called_at)))
    if card.ended_at:
        lines.append(card_fr.ENDED.format(hour=hour(card.ended_at)))
    return ", ".join(lines)


def person_rows(person: Applicant) -> Rows:
    """Return who the person is and how to reach them."""
    countries = catalogue.country_names()
    none = screen_fr.NOTHING_GIVEN
    nationality = countries.get(person.nationality, person.nationality)
    language = screen_fr.LANGUAGES.get(person.language, person.language)
    home = " ".join(filter(None, (person.address, person.postal_code, person.commune)))
    phone = phone_words(person.phone) if person.phone else none
    return [
        (card_fr.ROW_NAME, addressee(person)),
        (card_fr.ROW_BIRTH, f"{birth_date(person.birth_date)} · {nationality}"),
        (card_fr.ROW_NUMBER, group_digits(person.foreign_resident_number)),
        (card_fr.ROW_HOME, home),
        (card_fr.ROW_EMAIL, person.email or none),
        (card_fr.ROW_PHONE, f"{phone} · {language}"),
    ]


def permit_rows(person: Applicant) -> Rows:
    """Return what the person comes for."""
    return [
        (card_fr.ROW_SITUATION, situation_label(person.situation)),
        (card_fr.ROW_KIND, kind_label(person.permit_kind)),
        (card_fr.ROW_EXPIRES, plain_date(person.permit_expires)),
    ]


def history_content(card: Card, zone: ZoneInfo, now: datetime) -> Content:
    """Return what was done day by day up to `now` (wall clock), and what is still to come."""
    lines = [Content.styled(card_fr.GROUP_HISTORY, "bold")]
    day: date | None = None
    for at, said, agent in _done(card, zone):
        if at.date() != day:
            day = at.date()
            lines.append(plain(plain_date(day), "$text-muted"))
        under = f"\n{' ' * HISTORY_INDENT}"
        lines.append(Content.assemble((f"  {at:%H:%M}  ", "$text-muted"), said, under, agent))
    return Content("\n").join([*lines, *_still_to_come(card.appointment, now)])


def latest_content(card: Card, zone: ZoneInfo, today: date) -> Content:
    """Return what was done, latest first: for a place where only the beginning is in sight."""
    lines = [Content.styled(card_fr.GROUP_HISTORY, "bold")]
    for at, said, agent in reversed(_done(card, zone)):
        when = (f"  {list_moment(at, today):<{WHEN_WIDTH}}  ", "$text-muted")
        lines.append(Content.assemble(when, said, "  ", agent))
    return Content("\n").join(lines)


def _done(card: Card, zone: ZoneInfo) -> list[tuple[datetime, Content, Content]]:
    """Return (when, what, by whom) of each act worth a line, oldest first."""
    return [
        (
            entry.at.astimezone(zone),
            plain(history_fr.sentence(entry.action, entry.before, entry.after)),
            plain(entry.agent, "$text-muted"),
        )
        for entry in card.history
        if history_fr.is_shown(entry.action)
    ]


def _still_to_come(appointment: Appointment, now: datetime) -> list[Content]:
    """Return what lies ahead, soonest first: the appointment, and the end of the permit."""
    expires = appointment.applicant.permit_expires
    ahead = [(datetime.combine(expires, time.max), plain_date(expires), card_fr.PERMIT_ENDS)]
    if appointment.status in BINDS_PERSON:
        start = appointment.start
        ahead.append((start, f"{plain_date(start.date())} {start:%H:%M}", card_fr.TITLE))
    found = [(when, words) for at, when, words in sorted(ahead) if at > now]
    if not found:
        return []
    today = plain(f"── {card_fr.NOW} {now:%H:%M} ──", "$text-muted")
    return [today, *(plain(f"{when}  {words}", "$text-muted") for when, words in found)]
