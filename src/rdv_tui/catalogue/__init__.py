"""The data shipped with the program, read strictly: situations, communes, countries, the office.

Each file is read once. A file that is wrong stops the program with one French sentence that names
the file, the entry and the field. The office's own changes to the situations are less strict with
the program: when they are wrong the shipped situations are used, and `override_problem` says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rdv_tui.catalogue.guide import extend_guide, read_guide
from rdv_tui.catalogue.office_file import load_office as load_office, office_text as office_text
from rdv_tui.catalogue.tables import (
    read_communes,
    read_countries,
    read_departments,
    read_nationalities,
)
from rdv_tui.domain.geography import Commune, Country, Department, department_of
from rdv_tui.domain.guide_search import GuideIndex
from rdv_tui.domain.office import Office
from rdv_tui.domain.situations import Catalogue
from rdv_tui.errors import UsageError
from rdv_tui.locales.office.settings import shipped_situations_used

_HERE = Path(__file__).parent
_SHIPPED = _HERE / "situations.json"


@dataclass(slots=True)
class _Override:
    """The office's own file of situations and folder of forms, chosen when the program starts."""

    path: Path | None = None
    dossiers: Path | None = None


_override = _Override()


def override_situations(path: Path | None) -> None:
    """Let the office's file `path` change the shipped situations; None for no file.

    To be called before anything reads the situations. The file is read when they are first asked.
    """
    _override.path = path


def use_dossiers(folder: Path | None) -> None:
    """Let the office's forms be those in `folder`: `SALARIE.pdf`, or `dossier.pdf` for all."""
    _override.dossiers = folder


def dossier(situation: str) -> Path | None:
    """Return the office's own form of a situation, or the one for all; None when it put none."""
    for name in (f"{situation}.pdf", "dossier.pdf"):
        path = _override.dossiers / name if _override.dossiers else None
        if path is not None and path.is_file():
            return path
    return None


def override_problem() -> str | None:
    """Say in French what is wrong with the office's own situations; None when all is well."""
    return _guide(_override.path)[1] if _override.path else None


def situations() -> Catalogue:
    """Return the guide: situations, permit kinds, documents, as the office changed them.

    UsageError `bad_catalogue` when the shipped file itself is wrong.
    """
    return _guide(_override.path)[0]


def guide_index() -> GuideIndex:
    """Return the guide ready to be searched by words. UsageError `bad_catalogue`."""
    return _index(_override.path)


@cache
def _index(own: Path | None) -> GuideIndex:
    return GuideIndex(_guide(own)[0])


@cache
def _guide(own: Path | None) -> tuple[Catalogue, str | None]:
    """Return the guide, and what is wrong with the file `own` that could not be used."""
    if own is None:
        return read_guide(_SHIPPED), None
    try:
        return extend_guide(_SHIPPED, own), None
    except UsageError as error:
        return read_guide(_SHIPPED), shipped_situations_used(error.message, str(own))


@cache
def communes() -> tuple[Commune, ...]:
    """Return Vaucluse's communes, one for each postal code. UsageError `bad_catalogue`.

    Names and codes: INSEE, DGCL and La Poste, under Licence Ouverte, 2026 vintage.
    """
    return read_communes(_HERE / "communes.csv")


@cache
def countries() -> tuple[Country, ...]:
    """Return the 249 countries in the order of their French names (CLDR)."""
    return read_countries(_HERE / "countries.csv")


@cache
def departments() -> Mapping[str, Department]:
    """Return the departments of France by their code, with where their prefecture is."""
    return {one.code: one for one in read_departments(_HERE / "departments.csv")}


def home_department(postal_code: str) -> Department | None:
    """Return the department of a postal code, None for one that is none of France's."""
    return departments().get(department_of(postal_code))


@cache
def nationality_words() -> Mapping[str, tuple[str, ...]]:
    """Return by the code of a country its names in its own languages, and what CLDR has not.

    Its own names are CLDR's, kept here since reading a hundred languages takes half a second. The
    others are how its people are called, its names in Latin letters, former and common names.
    """
    return read_nationalities(_HERE / "nationalities.csv")


@cache
def country_names() -> Mapping[str, str]:
    """Return the French name of each country by its code."""
    return {country.code: country.name for country in countries()}


@cache
def default_office() -> Office:
    """Return the office that comes with the program: Vaucluse. UsageError `bad_office_file`."""
    return load_office(_HERE / "office.toml")
