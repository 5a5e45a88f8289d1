"""The documentation says what the program does, and nothing else."""

import pytest
from tools.document import DOCS, PARTS, documented


@pytest.mark.parametrize("page", PARTS)
def test_what_the_program_declares_is_documented(page: str) -> None:
    assert documented(page) == (DOCS / page).read_text(encoding="utf-8"), "run make docs"
