"""What can be promised, location by location, and why."""

from __future__ import annotations

import pytest

from core.model import Location, Position
from core.orchestration import Core, UnitOfWork
from core.orchestration.availability import MAX_ARTICLES, ArticleAvailability, availability
from core.rules.availability import Term
from core.rules.errors import BadInput
from tests.core.orchestration.order_world import furnish, order


def ask(core: Core, *skus: str, at: tuple[str, ...] = ()) -> list[ArticleAvailability]:
    return core.read(lambda session: availability(session, skus, at))


def test_each_location_says_what_it_can_promise_and_why(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 3}, "PARIS": {"SCARF": 2}})
    order(core, ("SCARF", 1))
    (answer,) = ask(core, "SCARF")
    assert [(one.location, one.quantity) for one in answer.locations] == [("LYON", 2), ("PARIS", 2)]
    assert answer.quantity == 4
    assert answer.locations[0].terms == ((Term.SELLABLE, 3), (Term.ALLOCATED, -1))


def test_a_shut_location_says_so(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 3}})

    def shut(unit: UnitOfWork) -> None:
        row = unit.session.get(Location, 1)
        assert row is not None
        row.is_open = False

    core.transact(shut)
    (answer,) = ask(core, "SCARF")
    assert answer.quantity == 0
    assert answer.locations[0].terms[-1] == (Term.LOCATION_SHUT, -3)


def test_a_location_that_was_asked_for_by_name_answers_even_with_nothing(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 3}})
    (answer,) = ask(core, "SCARF", at=("PARIS",))
    assert [(one.location, one.quantity) for one in answer.locations] == [("PARIS", 0)]
    assert answer.locations[0].terms == ((Term.SELLABLE, 0),)


def test_safety_stock_is_explained(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 3}})

    def keep(unit: UnitOfWork) -> None:
        for row in unit.session.query(Position):
            row.safety = 1

    core.transact(keep)
    (answer,) = ask(core, "SCARF")
    assert (Term.SAFETY, -1) in answer.locations[0].terms


def test_answers_come_in_the_order_asked_for(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 3, "COAT": 1}})
    assert [one.sku for one in ask(core, "SCARF", "COAT", "SCARF")] == ["SCARF", "COAT"]


@pytest.mark.parametrize(
    ("skus", "at", "code"),
    [
        (["SCRAF"], [], "unknown_article"),
        (["SCARF"], ["LUTECE"], "unknown_location"),
        ([], [], "too_many"),
        ([f"S{n}" for n in range(MAX_ARTICLES + 1)], [], "too_many"),
    ],
)
def test_what_cannot_be_answered_is_said(core: Core, skus: list[str], at: list[str], code: str) -> None:
    furnish(core, {"LYON": {"SCARF": 3}})
    with pytest.raises(BadInput, match=code):
        ask(core, *skus, at=tuple(at))
