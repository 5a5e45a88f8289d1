"""An office's own situations: what they change, and what happens when they are wrong."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rdv_tui import catalogue
from rdv_tui.catalogue.guide import extend_guide
from rdv_tui.domain.permits import VerdictCode
from rdv_tui.domain.situations import Catalogue
from rdv_tui.errors import UsageError
from rdv_tui.locales.kiosk.languages import WORDS
from rdv_tui.screens.kiosk.situation import say_kind, say_situation
from rdv_tui.services.booking.eligibility import evaluate
from rdv_tui.settings import load_settings, settings_file

SHIPPED = Path(catalogue.__file__).parent / "situations.json"
CONTENT = json.loads(SHIPPED.read_bytes())


def entry(code: str, /, **changes: object) -> dict[str, object]:
    """Return the shipped entry of `code`, changed."""
    shipped = next(one for one in CONTENT["situations"] if one["code"] == code)
    return {**shipped, **changes}


def own(folder: Path, **content: object) -> Path:
    path = folder / "situations.json"
    path.write_text(json.dumps({"as_of": "2027-01-15", **content}), encoding="utf-8")
    return path


def extended(folder: Path, **content: object) -> Catalogue:
    return extend_guide(SHIPPED, own(folder, **content))


@pytest.fixture
def restored() -> Iterator[None]:
    """No file of the office once the test is over."""
    yield
    catalogue.override_situations(None)


def test_an_entry_of_a_known_code_takes_its_place(tmp_path: Path) -> None:
    before = catalogue.situations()
    guide = extended(tmp_path, situations=[entry("VPF_LIENS", verified=True, label="Liens")])
    assert (guide.situation("VPF_LIENS").label, guide.as_of) == ("Liens", date(2027, 1, 15))
    assert [one.code for one in guide.situations] == [one.code for one in before.situations]
    others = [one for one in guide.situations if one.code != "VPF_LIENS"]
    assert others == [one for one in before.situations if one.code != "VPF_LIENS"]
    assert guide.warning == before.warning


def test_what_is_new_comes_last_and_may_lean_on_what_is_shipped(tmp_path: Path) -> None:
    kind = {"code": "CJ", "label": "carte jeune", "cover": "no"}
    new = entry("SALARIE", code="SALARIE_JEUNE", permit_kinds=["CJ", "CST"])
    guide = extended(tmp_path, situations=[new], permit_kinds=[kind], warning="Vérifié.")
    assert len(guide.situations) == 60
    assert guide.situations[-1].code == "SALARIE_JEUNE"
    kinds = guide.kinds_for(guide.situation("SALARIE_JEUNE"))
    assert [one.label for one in kinds] == [
        "carte jeune",
        "carte de séjour temporaire (un an au plus)",
    ]
    assert guide.warning == "Vérifié."


@pytest.mark.usefixtures("restored")
def test_the_kiosk_calls_an_entry_of_the_office_s_own_by_the_names_given_to_it(
    tmp_path: Path,
) -> None:
    labels = {"en": "I teach at the university", "ar": "أدرس في الجامعة"}
    kind = {"code": "CJ", "label": "carte jeune", "cover": "no", "labels": {"tr": "Genç kartı"}}
    new = entry("SALARIE", code="ENSEIGNANT", label="Enseignant", labels=labels)
    catalogue.override_situations(own(tmp_path, situations=[new], permit_kinds=[kind]))
    said = [say_situation(WORDS[code], "ENSEIGNANT") for code in ("en", "ar", "tr", "fr")]
    assert said == [*labels.values(), "Enseignant", "Enseignant"]
    assert say_situation(WORDS["tr"], "SALARIE") == WORDS["tr"].situations["SALARIE"]
    assert [say_kind(WORDS[code], "CJ") for code in ("tr", "en")] == ["Genç kartı", "carte jeune"]


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ({"situations": [{"code": "SALARIE"}]}, ["n° 1 (SALARIE)", "« label »", "manque"]),
        ({"situations": [entry("SALARIE", route="fax")]}, ["(SALARIE)", "« route »", "fax"]),
        ({"situations": [entry("SALARIE", couleur="x")]}, ["(SALARIE)", "« couleur »"]),
        ({"situations": [entry("SALARIE", code=" ")]}, ["situations", "« code »"]),
        ({"situations": [entry("SALARIE", labels={"xx": "x"})]}, ["(SALARIE)", "« labels »", "xx"]),
        ({"situations": [entry("SALARIE", labels={"en": " "})]}, ["(SALARIE)", "« labels »"]),
        ({"situations": [entry("SALARIE")] * 2}, ["(SALARIE)", "« code »", "deux fois"]),
        ({"situations": [entry("SALARIE", permit_kinds=["ROSE"])]}, ["« permit_kinds »", "ROSE"]),
        ({"situations": [entry("SOINS", sensitive=False)]}, ["(SOINS)", "« sensitive »"]),
        (
            {"situations": [entry("SOINS", route="in_person", permit_kinds=["CST"])]},
            ["(SOINS)", "« route »"],
        ),
        ({"situations": {}}, ["« situations »", "une liste"]),
        ({"fees": []}, ["« fees »", "n'existe pas"]),
        ({"as_of": "hier"}, ["« as_of »", "une date"]),
    ],
)
def test_a_wrong_file_is_named_to_the_field(
    content: dict[str, Any], named: list[str], tmp_path: Path
) -> None:
    with pytest.raises(UsageError) as found:
        extended(tmp_path, **content)
    for part in ("situations.json", *named):
        assert part in found.value.message, found.value.message
    assert found.value.code == "bad_catalogue"


def _absent(path: Path) -> None:
    path.unlink(missing_ok=True)


def _not_text(path: Path) -> None:
    path.write_bytes(b"\xff\xfe\x00")


def _too_deep(path: Path) -> None:
    path.write_bytes(b'{"x":' + b"[" * 100_000)


def _folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("spoil", [_absent, _not_text, _too_deep, _folder])
@pytest.mark.usefixtures("restored")
def test_whatever_is_wrong_the_shipped_situations_are_used_and_it_is_said(
    spoil: Callable[[Path], None], tmp_path: Path
) -> None:
    shipped, path = catalogue.situations(), tmp_path / "situations.json"
    spoil(path)
    catalogue.override_situations(path)
    assert catalogue.situations() == shipped
    problem = catalogue.override_problem()
    assert problem is not None
    assert str(path) in problem
    assert "livrées avec le programme" in problem


@pytest.mark.usefixtures("restored")
def test_the_rules_follow_the_office_s_own_situations(tmp_path: Path) -> None:
    def verdict() -> VerdictCode:
        finding = evaluate(
            catalogue.default_office(),
            date(2026, 11, 23),
            situation="ETUDIANT",
            expires=date(2026, 12, 31),
        )
        assert finding is not None
        return finding.verdict.code

    assert verdict() is VerdictCode.ONLINE
    catalogue.override_situations(
        own(tmp_path, situations=[entry("ETUDIANT", route="in_person", permit_kinds=["CST"])])
    )
    assert catalogue.override_problem() is None
    assert verdict() is VerdictCode.BOOKABLE
    catalogue.override_situations(None)
    assert verdict() is VerdictCode.ONLINE


def test_the_file_beside_the_settings_is_taken_and_another_may_be_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert load_settings({}).situations is None
    beside = settings_file().with_name("situations.json")
    beside.parent.mkdir()
    beside.write_text("{}")
    assert load_settings({}).situations == beside
    # A file that was named is taken at its word: that it is missing will be said.
    named = tmp_path / "ailleurs.json"
    assert load_settings({"RDV_SITUATIONS": str(named)}).situations == named
