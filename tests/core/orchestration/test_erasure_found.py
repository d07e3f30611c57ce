"""Who is erased: found by a receipt, an exchange or a return; with what leads to the same customer,
and without what is another's."""

from __future__ import annotations

from typing import Any

import pytest

from core.commands import CancelReturn, DeclareReturn, ReturnLineDraft
from core.model import (
    Location,
    Return,
    Sale,
)
from core.orchestration import Core, UnitOfWork
from core.orchestration.audit import audit
from core.orchestration.command_intake import receive
from core.orchestration.erasure import erase
from core.orchestration.reactions import after
from core.rules.errors import Refused
from core.rules.returns import ReturnReason
from tests.core.builders import make_device, make_location
from tests.core.orchestration.erased_shop import KEY, SECRETS, Shop, everything, named
from tests.support.sender import Sender


@pytest.fixture
def shop(core: Core) -> Shop:
    return Shop(core)


def exchange(unit: UnitOfWork, number: str, sale_id: str, **changes: Any) -> None:
    """A return under this number, and the sale of what was taken instead."""
    usual = {"declared_by": "nadia", "declared_device": "device-a", "declared_at": unit.at, "location_id": 1}
    back = {"customer_name": "Jeanne Martin", "sale_id": sale_id} | changes
    unit.session.add(Return(id=f"ret-{number}", number=number, **usual, **back))
    unit.session.flush()
    unit.session.add(
        Sale(
            id=f"sale-{number}", kind="exchange", receipt_code=number, location_id=1, sold_at=unit.at,
            customer_name="Jeanne Martin", card_last4="4417",
        )
    )  # fmt: skip
    unit.session.flush()


@pytest.mark.by_turns
@pytest.mark.parametrize("who", ["W-1001", "R0000010", "R0000011"])
def test_what_was_taken_in_exchange_leads_to_the_same_customer(shop: Shop, who: str) -> None:
    def take(unit: UnitOfWork) -> None:
        exchange(unit, "R0000010", "sale")
        exchange(unit, "R0000011", "sale-R0000010")

    shop.core.transact(take)
    erase(shop.core, who, "Siège", "")
    assert named(shop.core) == set()


def test_of_two_stores_with_one_receipt_number_the_right_customer_goes(shop: Shop) -> None:
    def sell_too(unit: UnitOfWork) -> None:
        for code, name in (("BRON", "Ferrand"), ("VAISE", "Colin")):
            place = make_location(unit, code)
            unit.session.add(
                Sale(
                    id=code, kind="till", receipt_code="T-77", location_id=place.id, sold_at=unit.at,
                    customer_name=name,
                )
            )  # fmt: skip

    shop.core.transact(sell_too)
    with pytest.raises(Refused, match="receipt_of_several_stores") as refused:
        erase(shop.core, "T-77", "Siège", "")
    assert refused.value.data["stores"] == "BRON, VAISE"
    erase(shop.core, "VAISE/T-77", "Siège", "")
    text = shop.core.read(everything)
    assert ("Ferrand" in text, "Colin" in text) == (True, False)


def test_a_return_without_a_sale_is_found_by_its_number(shop: Shop) -> None:
    erase(shop.core, "W-1001", "Siège", "")
    shop.core.transact(lambda unit: exchange(unit, "R0000012", ""))
    assert named(shop.core) == {"Jeanne", "Martin", "4417"}
    erase(shop.core, "R0000012", "Siège", "")
    assert named(shop.core) == set()


def test_a_name_that_was_typed_on_a_return_without_a_sale_goes_from_its_row_its_log_and_its_envelope(
    shop: Shop,
) -> None:
    erase(shop.core, "W-1001", "Siège", "")
    shop.core.transact(lambda unit: make_device(unit, unit.session.get_one(Location, 1), KEY, id="device-b"))
    sender = Sender("device-b", KEY, "nadia", shop.core.clock.now())
    draft = ReturnLineDraft(article_id=1, quantity=1, reason=ReturnReason.CHANGED_MIND)
    typed = {"customer_name": "Jeanne Martin", "note": "Hugo passera", "has_proof": False}
    sent = [
        sender.seal(DeclareReturn(return_id="ret-4", number="R0000004", lines=[draft], **typed)),
        sender.seal(CancelReturn(return_id="ret-4", reason="Jeanne garde tout")),
    ]
    receive(shop.core, "device-b", sent, after)
    assert named(shop.core) == {"Jeanne", "Martin", "Hugo"}
    done = erase(shop.core, "R0000004", "Siège", "demande du 4 mars")
    assert named(shop.core) == set()
    assert (done.rows, done.envelopes, done.images > 0) == (1, 2, True)
    kept = shop.core.read(lambda s: s.get_one(Return, "ret-4"))
    assert (kept.number, kept.customer_name, kept.note) == ("R0000004", "", "")
    receive(shop.core, "device-b", sent, after)
    assert named(shop.core) == set(), "nor does sending it again bring it back"
    assert shop.core.read(audit).finding is None


def brought_by_another(unit: UnitOfWork) -> None:
    """A gift that Jeanne Martin bought, brought back by Ferrand, who took something for it and brought that
    back as well."""
    unit.session.get_one(Sale, "sale").customer_id = "shop-7"
    for number, sale_id in (("R0000013", "sale"), ("R0000014", "sale-R0000013")):
        exchange(unit, number, sale_id, customer_name="Paul Ferrand")
        taken = unit.session.get_one(Sale, f"sale-{number}")
        taken.customer_name, taken.customer_id, taken.card_last4 = "FERRAND Paul", "shop-7", ""
    unit.session.flush()


@pytest.mark.by_turns
@pytest.mark.parametrize("who", ["R0000013", "R0000014"])
def test_who_brought_back_what_another_had_bought_goes_alone(shop: Shop, who: str) -> None:
    shop.core.transact(brought_by_another)
    done = erase(shop.core, who, "Siège", "")
    assert ("errand" in shop.core.read(everything).lower(), done.left) == (False, ("W-1001",))
    assert named(shop.core) == set(SECRETS), "who had bought it has asked for nothing"


def test_with_who_had_bought_it_who_brought_it_back_goes_too(shop: Shop) -> None:
    shop.core.transact(brought_by_another)
    assert erase(shop.core, "W-1001", "Siège", "").left == ()
    assert "errand" not in shop.core.read(everything).lower()
    assert named(shop.core) == set()
