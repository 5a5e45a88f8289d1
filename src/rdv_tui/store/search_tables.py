"""The tables of searching: words that find appointments, and searches that found no slot."""

from datetime import date, datetime

from pydantic import NaiveDatetime
from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, String
from sqlmodel import Field

from rdv_tui.store.tables import OfOffice

BYTES = String().with_variant(String(collation="C"), "postgresql")
"""Text compared byte by byte on both engines: a word's beginnings are then one range."""


class WordRow(OfOffice, table=True):
    """A word by which an appointment is found (domain/search_words); its beginning is enough.

    `start` repeats the appointment's, for sorting, and `names` all its names, for narrowing (none
    beside a number): everything a search asks is in the key, so that it reads one stretch of one
    index, however many it finds.
    """

    __tablename__ = "search_word"
    __table_args__ = (
        ForeignKeyConstraint(
            ["office", "reference"],
            ["appointment.office", "appointment.reference"],
            name="fk_search_word_appointment",
        ),
        Index("ix_search_word_reference", "office", "reference"),
        {"sqlite_with_rowid": False},
    )

    word: str = Field(primary_key=True, sa_type=BYTES)
    start: NaiveDatetime = Field(primary_key=True)
    reference: str = Field(primary_key=True)
    names: str = Field(primary_key=True)


class FailedSearchRow(OfOffice, table=True):
    """A search that found no free slot, certified to a person; numbered per office and year.

    `holder` is the person as the certificate names them; `first` and `last` the days searched,
    `fact` what was so (domain/failed_search).
    """

    __tablename__ = "failed_search"
    __table_args__ = (
        ForeignKeyConstraint(["office"], ["office.code"], name="fk_failed_search_office"),
        CheckConstraint("number >= 1", name="ck_failed_search_number"),
        CheckConstraint("first <= last", name="ck_failed_search_days"),
    )

    year: int = Field(primary_key=True)
    number: int = Field(primary_key=True)
    searched_at: datetime
    situation: str
    first: date
    last: date
    holder: str | None = None
    foreign_resident_number: str | None = None
    fact: str = Field(sa_column_kwargs={"server_default": "all_taken"})
    agent: str
    station: str
