"""An office's record as a file: read whole, or refused by the field that is wrong."""

from dataclasses import asdict, replace
from datetime import date, time as hour
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, strategies as st

from rdv_tui import catalogue
from rdv_tui.domain.office import Closure, Opening
from rdv_tui.errors import UsageError

SHIPPED = Path(catalogue.__file__).parent

OFFICE_FAULTS = [
    ("counters = 3", "counters = 0", ["« counters »"]),
    ("counters = 3", 'counters = "trois"', ["« counters »", "un nombre entier"]),
    ("counters = 3", "counters = 2", ["openings n° 1", "« counters »", "de 1 à 2"]),
    ("slot_minutes = 15", "slot_minutes = -5", ["« slot_minutes »"]),
    ("counters = 3", "counters = 100", ["« counters »", "entre 1 et 99"]),
    ("slot_minutes = 15", "slot_minutes = 241", ["« slot_minutes »", "entre 5 et 240"]),
    ("horizon_weeks = 8", "horizon_weeks = 53", ["« horizon_weeks »", "entre 1 et 52"]),
    ("hold_minutes = 5", "hold_minutes = 999999999999", ["« hold_minutes »", "entre 1 et 60"]),
    ("late_fee_eur = 180", "late_fee_eur = 999999", ["rules", "« late_fee_eur »"]),
    ("slot_minutes = 15", "slot_minutes = 99999999999999999999", ["« slot_minutes »"]),
    ("slot_minutes = 15", "", ["« slot_minutes »", "manque"]),
    ("end = 12:00:00", "end = 12:00:00\nslot_minutes = 4", ["openings n° 1", "« slot_minutes »"]),
    ("slot_minutes = 15", "slot_minuts = 15", ["« slot_minuts »", "n'existe pas"]),
    ("Europe/Paris", "Europe/Avignon", ["« time_zone »", "Europe/Avignon"]),
    ("Europe/Paris", "../../etc/passwd", ["« time_zone »"]),
    ('departments = ["84"]', 'departments = ["Vaucluse"]', ["rules", "« departments »"]),
    ("late_fee_eur = 180", "late_fee_eur = -1", ["rules", "« late_fee_eur »"]),
    ('"vendredi"', '"friday"', ["openings n° 1", "« weekdays »"]),
    ("end = 12:00:00", "end = 08:00:00", ["openings n° 1", "« end »"]),
    ("end = 12:00:00", "end = 14:00:00", ["guichet 1 le lundi", "se croisent"]),
    ("start = 09:00:00", "start = 9", ["openings n° 1", "« start »"]),
    ('code = "vaucluse"', 'code = ""', ["« code »"]),
    ('code = "vaucluse"', "code = vaucluse", ["ligne 4, colonne 8"]),
]


def _absurd(name: str) -> dict[str, Any]:
    return {name: 10**12}


def test_every_number_of_an_office_has_bounds(tmp_path: Path) -> None:
    office = catalogue.default_office()
    figures = [name for name, value in asdict(office).items() if type(value) is int]
    rules = [name for name, value in asdict(office.rules).items() if type(value) is int]
    for changed in (
        *(replace(office, **_absurd(name)) for name in figures),
        *(replace(office, rules=replace(office.rules, **_absurd(name))) for name in rules),
    ):
        path = tmp_path / "bureau.toml"
        path.write_text(catalogue.office_text(changed), encoding="utf-8")
        with pytest.raises(UsageError, match="entre"):
            catalogue.load_office(path)
    assert len(figures) > 10
    assert len(rules) > 5


