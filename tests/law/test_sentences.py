"""What is said of the law: each sentence has its sources, and nothing else states law."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest

from rdv_tui import catalogue, locales
from rdv_tui.domain.permits import filing_window
from rdv_tui.domain.situations import FeeProfile
from rdv_tui.locales import law
from rdv_tui.locales.fees import fee
from rdv_tui.services.booking.eligibility import evaluate

GUIDE, OFFICE = catalogue.situations(), catalogue.default_office()
SENTENCES = {name: one for name, one in vars(law).items() if isinstance(one, law.Law)}
ARTICLE = re.compile(r"\b[LR]\. ?4\d\d-\d|180 ?€")
# An answer of the desk's own to a question about substitution, and a heading.
ELSEWHERE = {"papers.py", "help_desk.py", "notice.py"}


@pytest.mark.parametrize("name", SENTENCES)
def test_every_sentence_has_its_row_and_known_sources(name: str) -> None:
    one = SENTENCES[name]
    assert 1 <= one.row <= 60
    assert one.sources
    assert set(one.sources) <= {source.id for source in GUIDE.sources}


@pytest.mark.parametrize("name", [n for n, one in SENTENCES.items() if one.sure is law.Sure.OFFICE])
def test_what_the_office_must_confirm_names_the_office(name: str) -> None:
    message = SENTENCES[name].text
    assert "bureau" in message or "{here}" in message or name.endswith("IN_GENERAL")


def test_no_other_words_state_law() -> None:
    folder = Path(next(iter(locales.__path__)))
    found = {}
    for path in sorted(folder.glob("*.py")):
        if path.name == "law.py" or path.name in ELSEWHERE:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        documented = {
            ast.get_docstring(node, clean=False)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        }
        texts = [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        if stated := [t for t in texts if ARTICLE.search(t) and t not in documented]:
            found[path.name] = stated
    assert found == {}


def test_every_fee_is_said() -> None:
    for situation in GUIDE.situations:
        message = fee(situation, OFFICE.rules)
        assert bool(message) == (situation.fee_profile is not FeeProfile.NONE), situation.code
        assert "{" not in message


NO_LATE_FEE = ("PROTECTION_VICTIME", "CITOYEN_UE", "BREXIT", "SUBSTITUTION_ANEF", "RECE", "DCEM")


@pytest.mark.parametrize("code", NO_LATE_FEE)
def test_who_never_pays_for_lateness_never_reads_of_it(code: str) -> None:
    expires = date(2027, 1, 15)
    for today in (date(2026, 12, 1), date(2027, 1, 20), date(2028, 1, 1)):
        found = evaluate(OFFICE, today, situation=code, expires=expires, slot=date(2027, 2, 1))
        assert found is not None
        assert "180" not in found.message
        assert not [message for _, message in found.warnings if "180" in message]


@pytest.mark.parametrize(
    ("code", "kind", "first", "last"),
    [
        ("SALARIE", "CST", date(2026, 11, 15), date(2027, 1, 15)),
        ("ETUDIANT", "CST", date(2026, 9, 17), date(2026, 11, 16)),
        ("SUBSTITUTION_ANEF", "CST", date(2026, 9, 17), date(2026, 11, 16)),
        ("CR_PREMIERE", "CSP-4ANS", None, date(2027, 1, 15)),
        ("CR_PREMIERE", "CST", date(2026, 11, 15), date(2027, 1, 15)),
        ("VLSTS_VALIDATION", "VLS-TS", None, None),
        ("FAMILLE_UE", "CS-FUE", None, None),
        ("BREXIT", "AR-5ANS", None, None),
    ],
)
def test_the_law_s_delay_follows_the_permit(
    code: str, kind: str, first: date | None, last: date | None
) -> None:
    held = GUIDE.permit_kind(kind)
    found = filing_window(GUIDE.situation(code), held, date(2027, 1, 15), OFFICE.rules)
    assert found == (first, last)
