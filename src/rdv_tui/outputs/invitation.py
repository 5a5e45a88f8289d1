"""The calendar's invitation of an appointment (RFC 5545, sent by RFC 6047)."""

from dataclasses import dataclass
from datetime import datetime

from icalendar import Calendar, Event, vCalAddress, vText


@dataclass(frozen=True, slots=True)
class Invitation:
    """An appointment for a calendar. `starts`, `ends` and `stamped` are instants in UTC.

    `uid` never changes, `sequence` grows with each change; `cancelled` takes the event away.
    """

    uid: str
    sequence: int
    starts: datetime
    ends: datetime
    stamped: datetime
    summary: str
    location: str
    description: str
    organizer: str
    attendee: str
    cancelled: bool = False

    @property
    def method(self) -> str:
        """What the calendar is asked to do."""
        return "CANCEL" if self.cancelled else "REQUEST"


def render_invitation(invitation: Invitation) -> str:
    """Return the invitation as a calendar's file."""
    calendar = Calendar()
    calendar.add("prodid", "-//rdv-tui//rendez-vous//FR")
    calendar.add("version", "2.0")
    calendar.add("method", invitation.method)
    event = Event()
    event.add("uid", invitation.uid)
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", invitation.stamped)
    event.add("dtstart", invitation.starts)
    event.add("dtend", invitation.ends)
    event.add("summary", invitation.summary)
    event.add("location", invitation.location)
    event.add("description", invitation.description)
    event.add("status", "CANCELLED" if invitation.cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    organizer = vCalAddress(f"mailto:{invitation.organizer}")
    event.add("organizer", organizer)
    attendee = vCalAddress(f"mailto:{invitation.attendee}")
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["RSVP"] = vText("FALSE")  # nobody reads answers of calendars
    event.add("attendee", attendee)
    calendar.add_component(event)
    text: str = calendar.to_ical().decode()
    return text
