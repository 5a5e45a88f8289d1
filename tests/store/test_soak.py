"""The short form of the soak: desks that come, act and are killed; nobody is lost."""

import pytest
from benchmarks.soak import soak

pytestmark = pytest.mark.slow


def test_nobody_is_lost_and_no_rule_broken(target: str) -> None:
    found = soak(target, desks=3, seconds=12)
    assert int(str(found["acts"])) > 0
    assert found["lost"] == []
    assert found["problems"] == []
    assert int(str(found["purged"])) > 0
    assert found["overdue"] == {}
