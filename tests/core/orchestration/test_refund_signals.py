"""What the core counts around a refund, over all stores."""

from __future__ import annotations

from typing import Any

import pytest

from core.model import Location, Refund, Return, Sale
from core.orchestration import Core, UnitOfWork
from core.orchestration.refund_signals import tell
from core.rules.return_policy import Limits
from core.rules.return_signals import Told, told_of
from core.rules.time import DAY_MS
from tests.core.builders import make_location, make_staff


class Chain:
    """Two stores and one refund, with what is put around it."""

    def __init__(self, core: Core) -> None:
        self._core = core
        core.transact(self._furnish)

    def _furnish(self, unit: UnitOfWork) -> None:
        make_staff(unit, make_location(unit, "S1"), "Nadia Roux")
        make_location(unit, "S2")
        self.sale(unit, "sale", card_last4="4417", customer_id="shop-7", customer_name="Paul Garnier")
        self.goods(unit, "ret", sale_id="sale", customer_name="Paul Garnier")
        self.refund(unit, "ref", "ret", sale_id="sale")

    @staticmethod
    def sale(unit: UnitOfWork, key: str, **fields: Any) -> None:
        usual = {"kind": "till", "receipt_code": f"T-{key}", "location_id": 1, "sold_at": unit.at}
        unit.session.add(Sale(id=key, **(usual | fields)))
        unit.session.flush()

    @staticmethod
    def goods(unit: UnitOfWork, key: str, **fields: Any) -> None:
        usual = {"number": key, "location_id": 1, "declared_at": unit.at}
        unit.session.add(Return(id=key, declared_by="a", declared_device="d", **(usual | fields)))
        unit.session.flush()

    @staticmethod
    def refund(unit: UnitOfWork, key: str, return_id: str, **fields: Any) -> None:
        usual = {"location_id": 1, "state": "proposed", "total_cents": 100, "proposed_by": "nadia"}
        row = Refund(
            id=key,
            return_id=return_id,
            state_at=unit.at,
            proposed_device="d",
            proposed_at=fields.pop("proposed_at", unit.at),
            **(usual | fields),
        )
        unit.session.add(row)
        unit.session.flush()

    def told(self, around: Any = lambda unit: None) -> Told:
        def work(unit: UnitOfWork) -> Told:
            around(unit)
            row = unit.session.get_one(Refund, "ref")
            tell(unit.session, row)
            return told_of(row.told)

        return self._core.transact(work)


@pytest.fixture
def chain(core: Core) -> Chain:
    return Chain(core)


def test_a_usual_refund_has_nothing_around_it(chain: Chain) -> None:
    assert chain.told() == Told()


def test_returns_of_the_customer_count_wherever_they_were(chain: Chain) -> None:
    def around(unit: UnitOfWork) -> None:
        chain.goods(unit, "named", location_id=2, customer_name="Paul Garnier")
        chain.sale(unit, "other", customer_id="shop-7")
        chain.goods(unit, "numbered", sale_id="other")
        chain.goods(unit, "both", sale_id="other", customer_name="Paul Garnier")
        chain.goods(unit, "old", customer_name="Paul Garnier", declared_at=unit.at - 91 * DAY_MS)
        chain.goods(unit, "somebody", customer_name="Amélie")

    assert chain.told(around) == Told(returns_of_customer=3)


def test_a_receipt_that_was_seen_in_another_store_is_told(chain: Chain) -> None:
    def around(unit: UnitOfWork) -> None:
        chain.goods(unit, "elsewhere", location_id=2, receipt_code="T-sale")
        chain.goods(unit, "also", location_id=2, sale_id="sale")
        chain.goods(unit, "here", receipt_code="T-sale")
        chain.refund(unit, "paid", "also", sale_id="sale", location_id=2, proposed_by="b")
        chain.refund(unit, "given-up", "also", sale_id="sale", state="refused", proposed_by="b")

    assert chain.told(around) == Told(returns_of_customer=1, receipt_elsewhere=2, refunds_of_sale=1)


def test_two_tills_that_have_given_one_number_are_kept_apart(chain: Chain) -> None:
    def around(unit: UnitOfWork) -> None:
        chain.sale(unit, "theirs", receipt_code="T-sale", location_id=2)
        chain.goods(unit, "of-theirs", location_id=2, receipt_code="T-sale", sale_id="theirs")

    assert chain.told(around) == Told()


def test_a_card_that_somebody_of_the_staff_pays_with_is_told(chain: Chain) -> None:
    assert chain.told(
        lambda unit: chain.sale(unit, "own", location_id=2, card_last4="4417", customer_name="Nadia Roux")
    ) == Told(is_staff_card=True)


@pytest.mark.parametrize(("who", "is_told"), [("Rose", False), ("Hugo", True)])
def test_of_other_stores_only_whoever_proposes_is_known_by_name(
    chain: Chain, who: str, is_told: bool
) -> None:
    """Rose works in another store; so does Hugo, who proposes here today."""

    def around(unit: UnitOfWork) -> None:
        for name in ("Rose", "Hugo"):
            make_staff(unit, unit.session.get_one(Location, 2), name, id=name)
        chain.sale(unit, "own", card_last4="4417", customer_name=who)
        unit.session.get_one(Refund, "ref").proposed_by = "Hugo"

    assert chain.told(around) == Told(is_staff_card=is_told)


def test_somebody_whose_refunds_lie_just_below_a_limit_is_told(chain: Chain) -> None:
    limit_cents = Limits().free_cents

    def around(unit: UnitOfWork) -> None:
        for number, cents in enumerate((limit_cents, limit_cents * 95 // 100, limit_cents + 1, 10)):
            chain.refund(unit, f"near-{number}", "ret", total_cents=cents)
        chain.refund(unit, "old", "ret", total_cents=limit_cents, proposed_at=unit.at - 91 * DAY_MS)
        chain.refund(unit, "theirs", "ret", total_cents=limit_cents, proposed_by="somebody")

    assert chain.told(around) == Told(often_at_limit=2)
