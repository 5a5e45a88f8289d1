"""The gallery's letters: what people in very different cases are handed, on invented persons.

A letter for whoever comes to the desk; for whoever does not, the sheet that they take away.
`make gallery` takes their pictures; tests read each of them back.
"""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from rdv_tui import catalogue
from rdv_tui.documents.guidance import Guidance, render_guidance
from rdv_tui.documents.layout import PrintLayout
from rdv_tui.documents.letter import render_letter
from rdv_tui.documents.letter_contents import Letter
from rdv_tui.domain.applicant import Applicant
from rdv_tui.domain.appointment import Appointment, Channel, Status
from rdv_tui.domain.birth_date import BirthDate
from rdv_tui.domain.office import SignedBy
from rdv_tui.locales.delivery import papers as paper_fr
from rdv_tui.services.booking.eligibility import evaluate

GALLERY = Path(__file__).resolve().parents[1] / "docs" / "gallery" / "letters"
TODAY = date(2026, 11, 23)
MADE_AT = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
START = datetime(2026, 12, 15, 9, 30)
DPI = 72
GREYS = 8


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invented. `large` asks for large print; `agent` is named by the office."""

    situation: str
    kind: str
    expires: date
    nationality: str
    family_name: str
    given_names: str
    born: date = date(1985, 7, 3)
    language: str = "fr"
    large: bool = False
    agent: str = ""
    here: bool = field(default=True, kw_only=True)

    @property
    def applicant(self) -> Applicant:
        """The person as the desk knows them."""
        return Applicant(
            family_name=self.family_name,
            given_names=self.given_names,
            birth_date=BirthDate.on(self.born),
            nationality=self.nationality,
            foreign_resident_number="8412345678",
            situation=self.situation,
            permit_kind=self.kind,
            permit_expires=self.expires,
            postal_code="84000",
            commune="Avignon",
            language=self.language,
        )


def _employee(language: str, nationality: str, family_name: str, given_names: str) -> Person:
    """Return an employee whose one-year permit ends before the appointment."""
    expires = date(2026, 12, 5)
    return Person(
        "SALARIE", "CST", expires, nationality, family_name, given_names, language=language
    )


PEOPLE: Mapping[str, Person] = {
    "lodged": Person("VPF_LIENS", "CST", date(2027, 1, 20), "CI", "N'Guessan", "Ange"),
    "refugee": Person(
        "PROTECTION_INTERNATIONALE", "CSP-4ANS", date(2027, 2, 10), "AF", "Rahimi", "Farid",
        here=False,
    ),
    "minor": Person(
        "VPF_LIENS", "CST", date(2027, 1, 8), "MG", "Ramanantsoa", "Fara", born=date(2010, 4, 2)
    ),
    "retired-abroad": Person(
        "RETRAITE", "CS-RETRAITE", date(2026, 12, 30), "MA", "Benali", "Hamid",
        born=date(1951, 2, 11),
    ),
    "algerian-one-year": Person(
        "CRA1_VPF", "CRA1", date(2026, 12, 1), "DZ", "Haddad", "Samira", agent="Anne Morel"
    ),
    "algerian-ten-years": Person(
        "CRA10_RENOUVELLEMENT", "CRA10", date(2027, 2, 28), "DZ", "Meziane", "Karim", here=False
    ),
    "brexit": Person("BREXIT", "AR-5ANS", date(2026, 12, 10), "GB", "Whitfield", "Jane"),
    "four-year-card-expired": Person(
        "SALARIE", "CSP-4ANS", date(2026, 8, 1), "SN", "Diop", "Awa"
    ),
    "english": _employee("en", "NG", "Okonkwo", "Chidi"),
    "arabic": _employee("ar", "SY", "Al-Khatib", "Rania"),
    "turkish": _employee("tr", "TR", "Şükrü", "Đorđe"),
    "spanish": _employee("es", "CO", "Peña", "Lucía"),
    "portuguese": _employee("pt", "BR", "Conceição", "João"),
    "italian": _employee("it", "AL", "Hoxha", "Blerta"),
    "large-print": Person(
        "ENTREPRENEUR", "CSP-4ANS", date(2026, 12, 20), "VN", "Nguyễn", "Thị Ánh", large=True
    ),
}  # fmt: skip


def paper(name: str) -> bytes:
    """Return what a person of the gallery is handed, as a PDF file."""
    person = PEOPLE[name]
    return _letter(person) if person.here else _sheet(person)


def _letter(person: Person) -> bytes:
    guide, applicant = catalogue.situations(), person.applicant
    situation, kind = guide.situation(person.situation), guide.permit_kind(person.kind)
    office = catalogue.default_office()
    letter = Letter(
        appointment=Appointment(
            reference="7K4H-M2XA",
            status=Status.BOOKED,
            start=START,
            place=1,
            counter=None,
            channel=Channel.DESK,
            applicant=applicant,
            booked_at=MADE_AT,
        ),
        office=replace(office, signed_by=SignedBy.AGENT) if person.agent else office,
        situation=situation,
        kind=kind,
        nationality=catalogue.country_names()[person.nationality],
        documents=guide.documents_for(situation, kind, person.nationality),
        booked_on=TODAY,
        as_of=guide.as_of,
        if_lodged=guide.documents_if_lodged(situation),
        agent=person.agent,
    )
    return render_letter(letter, PrintLayout(large_print=person.large))


def _sheet(person: Person) -> bytes:
    """Return the sheet that says where to file instead, until when, and with what."""
    guide, office = catalogue.situations(), catalogue.default_office()
    situation, kind = guide.situation(person.situation), guide.permit_kind(person.kind)
    found = evaluate(
        office,
        TODAY,
        situation=person.situation,
        permit_kind=person.kind,
        expires=person.expires,
        postal_code="84000",
    )
    assert found is not None  # everything that decides is given
    said = paper_fr.said(situation, kind, person.expires, "84000", TODAY)
    sections = paper_fr.refusal_sections(said, found.message, situation, office)
    note = paper_fr.as_of(guide.as_of, verified=situation.verified)
    title = paper_fr.REFUSAL_TITLES[found.verdict.code]
    return render_guidance(Guidance(office, title, sections, MADE_AT, note))


def picture(document: bytes, path: Path) -> None:
    """Write the pages of a PDF side by side as one picture, in few greys."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "paper.pdf"
        file.write_bytes(document)
        stem = str(Path(folder) / "page")
        subprocess.run(["pdftoppm", "-r", str(DPI), "-gray", "-png", str(file), stem], check=True)
        pages = [Image.open(one) for one in sorted(Path(folder).glob("page*.png"))]
        whole = Image.new("L", (sum(p.width for p in pages), max(p.height for p in pages)), 255)
        at = 0
        for page in pages:
            whole.paste(page, (at, 0))
            at += page.width
        path.parent.mkdir(parents=True, exist_ok=True)
        whole.quantize(GREYS).save(path, optimize=True)


def main() -> None:
    """Take the picture of every paper."""
    for name in PEOPLE:
        picture(paper(name), GALLERY / f"{name}.png")


if __name__ == "__main__":
    main()
