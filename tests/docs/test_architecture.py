"""The documentation's diagrams are those of the tables."""

import lifecycles
import pytest


def test_the_lifecycles_in_the_documentation_are_up_to_date() -> None:
    text = lifecycles.PAGE.read_text(encoding="utf-8")
    assert lifecycles.page(text) == text, "run docs/lifecycles.py"


@pytest.mark.parametrize("lifecycle", lifecycles.LIFECYCLES, ids=lambda lifecycle: lifecycle.name)
def test_facts_have_a_move_in_every_state(lifecycle) -> None:
    assert lifecycle.missing() == []
