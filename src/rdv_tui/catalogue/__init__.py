"""The data shipped with the program, read strictly: situations, communes, countries, the office.

Each file is read once. A file that is wrong stops the program with one French sentence that names
the file, the entry and the field.
"""

from functools import cache
from pathlib import Path

from rdv_tui.catalogue.guide import read_guide
from rdv_tui.catalogue.office_file import read_office
from rdv_tui.catalogue.tables import read_communes, read_countries
from rdv_tui.domain.office import Office
from rdv_tui.domain.places import Commune, Country
from rdv_tui.domain.situations import Catalogue

__all__ = ["communes", "countries", "default_office", "load_office", "situations"]

_HERE = Path(__file__).parent


@cache
def situations() -> Catalogue:
    """Return the guide: situations, permit kinds, documents. UsageError `bad_catalogue`."""
    return read_guide(_HERE / "situations.json")


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
def default_office() -> Office:
    """Return the office that comes with the program: Vaucluse. UsageError `bad_office_file`."""
    return load_office(_HERE / "office.toml")


def load_office(path: Path) -> Office:
    """Return the office described in the TOML file `path`. UsageError `bad_office_file`."""
    return read_office(path)
