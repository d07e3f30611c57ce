"""What returns need beside the store of `command_world`: sales, numbers, a manager's key."""

from __future__ import annotations

from typing import Any

from command_world import LYON, NOW, SCARF, WATCH, World, associate, manager

from core.commands import (
    Actor,
    ApproveRefund,
    DeclareReturn,
    Outcome,
    PartDraft,
    ProposeRefund,
    ReceivedLine,
    ReceiveReturn,
    ReturnLineDraft,
)
from core.commands.refund_figures import Figures, figures, open_units
from core.model import ApprovalKey, NumberBlock, Refund, Return, ReturnLine, Sale, SaleLine, Staff
from core.rules.refund import Means, Part
from core.rules.returns import ReturnReason
from core.rules.time import DAY_MS, Instant
from core.wire import SigningKey, approval, make_approval

KEY = SigningKey(bytes(range(32)))
SOLD_AT = NOW - 3 * DAY_MS
SCARF_LINE, WATCH_LINE = "sale-1-scarf", "sale-1-watch"


def furnish_sale(world: World, sale_id: str = "sale-1", location_id: int = LYON, **changes: Any) -> Sale:
    """Three scarves for 50.00 after a promotion and a watch for 120.00, by card and gift card; 4.90 delivery
    where it is a distance sale."""
    fields: dict[str, Any] = {
        "kind": "till",
        "receipt_code": f"T-{sale_id}",
        "location_id": location_id,
        "sold_at": SOLD_AT,
        "means": [["gift_card", 3_000], ["card", 14_000]],
    }
    sale = Sale(id=sale_id, **(fields | changes))
    world.session.add(sale)
    is_online = sale.kind == "web"
    for line_no, (name, article, quantity, cents) in enumerate(
        (("scarf", SCARF, 3, 5_000), ("watch", WATCH, 1, 12_000)), 1
    ):
        world.session.add(
            SaleLine(
                id=f"{sale_id}-{name}",
                sale_id=sale_id,
                line_no=line_no,
                article_id=article,
                name="Montre" if article == WATCH else "Écharpe",
                category="Montres" if article == WATCH else "Écharpes",
                quantity=quantity,
                list_cents=cents + 500,
                paid_cents=cents,
                sale_type="distance" if is_online else "in_store",
                serials=["W-077"] if article == WATCH else [],
            )
        )
    world.session.commit()
    return sale


def furnish_people(world: World, device_id: str = "till-1") -> None:
    """Nadia, and Jeanne with her key on the device; the device's numbers of returns and credits."""
    for staff_id, role in (("staff-nadia", "associate"), ("staff-jeanne", "manager")):
        world.session.add(
            Staff(
                id=staff_id,
                location_id=LYON,
                name=staff_id,
                role=role,
                pin_verifier="",
                verifier_expires_at=NOW,
            )
        )
    world.session.add(
        ApprovalKey(
            id="key-1",
            staff_id="staff-jeanne",
            device_id=device_id,
            location_id=LYON,
            public_key=KEY.public.hex(),
            registered_at=NOW,
            revoked_at=None,
        )
    )
    for kind in ("return", "credit"):
        world.session.add(
            NumberBlock(
                id=f"{device_id}-{kind}",
                device_id=device_id,
                kind=kind,
                prefix="",
                first=1,
                last=500,
                leased_at=NOW,
            )
        )
    world.session.commit()


def scarves(*units: int, **changes: Any) -> ReturnLineDraft:
    """These units of the scarves."""
    fields: dict[str, Any] = {
        "article_id": SCARF,
        "quantity": len(units),
        "reason": ReturnReason.CHANGED_MIND,
        "sale_line_id": SCARF_LINE,
        "units": list(units),
    }
    return ReturnLineDraft(**(fields | changes))


def watch(**changes: Any) -> ReturnLineDraft:
    """The watch."""
    fields: dict[str, Any] = {
        "article_id": WATCH,
        "quantity": 1,
        "reason": ReturnReason.CHANGED_MIND,
        "sale_line_id": WATCH_LINE,
        "units": [0],
        "serial": "W-077",
    }
    return ReturnLineDraft(**(fields | changes))


def declare(world: World, *lines: ReturnLineDraft, **changes: Any) -> Outcome:
    """A return `ret-1` of the sale."""
    fields: dict[str, Any] = {"return_id": "ret-1", "number": "R0000001", "sale_id": "sale-1"}
    return world.run(DeclareReturn(lines=list(lines), **(fields | changes)), associate())


def lines(world: World, return_id: str = "ret-1") -> list[ReturnLine]:
    """The return's lines."""
    rows = world.session.query(ReturnLine).filter(ReturnLine.return_id == return_id)
    return sorted(rows, key=lambda line: line.line_no)


def receive(world: World, return_id: str = "ret-1") -> Outcome:
    """All of it is here."""
    told = [ReceivedLine(line.id, line.quantity, line.serial) for line in lines(world, return_id)]
    return world.run(ReceiveReturn(return_id=return_id, lines=told))


def come_to(world: World, return_id: str = "ret-1") -> Figures:
    """What can be refunded of it now."""
    head = world.session.get_one(Return, return_id)
    return figures(world.session, head, open_units(world.session, head))


def drafts(parts: Any) -> list[PartDraft]:
    """Parts as a command carries them."""
    return [PartDraft(Means(part.means), part.cents) for part in parts]


def propose(world: World, actor: Actor | None = None, **changes: Any) -> Outcome:
    """A refund `ref-1` of all that can be."""
    fields: dict[str, Any] = {"return_id": "ret-1", "refund_id": "ref-1", "credit_number": "A0000001"}
    if not changes.keys() >= {"units", "parts"}:
        found = come_to(world, changes.get("return_id", "ret-1"))
        fields |= {"units": sorted(found.units), "parts": drafts(found.parts)}
    return world.run(ProposeRefund(**(fields | changes)), actor or associate())


def signed(
    world: World,
    refund_id: str = "ref-1",
    key: SigningKey = KEY,
    who: tuple[str, str] = ("staff-jeanne", "till-1"),
    **changes: Any,
) -> ApproveRefund:
    """Jeanne's word on it, or somebody's at their device, signed over what it says."""
    refund = world.session.get_one(Refund, refund_id)
    parts = [Part(Means(means), cents) for means, cents, _ in refund.parts]
    given = approval(
        refund.return_id,
        refund_id,
        parts=parts,
        units=refund.units,
        proposer=refund.proposed_by,
        manager=who[0],
        device_id=who[1],
        at=NOW,
    )
    fields: dict[str, Any] = {
        "return_id": refund.return_id,
        "refund_id": refund_id,
        "units": list(refund.units),
        "parts": drafts(parts),
        "proposer": refund.proposed_by,
        "signed_at": NOW,
        "signature": make_approval(key, given).hex(),
    }
    return ApproveRefund(**(fields | changes))


def approve(world: World, **changes: Any) -> Outcome:
    """She gives it."""
    return world.run(signed(world, **changes), manager(), Instant(NOW))


def refund(world: World, refund_id: str = "ref-1") -> Refund:
    """The refund as it is."""
    return world.session.get_one(Refund, refund_id)
