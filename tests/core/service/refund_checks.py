"""What must be true of a world of refunds, whatever happened in it."""

from __future__ import annotations

from typing import Any

from refund_world import PAID_CENTS, RefundWorld

from core.model import CreditEntry, ExceptionCase, Refund, RefundClaim, RefundPart, StoreCredit
from core.rules.refund import LIVING, Means


def check(world: RefundWorld) -> None:
    """No unit was paid for twice, whatever happened."""
    refunds = {row.id: row for row in world.rows(Refund)}
    owner = {part.id: refunds[part.refund_id] for part in world.rows(RefundPart)}
    gone = world.executed()
    cents: dict[str, int] = {}
    for one in gone:
        refund = owner[one["key"].partition(":")[0]]
        cents[refund.id] = cents.get(refund.id, 0) + one["value"]
    for key, value in cents.items():
        assert value <= refunds[key].total_cents, "more went back to the card than was approved"
    paid = [unit for key in cents for unit in refunds[key].units]
    assert len(paid) == len(set(paid)), "a unit went back to the card twice"
    done = [row for row in refunds.values() if row.state == "refunded" and row.kind == "return"]
    units = [unit for row in done for unit in row.units]
    assert len(units) == len(set(units)), "a unit is told as refunded twice"
    assert sum(row.total_cents for row in done) <= PAID_CENTS
    claimed = [claim.unit_id for claim in world.rows(RefundClaim)]
    assert len(claimed) == len(set(claimed))
    _check_told(world, refunds, gone)
    _check_means(world, refunds, gone)


def _check_told(world: RefundWorld, refunds: dict[str, Any], gone: list[dict[str, Any]]) -> None:
    """What the core says is what has happened; what left as cash and should not have is a case."""
    executed: dict[str, int] = {}
    for one in gone:
        executed[one["key"]] = executed.get(one["key"], 0) + one["value"]
    for entry in world.rows(CreditEntry):
        if entry.kind == "restored":
            executed[entry.cause] = executed.get(entry.cause, 0) + entry.cents
    for part in world.rows(RefundPart):
        refund = refunds[part.refund_id]
        if part.state == "done" and refund.state != "failed":
            assert executed.get(part.id) == part.cents
    losses = [row for row in refunds.values() if row.kind == "loss"]
    cases = [case.kind for case in world.rows(ExceptionCase)]
    assert len(losses) == cases.count("cash_paid_without_refund")


def _check_means(world: RefundWorld, refunds: dict[str, Any], gone: list[dict[str, Any]]) -> None:
    """To no payment more than it paid: a card, a gift card, cash; and to each means no more than was."""
    for name, cents in world.cards().items():
        back_cents = sum(one["value"] for one in gone if one["payment"] == name)
        assert back_cents <= cents, f"{back_cents} went back to {name}, which has paid {cents}"
    entries = world.rows(CreditEntry)
    for card in world.rows(StoreCredit):
        back_cents = sum(one.cents for one in entries if (one.credit_id, one.kind) == (card.id, "restored"))
        paid_cents = sum(one.cents for one in world.paid if one.name == card.number)
        assert back_cents <= paid_cents, f"{back_cents} went back to {card.number}"
        assert card.balance_cents == back_cents, "it was used up"
    for means in Means:
        paid_cents = sum(one.cents for one in world.paid if one.means is means)
        promised_cents = sum(
            cents
            for row in refunds.values()
            if row.kind == "return" and row.state in LIVING
            for kind, cents, _done in row.parts
            if kind == means
        )
        assert promised_cents <= paid_cents, f"{promised_cents} for {means}, which has paid {paid_cents}"
