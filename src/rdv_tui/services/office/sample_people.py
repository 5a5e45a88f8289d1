"""The invented people of the sample store: varied, plausible, the same for the same seed."""

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import msgspec

from rdv_tui import catalogue
from rdv_tui.domain.applicant import Applicant
from rdv_tui.domain.birth_date import BirthDate
from rdv_tui.domain.names import fold

_FILE = Path(catalogue.__file__).with_name("sample_people.toml")

_AGES = {
    "ASE_16_18": (18, 20),
    "JEUNE_AU_PAIR": (19, 27),
    "STAGIAIRE": (20, 30),
    "VPF_AVANT_13_ANS": (19, 27),
    "VPF_NE_EN_FRANCE": (18, 24),
    "RETRAITE": (63, 81),
}
_USUAL_AGES = (21, 64)

# Ranges that the regulator keeps for fiction: nobody is called by a demonstration.
_MOBILE, _LANDLINE = "+3363998", "+3346571"


class Nation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The names that people of one nationality bear, and why they come; weights by word."""

    code: str
    weight: int
    language: dict[str, int]
    situations: dict[str, int]
    families: list[str]
    women: list[str]
    men: list[str]


class _Sources(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    email_domains: list[str]
    streets: list[str]
    towns: dict[str, int]
    nations: list[Nation]


@cache
def _sources() -> _Sources:
    return msgspec.toml.decode(_FILE.read_bytes(), type=_Sources)


class People:
    """Makes one person after another; nobody has another's numbers or addresses."""

    def __init__(self, chance: random.Random) -> None:
        """Shuffle, with `chance`, the numbers that may be used once only."""
        self._chance = chance
        phones = [f"{start}{last:04d}" for start in (_MOBILE, _LANDLINE) for last in range(10_000)]
        self._phones: Iterator[str] = iter(chance.sample(phones, 6_000))
        self._numbers: Iterator[int] = iter(chance.sample(range(10_000_000, 100_000_000), 6_000))
        self._emails: set[str] = set()
        self._guide = catalogue.situations()

    def person(self, born_before: date, expires: date) -> Applicant:
        """Return a person whose permit ends on `expires`; their age is counted on `born_before`."""
        chance, sources = self._chance, _sources()
        nation = chance.choices(sources.nations, [n.weight for n in sources.nations])[0]
        situation = self._pick(nation.situations)
        family_name, given_names = self._names(nation)
        postal_code, _, commune = self._pick(sources.towns).partition(" ")
        return Applicant(
            family_name=family_name,
            given_names=given_names,
            birth_date=BirthDate.on(self._birth_date(situation, born_before)),
            nationality=nation.code,
            foreign_resident_number=self._number(),
            situation=situation,
            permit_kind=self._kind(situation, nation.code),
            permit_expires=expires,
            postal_code=postal_code,
            commune=commune,
            email=self._email(family_name, given_names) if chance.random() < 0.6 else None,
            phone=next(self._phones) if chance.random() < 0.8 else None,
            address=self._street() if chance.random() < 0.5 else None,
            language=self._pick(nation.language),
        )

    def _kind(self, situation: str, nationality: str) -> str:
        """Return a permit of the situation that somebody of that nationality holds."""
        kinds = self._guide.kinds_for(self._guide.situation(situation))
        drawn = self._chance.choice(kinds)
        held = [drawn, *kinds]
        return next((k for k in held if not k.contradicts(nationality)), drawn).code

    def _pick(self, weights: Mapping[str, int]) -> str:
        return self._chance.choices(list(weights), list(weights.values()))[0]

    def _names(self, nation: Nation) -> tuple[str, str]:
        family = self._chance.choice(nation.families)
        if not nation.women:
            return family, ""
        return family, self._chance.choice([*nation.women, *nation.men])

    def _birth_date(self, situation: str, on: date) -> date:
        youngest, oldest = _AGES.get(situation, _USUAL_AGES)
        days = self._chance.randrange(youngest * 366, (oldest + 1) * 365)
        return on - timedelta(days=days)

    def _number(self) -> str:
        # It generally starts with the department that gave it; 99 stands for the OFII.
        return self._chance.choice(("84", "84", "84", "84", "13", "30", "99")) + str(
            next(self._numbers)
        )

    def _email(self, family_name: str, given_names: str) -> str:
        words = [fold(name).replace(" ", "-") for name in (given_names, family_name) if name]
        name = ".".join(words)[:50].strip("-.")
        address = f"{name}@{self._chance.choice(_sources().email_domains)}"
        rank = 1
        while address in self._emails:
            rank += 1
            address = f"{name}{rank}@{address.partition('@')[2]}"
        self._emails.add(address)
        return address

    def _street(self) -> str:
        return f"{self._chance.randrange(1, 140)} {self._chance.choice(_sources().streets)}"