@pytest.mark.parametrize(("before", "after", "named"), OFFICE_FAULTS)
def test_a_wrong_office_is_named_to_the_field(
    before: str, after: str, named: list[str], tmp_path: Path
) -> None:
    content = (SHIPPED / "office.toml").read_text(encoding="utf-8")
    assert before in content
    path = tmp_path / "bureau.toml"
    path.write_text(content.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(UsageError) as found:
        catalogue.load_office(path)
    assert found.value.code == "bad_office_file"
    for part in ("bureau.toml", *named):
        assert part in found.value.message, found.value.message


def test_the_shipped_office_is_written_as_short_as_a_person_would(tmp_path: Path) -> None:
    office = catalogue.default_office()
    text = catalogue.office_text(office)
    assert text.count("[[openings]]") == (SHIPPED / "office.toml").read_text().count("[[openings]]")
    path = tmp_path / "bureau.toml"
    path.write_text(text, encoding="utf-8")
    assert catalogue.load_office(path) == office


@st.composite
def weekly_openings(draw: st.DrawFn) -> tuple[Opening, ...]:
    """Openings of three counters that do not cross: a morning, an afternoon, or both."""
    found = []
    for counter, weekday in draw(
        st.sets(st.tuples(st.integers(1, 3), st.integers(0, 6)), min_size=1, max_size=10)
    ):
        since, until = draw(st.sampled_from(VALID))
        for start, end in draw(st.sampled_from([HALVES[:1], HALVES[1:], HALVES])):
            minutes = draw(st.none() | st.integers(5, 240))
            found.append(Opening(counter, weekday, start, end, since, until, minutes))
    return tuple(found)


HALVES = [(hour(9), hour(12)), (hour(13, 15), hour(16))]
VALID = [
    (None, None),
    (date(2027, 1, 4), None),
    (None, date(2027, 6, 30)),
    (date(2027, 1, 4), date(2027, 6, 30)),
]
NAMED_FIELDS = st.text(st.characters(codec="utf-8"), min_size=1).filter(
    lambda text: bool(text.strip())
)


@given(
    openings=weekly_openings(),
    bureau=NAMED_FIELDS,
    address=st.lists(NAMED_FIELDS, min_size=1, max_size=4).map(tuple),
    closures=st.lists(
        st.builds(
            Closure,
            st.just(date(2027, 5, 7)),
            st.just(date(2027, 5, 8)),
            NAMED_FIELDS,
            st.none() | st.integers(1, 3),
            st.none() | st.just(hour(10)),
            st.none() | st.just(hour(12)),
        ),
        max_size=3,
    ).map(tuple),
)
def test_whatever_an_office_is_its_file_says_it_again(
    openings: tuple[Opening, ...],
    bureau: str,
    address: tuple[str, ...],
    closures: tuple[Closure, ...],
) -> None:
    office = replace(
        catalogue.default_office(),
        openings=openings,
        bureau=bureau,
        address=address,
        closures=closures,
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bureau.toml"
        path.write_text(catalogue.office_text(office), encoding="utf-8", newline="")
        again = catalogue.load_office(path)
    assert sorted(again.openings, key=repr) == sorted(openings, key=repr)
    assert replace(again, openings=openings) == office


def test_a_missing_office_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"absent\.toml"):
        catalogue.load_office(tmp_path / "absent.toml")


def _with_closure(folder: Path, lines: str) -> Path:
    path = folder / "bureau.toml"
    content = (SHIPPED / "office.toml").read_text(encoding="utf-8")
    path.write_text(f"{content}\n[[closures]]\n{lines}\n", encoding="utf-8")
    return path


def test_closures_are_read(tmp_path: Path) -> None:
    path = _with_closure(
        tmp_path,
        'first = 2027-05-07\nlast = 2027-05-08\nreason = "Pont"\ncounter = 2\nend = 12:00:00',
    )
    assert catalogue.load_office(path).closures == (
        Closure(date(2027, 5, 7), date(2027, 5, 8), "Pont", 2, None, hour(12)),
    )


@pytest.mark.parametrize(
    ("lines", "field"),
    [
        ('first = 2027-05-07\nlast = 2027-05-06\nreason = "Pont"', "last"),
        ('first = 2027-05-07\nlast = 2027-05-07\nreason = " "', "reason"),
        ('first = 2027-05-07\nlast = 2027-05-07\nreason = "Pont"\ncounter = 4', "counter"),
        (
            'first = 2027-05-07\nlast = 2027-05-07\nreason = "x"\nstart = 12:00:00\nend = 09:00:00',
            "end",
        ),
    ],
)
def test_a_wrong_closure_is_named(lines: str, field: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as found:
        catalogue.load_office(_with_closure(tmp_path, lines))
    assert "closures n° 1" in found.value.message
    assert f"« {field} »" in found.value.message
