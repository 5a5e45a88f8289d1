"""What an e-mail says, as plain text and as simple HTML: two writings of the same sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from html import escape

from rdv_tui.domain.message import INVITING_KINDS, MessageFacts, MessageKind
from rdv_tui.domain.names import clean_text
from rdv_tui.domain.office import Office
from rdv_tui.locales.delivery import letter as letter_fr, mail as mail_fr
from rdv_tui.locales.delivery.letter_languages import LANGUAGES as LETTERS
from rdv_tui.locales.delivery.mail import FRENCH, MailWords
from rdv_tui.locales.delivery.mail_languages import LANGUAGES, RIGHT_TO_LEFT, day_in

_NEW_LINE = "\n"
_CNIL = "CNIL (cnil.fr)"
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
class MailContent:
    """What is told, to whom, and who booked.

    `deadline` is the office's wall clock, as the facts' dates are.
    """

    kind: MessageKind
    reference: str
    facts: MessageFacts
    language: str | None = None
    deadline: datetime | None = None
    agent: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One language: sentences, then facts with their labels, then sentences."""

    language: str
    heading: str
    leads: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    closing: tuple[str, ...]

    @property
    def colon(self) -> str:
        """What stands between a label and its value; only French has a space before."""
        return " : " if self.language == "fr" else ": "


def languages_of(content: MailContent) -> tuple[str, ...]:
    """Return the languages of the message: French, then the person's if it is one of the six."""
    return ("fr", content.language) if content.language in LANGUAGES.keys() - {"fr"} else ("fr",)


def as_text(content: MailContent, office: Office) -> str:
    """Return the message as plain text."""
    parts: list[str] = []
    for section in _sections(content, office):
        if section.heading:
            parts += ["-" * 60, section.heading]
        parts += section.leads
        parts.append("\n".join(f"{label}{section.colon}{value}" for label, value in section.facts))
        parts += section.closing
    return "\n\n".join(parts) + "\n"


def as_html(content: MailContent, office: Office) -> str:
    """Return the message as a page without pictures, links or scripts: nothing in it can track."""
    sections = "\n".join(map(_html_section, _sections(content, office)))
    return _PAGE.format(title=escape(content.reference), sections=sections)


def _html_section(section: Section) -> str:
    direction = "rtl" if section.language in RIGHT_TO_LEFT else "ltr"
    lines = [f'<div lang="{section.language}" dir="{direction}">']
    if section.heading:
        lines.append(f"<hr><p><em>{escape(section.heading)}</em></p>")
    lines += [f"<p>{escape(sentence)}</p>" for sentence in section.leads]
    facts = "<br>".join(
        f"{escape(label)}{section.colon}<strong><bdi>{escape(value)}</bdi></strong>"
        for label, value in section.facts
    )
    lines.append(f"<p>{facts}</p>")
    lines += [
        f"<p>{'<br>'.join(map(escape, texts.split(_NEW_LINE)))}</p>" for texts in section.closing
    ]
    return "\n".join([*lines, "</div>"])


def _sections(content: MailContent, office: Office) -> Iterator[Section]:
    for code in languages_of(content):
        texts = LANGUAGES[code]
        french = code == "fr"
        yield Section(
            code,
            texts.heading,
            (*((mail_fr.GREETING,) if french else ()), *_leads(content, office, texts)),
            tuple(_facts(content, office, code)),
            (
                *_closing(content, office, code),
                *(_signature(office, content.agent) if french else ()),
            ),
        )


def _leads(content: MailContent, office: Office, texts: MailWords) -> tuple[str, ...]:
    leads = [texts.leads[content.kind]]
    if content.facts.previous is not None:
        leads.append(texts.no_longer.format(previous=_moment(content.facts.previous, texts)))
    if content.facts.reason and content.facts.reason in texts.reasons:
        leads.append(texts.reasons[content.facts.reason].format(phone=office.phone))
    if content.deadline is not None:
        leads.append(texts.kept_until.format(deadline=_moment(content.deadline, texts)))
    return tuple(leads)


def _facts(content: MailContent, office: Office, code: str) -> Iterator[tuple[str, str]]:
    texts, facts = LANGUAGES[code], content.facts
    if texts is FRENCH:
        yield mail_fr.PERSON, clean_text(facts.name)
    yield texts.day, day_in(texts, facts.start.date())
    yield texts.hour, mail_fr.hour_text(facts.start, texts)
    yield texts.place, ", ".join(office.address)
    if office.letter_names_counter and facts.counter is not None and content.kind in INVITING_KINDS:
        yield texts.counter, str(facts.counter)
    label = LETTERS[code].reference if code in LETTERS else letter_fr.REFERENCE
    yield label, content.reference


def _closing(content: MailContent, office: Office, code: str) -> Iterator[str]:
    texts = LANGUAGES[code]
    keep, free = _keep_and_free(code)
    if content.kind in INVITING_KINDS:
        yield texts.letter
        yield texts.in_person
        yield keep
        yield office.cancel_how if texts is FRENCH else texts.cannot_come.format(phone=office.phone)
    if content.kind is MessageKind.PROPOSED:
        yield texts.answer.format(phone=office.phone)
    yield free
    yield from _data_notice(office, code)


def _data_notice(office: Office, code: str) -> Iterator[str]:
    """Yield what the letter says of data; the right to object is a paragraph of its own."""
    if code in LETTERS:
        texts = LETTERS[code]
        yield texts.privacy.format(cnil=_CNIL, retention=office.rules.retention_months)
        yield texts.objection
        return
    lead, text, apart = letter_fr.privacy(office)
    yield f"{lead} {text}"
    yield apart


def _keep_and_free(code: str) -> tuple[str, str]:
    """Return the letter's own sentences on a far appointment, and on what it costs."""
    if code in LETTERS:
        return LETTERS[code].keep, LETTERS[code].free
    return " ".join(letter_fr.keep_it()), " ".join(letter_fr.free_of_charge())


def _signature(office: Office, agent: str) -> Iterator[str]:
    followed = letter_fr.followed_by(office, agent)
    yield _NEW_LINE.join(filter(None, (office.prefecture, office.bureau, followed)))
    yield f"{mail_fr.AUTOMATIC} {mail_fr.ANSWERS_GO_TO if office.email else mail_fr.NO_ANSWER}"


def _moment(start: datetime, texts: MailWords) -> str:
    return texts.moment.format(
        day=day_in(texts, start.date()), hour=mail_fr.hour_text(start, texts)
    )
