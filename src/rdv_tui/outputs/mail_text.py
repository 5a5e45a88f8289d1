"""What an e-mail says, as plain text and as simple HTML: two writings of the same sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from html import escape

from rdv_tui.domain.message import CALLS_IN, Facts, MessageKind
from rdv_tui.domain.names import clean_text
from rdv_tui.domain.office import Office
from rdv_tui.locales import mail as mail_fr
from rdv_tui.locales.mail import FRENCH, MailWords
from rdv_tui.locales.mail_languages import LANGUAGES, RIGHT_TO_LEFT, day_in

_NEW_LINE = "\n"
_PAGE = """\
<!DOCTYPE html>
<html lang="fr">
<head><meta charset="utf-8"><title>{title}</title></head>
<body style="font-family: sans-serif; font-size: 16px; line-height: 1.5; max-width: 40em">
{sections}
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told, and to whom: `deadline` is the office's wall clock, as the facts' dates are."""

    kind: MessageKind
    reference: str
    facts: Facts
    language: str | None = None
    deadline: datetime | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One language: sentences, then facts with their labels, then sentences."""

    language: str
    heading: str
    leads: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    closing: tuple[str, ...]


def languages_of(told: Told) -> tuple[str, ...]:
    """Return the languages of the message: French, then the person's if it is one of the six."""
    return ("fr", told.language) if told.language in LANGUAGES.keys() - {"fr"} else ("fr",)


def as_text(told: Told, office: Office) -> str:
    """Return the message as plain text."""
    parts: list[str] = []
    for section in _sections(told, office):
        colon = " : " if section.language == "fr" else ": "
        if section.heading:
            parts += ["-" * 60, section.heading]
        parts += section.leads
        parts.append("\n".join(f"{label}{colon}{value}" for label, value in section.facts))
        parts += section.closing
    return "\n\n".join(parts) + "\n"


def as_html(told: Told, office: Office) -> str:
    """Return the message as a page without pictures, links or scripts: nothing in it can track."""
    sections = "\n".join(map(_html_section, _sections(told, office)))
    return _PAGE.format(title=escape(told.reference), sections=sections)


def _html_section(section: Section) -> str:
    direction = "rtl" if section.language in RIGHT_TO_LEFT else "ltr"
    lines = [f'<div lang="{section.language}" dir="{direction}">']
    if section.heading:
        lines.append(f"<hr><p><em>{escape(section.heading)}</em></p>")
    lines += [f"<p>{escape(sentence)}</p>" for sentence in section.leads]
    facts = "<br>".join(
        f"{escape(label)} : <strong><bdi>{escape(value)}</bdi></strong>"
        for label, value in section.facts
    )
    lines.append(f"<p>{facts}</p>")
    lines += [
        f"<p>{'<br>'.join(map(escape, said.split(_NEW_LINE)))}</p>" for said in section.closing
    ]
    return "\n".join([*lines, "</div>"])


def _sections(told: Told, office: Office) -> Iterator[Section]:
    for code in languages_of(told):
        said = LANGUAGES[code]
        french = code == "fr"
        yield Section(
            code,
            said.heading,
            (mail_fr.GREETING, *_leads(told, office, said))
            if french
            else _leads(told, office, said),
            tuple(_facts(told, office, said)),
            (*_closing(told, office, said), *(_signature(office) if french else ())),
        )


def _leads(told: Told, office: Office, said: MailWords) -> tuple[str, ...]:
    leads = [said.leads[told.kind]]
    if told.facts.previous is not None:
        leads.append(said.no_longer.format(previous=_moment(told.facts.previous, said)))
    if told.facts.reason and told.facts.reason in said.reasons:
        leads.append(said.reasons[told.facts.reason].format(phone=office.phone))
    if told.deadline is not None:
        leads.append(said.kept_until.format(deadline=_moment(told.deadline, said)))
    return tuple(leads)


def _facts(told: Told, office: Office, said: MailWords) -> Iterator[tuple[str, str]]:
    facts = told.facts
    if said is FRENCH:
        yield mail_fr.PERSON, clean_text(facts.name)
    yield said.day, day_in(said, facts.start.date())
    yield said.hour, mail_fr.hour_text(facts.start)
    yield said.place, ", ".join(office.address)
    if office.letter_names_counter and facts.counter is not None and told.kind in CALLS_IN:
        yield said.counter, str(facts.counter)
    yield said.reference, told.reference


def _closing(told: Told, office: Office, said: MailWords) -> Iterator[str]:
    if told.kind in CALLS_IN:
        yield said.letter
        yield said.in_person
        yield office.cancel_how if said is FRENCH else said.cannot_come.format(phone=office.phone)
    if told.kind is MessageKind.PROPOSED:
        yield said.answer.format(phone=office.phone)
    yield said.free


def _signature(office: Office) -> Iterator[str]:
    yield f"{office.prefecture}{_NEW_LINE}{office.bureau}"
    yield f"{mail_fr.AUTOMATIC} {mail_fr.ANSWERS_GO_TO if office.email else mail_fr.NO_ANSWER}"


def _moment(start: datetime, said: MailWords) -> str:
    return said.moment.format(day=day_in(said, start.date()), hour=mail_fr.hour_text(start))
