"""Who moves several positions locks them all in one statement, in the order in which everybody does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event, select

from core.commands import AnswerSubstitute, ProposeSubstitute, Resolution, SettleException, WithdrawSubstitute
from core.model import Article, Delivery, Location
from core.orchestration import Core, UnitOfWork
from core.orchestration.settlements import lock_for
from core.rules.ids import derive
from tests.core.builders import make_article, make_position
from tests.core.orchestration.intake_shop import Shop
from tests.core.orchestration.test_deliveries import network, say, told

__all__ = ["network"]


@contextmanager
def heard(core: Core) -> Iterator[list[str]]:
    """The statements that read positions within it."""
    said: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if "FROM position" in statement:
            said.append(statement)

    event.listen(core.engine, "before_cursor_execute", hear)
    yield said
    event.remove(core.engine, "before_cursor_execute", hear)


@pytest.mark.parametrize("ends", ["declined", "withdrawn"])
def test_what_is_told_of_a_substitute_locks_both_articles_at_once(core: Core, ends: str) -> None:
    shop = Shop(core)

    def furnish(unit: UnitOfWork) -> int:
        stole = make_article(unit, "STOLE")
        make_position(unit, stole, unit.session.scalars(select(Location)).one(), 5)
        return stole.id

    offered = core.transact(furnish)
    about = {"fulfilment_id": shop.fulfilment_id}
    propose = ProposeSubstitute(line_id=shop.line_id, article_id=offered, quantity=1, **about)
    claim, sealed = shop.claim(), shop.sender.seal(propose)
    made = derive(shop.device.id, "command", shop.sender.sequence)
    line_id = derive(made, "line")
    with heard(core) as said:
        assert shop.send(claim, sealed).outcomes[-1].status == "applied"
    assert len(said) == 1
    end = (
        AnswerSubstitute(line_id=line_id, is_agreed=False, **about)
        if ends == "declined"
        else WithdrawSubstitute(line_id=line_id, undoes=made, **about)
    )
    with heard(core) as said:
        assert shop.send(shop.sender.seal(end)).outcomes[-1].status == "applied"
    assert len(said) == 1


def test_what_is_given_up_of_a_delivery_is_locked_at_once(network: Core) -> None:
    say(network, told(("SCARF", 5), ("COAT", 2)))

    def settle(unit: UnitOfWork) -> int:
        delivery = unit.session.scalars(select(Delivery)).one()
        articles = unit.session.scalars(select(Article.id)).all()
        choice = {"settlement": "", "resolution": Resolution.GIVE_UP}
        with heard(network) as said:
            lock_for(unit, SettleException(case_id="c", case_aggregate=f"delivery:{delivery.id}", **choice))
            there = [unit.ledger.stock(one, delivery.location_id).transit_in for one in articles]
        assert sorted(there) == [2, 5]
        return len(said)

    assert network.transact(settle) == 1
