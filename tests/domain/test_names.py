"""Names as the world writes them, and what hides in pasted text."""

import unicodedata

import pytest
from hypothesis import example, given, strategies as st

from rdv_tui.domain.names import (
    MAX_NAME_LENGTH,
    clean_name,
    clean_text,
    fold,
    odd_signs,
    written_name,
)
from rdv_tui.domain.problems import WrongValue


@pytest.mark.parametrize(
    "name",
    [
        "Łukasz",
        "Şükrü",
        "Nguyễn Thị Ánh",
        "Đorđe",
        "O'Brien",
        "d’Ornano",
        "Ben-Saïd",
        "[/b] [Dupont] [@click=app.quit]x\\",
        "<script>alert(1)</script>",
        "{family_name} %s $HOME",
        "محمد",
        "X",
    ],
)
def test_a_name_is_kept_as_it_is(name: str) -> None:
    assert clean_name(name) == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ben\tSalah\n", "Ben Salah"),
        ("Ben\r\n\r\nSalah", "Ben Salah"),
        ("Jose\u0301", "José"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("\u202eDupont\u202c", "Dupont"),
        ("Du\u200bpont\ufeff", "Dupont"),
        ("Du\x00po\x1b[31mnt", "Dupo[31mnt"),
        ("Du\ud800pont", "Dupont"),
        ("A\u2028B\u00a0C\u3000D", "A B C D"),
        ("e\u200b\u0301", "é"),
        ("", ""),
        (" \u200e\u3164 ", ""),
    ],
)
def test_what_cannot_be_seen_goes(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


@pytest.mark.parametrize("typed", ["123", "-", "[]", "…", "☺", "'", "²"])
def test_a_name_has_a_letter(typed: str) -> None:
    with pytest.raises(WrongValue) as found:
        clean_name(typed)
    assert found.value.problem.code == "no_letter"


def test_length_counts_after_cleaning() -> None:
    assert clean_name("é" * MAX_NAME_LENGTH) == "é" * MAX_NAME_LENGTH
    assert clean_name("e\u0301" * MAX_NAME_LENGTH + "\u200b" * 500 + " ") == "é" * MAX_NAME_LENGTH
    with pytest.raises(WrongValue) as found:
        clean_name("a" * 300)
    assert found.value.problem.code == "too_long"
    assert found.value.problem.values == {"limit": "150", "count": "300"}


@given(st.text())
def test_clean_text_is_one_visible_line_and_stays_so(text: str) -> None:
    clean = clean_text(text)
    assert clean == clean_text(clean)
    assert clean.isprintable() or all(
        unicodedata.category(sign) in {"Cn", "Zs"} for sign in clean if not sign.isprintable()
    )
    assert "  " not in clean
    assert clean == clean.strip()
    assert unicodedata.is_normalized("NFC", clean)
    clean.encode()


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("l isle sur la sorgue", "L'Isle-sur-la-Sorgue"),
        ("L’ISLE-SUR-LA-SORGUE", "L'Isle-sur-la-Sorgue"),
        ("bedarrides", "Bédarrides"),
        ("VALREAS", "Valréas"),
        ("lukasz", "Łukasz"),
        ("istanbul", "İstanbul"),
        ("oeuvre", "Œuvre"),
        ("strasse", "Straße"),
        ("dorde", "Đorđe"),
        ("cote d'ivoire", "Côte d’Ivoire"),
        ("ile aland", "Île Åland"),
    ],
)
def test_search_forgives_accents_hyphens_apostrophes(typed: str, same: str) -> None:
    assert fold(typed) == fold(same)


@given(st.text())
@example("\N{MATHEMATICAL ITALIC CAPITAL ALPHA}")
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("family", "given", "written"),
    [
        ("benali", "samira", "BENALI Samira"),
        ("BENALI", "SAMIRA", "BENALI Samira"),
        ("el ouafi", "El Mehdi", "EL OUAFI El Mehdi"),
        ("otchumaré-o’neil", "zoë", "OTCHUMARÉ-O’NEIL Zoë"),
        ("d'almeida", "jean-pierre", "D'ALMEIDA Jean-Pierre"),
        ("strauß", "jörg", "STRAUẞ Jörg"),
        ("nguyễn", "thị ánh", "NGUYỄN Thị Ánh"),
        ("Yılmaz", "İBRAHİM", "YILMAZ Ibrahim"),
        ("mono", "", "MONO"),
        ("ბერიძე", "ნინო", "ბერიძე ნინო"),
        ("محمد", "علي", "محمد علي"),
    ],
)
def test_a_name_is_written_as_french_papers_write_it(family: str, given: str, written: str) -> None:
    assert written_name(family, given) == written


@given(st.text())
def test_any_name_can_be_written(name: str) -> None:
    name = clean_text(name)
    written = written_name(name, name)
    assert unicodedata.is_normalized("NFC", written)
    assert bool(written) == bool(name)


@pytest.mark.parametrize(
    ("name", "signs"),
    [
        ("Benali3", "3"),
        ("<b>Anne", "<>"),
        ("Ali (dit Alex)", "()"),
        ("a@b.fr", "@"),
        ("N'Guessan-Ould d’Été", ""),
        ("Jr. O'Neil, Ƙofi ʻAlī", ""),
        ("王小明", ""),
    ],
)
def test_signs_that_no_permit_has_in_a_name_are_seen(name: str, signs: str) -> None:
    assert odd_signs(name) == signs
