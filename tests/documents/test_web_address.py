"""Addresses of the web on paper: whole on one line, and a phone reads the code beside them."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from rdv_tui import catalogue
from rdv_tui.documents.layout import PrintLayout
from rdv_tui.documents.letter import render_letter
from rdv_tui.domain.situations import Route
from rdv_tui.errors import UsageError
from rdv_tui.locales.booking.rules import ONLINE_SITE
from rdv_tui.services.delivery import papers
from rdv_tui.services.desk import Desk
from tests.documents import readback
from tests.documents.samples import letter

GUIDE = catalogue.situations()
LONG = "https://www.prefecture.exemple.gouv.fr/etrangers/dossiers-a-telecharger/titre-de-sejour.pdf"


def lines(path: Path) -> list[str]:
    """Return the lines of the paper as they stand on it."""
    done = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True
    )
    return [line.strip() for line in done.stdout.splitlines()]


@pytest.mark.parametrize("code", ["ETUDIANT", "NATURALISATION", "ATTESTATION_ANEF", "SOINS"])
def test_the_way_to_the_online_service_is_whole(desk: Desk, tmp_path: Path, code: str) -> None:
    path = tmp_path / "fiche.pdf"
    path.write_bytes(papers.routing_sheet(desk, code))
    assert ONLINE_SITE in lines(path)
    assert readback.codes(path, tmp_path) == [ONLINE_SITE]


def test_a_refusal_on_paper_gives_it_too(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "fiche.pdf"
    typed = {"situation": "ETUDIANT", "permit_expires": "2027-01-10", "postal_code": "84000"}
    path.write_bytes(papers.refusal_sheet(desk, typed))
    assert ONLINE_SITE in lines(path)
    assert readback.codes(path, tmp_path) == [ONLINE_SITE]


def test_every_address_of_the_guide_is_an_https_one() -> None:
    sites = {one.site for one in GUIDE.situations if one.site}
    assert sites
    assert all(site.startswith("https://") for site in sites)
    named = [one for one in GUIDE.situations if ".gouv.fr" in one.advice]
    assert [one.code for one in named if not one.site] == []


@pytest.mark.parametrize("site", ["https://www.vaucluse.gouv.fr", LONG])
@pytest.mark.parametrize("large", [False, True])
def test_the_letter_says_where_the_form_comes_from(tmp_path: Path, site: str, large: bool) -> None:
    one = letter()
    one = replace(one, office=replace(one.office, dossier_site=site))
    path = tmp_path / "lettre.pdf"
    path.write_bytes(render_letter(one, PrintLayout(large_print=large)))
    assert site in lines(path)
    pages = range(1, 9)
    page = next(number for number in pages if site in readback.text(path, number))
    assert readback.codes(path, tmp_path, page) == [site]
    assert "Dossier de demande à remplir : au guichet" in readback.prose(path, page)


def test_an_office_without_a_site_says_where_to_ask(tmp_path: Path) -> None:
    one = letter()
    one = replace(one, office=replace(one.office, dossier_site="", dossier_how="à l'accueil."))
    path = tmp_path / "lettre.pdf"
    path.write_bytes(render_letter(one))
    assert "Dossier de demande à remplir : à l'accueil." in readback.prose(path, 2)
    assert "https" not in readback.text(path)


def test_an_address_that_is_no_https_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bureau.toml"
    office = replace(catalogue.default_office(), dossier_site="www.vaucluse.gouv.fr")
    path.write_text(catalogue.office_text(office), encoding="utf-8")
    with pytest.raises(UsageError, match="en https"):
        catalogue.load_office(path)


def test_a_desk_s_own_situation_has_no_site_of_the_online_service() -> None:
    here = [one for one in GUIDE.situations if one.route is Route.IN_PERSON]
    assert not [one.code for one in here if one.site]
