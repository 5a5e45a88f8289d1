"""What the system refuses is said in French, whatever it says itself."""

import errno
import os
import socket

import pytest

from rdv_tui.locales.system_errors import reason


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "plus de place"),
        (errno.EISDIR, "c'est un dossier"),
        (errno.EACCES, "refusé"),
        (errno.EROFS, "lecture seule"),
        (errno.ECONNREFUSED, "rien n'y répond"),
    ],
)
def test_usual_numbers_have_their_words(number: int, words: str) -> None:
    assert words in reason(OSError(number, os.strerror(number)))


def test_an_unusual_number_is_named_and_its_english_is_not() -> None:
    assert reason(OSError(errno.ENOTTY, "Not a typewriter")) == f"erreur {errno.ENOTTY} du système"


def test_an_error_without_a_number_says_no_english_either() -> None:
    assert reason(OSError("telephone the operator")) == "erreur du système"
    assert reason(TimeoutError("timed out")) == "pas de réponse à temps"
    assert "machine" in reason(socket.gaierror(socket.EAI_NONAME, "Name or service not known"))
