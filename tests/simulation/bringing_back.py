"""People who bring goods back, associates who take them, managers who sign, and cash that leaves the till."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from functools import partial

import msgspec
from back_room import Steps
from exchanged import taken_in_exchange
from sqlalchemy import select

from core.commands import (
    ApproveRefund,
    Command,
    DeclareReturn,
    DisposeReturn,
    DropExchange,
    ExchangeLine,
    GradeReturn,
    HandOutExchange,
    PartDraft,
    PayOutCash,
    ProposeRefund,
    ReceivedLine,
    ReceiveReturn,
    RefuseRefund,
    ReturnLineDraft,
    WithdrawRefund,
)
from core.commands.definitions import RefundCommand
from core.commands.exchanging import is_awaited
from core.commands.money_asked import asked_about
from core.commands.refund_figures import figures, open_units
from core.model import Article, Refund, Return, ReturnLine, Sale, SaleLine, SalePayment
from core.orchestration import UnitOfWork
from core.rules.disposition import Disposition
from core.rules.errors import Refused
from core.rules.exchange_sending import Sending, Way
from core.rules.refund import EXCHANGE_SALE, LIVING, UNDECIDED, Means, Part, RefundState
from core.rules.returns import (
    RETURN_NUMBERS,
    RETURN_PREFIX,
    Condition,
    ReturnReason,
    ReturnState,
    number_text,
)
from core.rules.time import Instant
from core.wire import SigningKey, approval, make_approval
from sync.reading import Reader
from sync.workstation import Workstation

PAID_CENTS = 9_990
"""For three scarves, in cash and by two cards: the manager's word is needed for two of them, and not for
one."""
CASH_CENTS = 3_000
CARD_CENTS = (2_000, PAID_CENTS - CASH_CENTS - 2_000)
"""The first is less than a scarf: what goes back is spread over both."""
UNITS = 3
SOLD_BEFORE_MS = 3 * 24 * 60 * 60 * 1000
EXCHANGED, EXCHANGED_CENTS = "BELT", PAID_CENTS // 3
"""What is taken in exchange costs as much as one scarf: nothing of one goes back, and the half of two."""
GO_ON_SHARE = 0.85
"""How often somebody goes on with what is here rather than begin another return."""
DEARER_SHARE = 0.4
"""How often who swaps takes two of it for what came back: for one scarf they pay the difference."""
ADDED_BY_CARD_SHARE = 0.5
"""How often the difference is paid by card; otherwise in cash."""
BROUGHT_ANEW_SHARE = 0.5
"""How often who swaps brings back what was taken in exchange, where something was."""
MONEY_SHARE = 0.4
"""How often who brings back what was taken in exchange wants money for it, and nothing else."""
STEPS_OF_A_SWAP = 7
"""From what is declared to what is handed out, with a manager's word between."""
ORDERED_SHARE = 0.35
"""How often what is taken in exchange is ordered, wherever it is, and collected here."""
COLLECTED_HERE = Sending(Way.PICKUP, "Camille Royer", email="camille@example.org", code_seed="seed")
PAYABLE = (RefundState.APPROVED, RefundState.QUEUED, RefundState.EXECUTING)


def sell(unit: UnitOfWork, store: int, location_id: int, article_id: int) -> None:
    """What one customer of a store has bought there, some days ago."""
    sale_id = f"sale-{store}"
    unit.session.add(
        Sale(
            id=sale_id,
            kind="till",
            receipt_code=f"T-{store}",
            location_id=location_id,
            sold_at=unit.at - SOLD_BEFORE_MS,
            means=[["cash", CASH_CENTS], ["card", PAID_CENTS - CASH_CENTS]],
        )
    )
    unit.session.add(
        SaleLine(
            id=f"{sale_id}-line",
            sale_id=sale_id,
            line_no=1,
            article_id=article_id,
            name="Scarf",
            quantity=UNITS,
            list_cents=PAID_CENTS,
            paid_cents=PAID_CENTS,
        )
    )
    for place, cents in enumerate(CARD_CENTS, 1):
        named = {"sale_id": sale_id, "place": place, "reference": f"PAY-{store}-card-{place}"}
        unit.session.add(SalePayment(**named, means="card", cents=cents))


def key_of(manager: str, device_id: str) -> SigningKey:
    """What a manager signs with on a device."""
    return SigningKey(hashlib.sha256(f"{manager} {device_id}".encode()).digest())


class Shown(msgspec.Struct, frozen=True):
    """A return as a person sees it, with what could be done with it.

    Attributes:
        held: its refunds for which nothing is given now, as the counter says.
        proposal: units, parts, and what is taken in exchange.
    """

    head: Return
    lines: list[ReturnLine]
    refunds: list[Refund]
    held: frozenset[str]
    proposal: tuple[list[str], tuple[Part, ...], list[ExchangeLine]] | None


def swap(workstation: Workstation, store: int, draw: int) -> Steps:
    """Somebody brings something back, also what was taken in exchange before, and takes something else, which
    costs as much, less or more, or money for what was taken in exchange; once nothing of it is left to do
    they go."""
    has_come = False
    for step in range(STEPS_OF_A_SWAP):
        chosen = next_step(workstation, store, draw + step, exchanges=True, swaps=True)
        comes = chosen is not None and isinstance(chosen[0], DeclareReturn)
        if chosen is None or (comes and has_come):
            return
        has_come |= comes
        yield chosen


def next_step(
    workstation: Workstation, store: int, draw: int, *, exchanges: bool = False, swaps: bool = False
) -> tuple[Command, str] | None:
    """What somebody does about a return and who, or None if there is nothing to do.

    Args:
        exchanges: something is taken in place of the money for one unit.
        swaps: now and then two are taken, and what was taken in exchange comes back itself.
    """
    chance = random.Random(draw)
    shown = workstation.read(partial(_shown, exchanges=exchanges, swaps=swaps))
    steps = [step for one in shown for step in _steps(workstation, one, store, chance)]
    if steps and chance.random() < GO_ON_SHARE:
        money = [step for step in steps if isinstance(step[0], RefundCommand)]
        return chance.choice(money or steps)
    declared = _declare(workstation, store, chance, swaps=swaps)
    return (declared, f"associate-{store}") if declared else None


def is_held_back(reader: Reader) -> bool:
    """Whether the counter says of an exchange that its article is not handed out now."""
    refunds = reader.session.scalars(select(Refund)).all()
    waiting = [one for one in refunds if one.exchange and not one.is_exchange_out and one.state in LIVING]
    return any(asked_about(reader.session, one) is not None for one in waiting if not is_awaited(one))


def _shown(reader: Reader, exchanges: bool, swaps: bool) -> list[Shown]:
    session = reader.session
    heads = session.scalars(select(Return).order_by(Return.id)).all()
    lines = session.scalars(select(ReturnLine).order_by(ReturnLine.id)).all()
    refunds = session.scalars(select(Refund).order_by(Refund.id)).all()
    wanted = select(Article.id).where(Article.sku == EXCHANGED)
    article_id = (session.scalar(wanted) or 0) if exchanges else 0
    held = frozenset(refund.id for refund in refunds if asked_about(session, refund) is not None)
    taken = set(session.scalars(select(Sale.id).where(Sale.kind == EXCHANGE_SALE))) if swaps else set()
    proposals = []
    for head in heads:
        try:
            units = sorted(open_units(session, head))
            # By draws of their own: it is two, or money, for all that a return has.
            is_dearer = swaps and random.Random(head.id).random() < DEARER_SHARE
            is_money = head.sale_id in taken and random.Random(f"{head.id} money").random() < MONEY_SHARE
            is_swap = article_id and not is_money
            new = [ExchangeLine(article_id, 1 + is_dearer, EXCHANGED_CENTS)] if is_swap else []
            new_cents = sum(line.quantity * line.price_cents for line in new)
            due = figures(session, head, units, new_cents) if units else None
            proposals.append((units, due.parts, new) if due is not None else None)
        except Refused:
            proposals.append(None)
    session.expunge_all()
    return [
        Shown(
            head,
            [line for line in lines if line.return_id == head.id],
            [refund for refund in refunds if refund.return_id == head.id],
            held,
            proposal,
        )
        for head, proposal in zip(heads, proposals, strict=True)
    ]


def _declare(workstation: Workstation, store: int, chance: random.Random, *, swaps: bool) -> Command | None:
    """Somebody comes with some of what was bought; also with what another has brought back already."""
    sold = select(SaleLine.article_id).where(
        SaleLine.sale_id.not_in(select(Sale.id).where(Sale.kind == EXCHANGE_SALE))
    )
    sales = workstation.read(lambda reader: reader.session.scalars(sold).all())
    taken = workstation.read(taken_in_exchange) if swaps else []
    if not sales:
        return None
    try:
        number = number_text(RETURN_PREFIX, workstation.draw_number(RETURN_NUMBERS))
    except Refused:
        return None
    if taken and chance.random() < BROUGHT_ANEW_SHARE:
        sale_id, line_id, article_id, quantity = chance.choice(taken)
        units = sorted(chance.sample(range(quantity), chance.randint(1, quantity)))
    else:
        sale_id, line_id, article_id = f"sale-{store}", f"sale-{store}-line", sales[0]
        units = sorted(chance.sample(range(UNITS), chance.choice((1, 1, 2))))
    line = ReturnLineDraft(
        article_id=article_id,
        quantity=len(units),
        reason=ReturnReason.CHANGED_MIND,
        sale_line_id=line_id,
        units=units,
    )
    return_id = f"return-{chance.getrandbits(48):012x}"
    return DeclareReturn(return_id=return_id, number=number, lines=[line], sale_id=sale_id)


def _steps(
    workstation: Workstation, one: Shown, store: int, chance: random.Random
) -> list[tuple[Command, str]]:
    associate, manager = f"associate-{store}", f"manager-{store}"
    goods = [(step, associate) for line in one.lines if (step := _with_goods(one.head.id, line))]
    money = [
        step
        for refund in one.refunds
        for step in _with_money(workstation, refund, manager, chance, is_held=refund.id in one.held)
    ]
    if one.proposal is not None:
        money.append((_propose(one.head.id, *one.proposal, chance), associate))
    return [*goods, *money]


def _with_goods(return_id: str, line: ReturnLine) -> Command | None:
    match line.state:
        case ReturnState.ELIGIBLE | ReturnState.NEEDS_OVERRIDE:
            return ReceiveReturn(return_id=return_id, lines=[ReceivedLine(line.id, line.quantity)])
        case ReturnState.RECEIVED:
            return GradeReturn(return_id=return_id, line_id=line.id, condition=Condition.NEW)
        case ReturnState.GRADED:
            to = Disposition.BACK_ON_SALE
            return DisposeReturn(return_id=return_id, line_id=line.id, disposition=to)
    return None


def _propose(
    return_id: str,
    units: Sequence[str],
    parts: Sequence[Part],
    new: Sequence[ExchangeLine],
    chance: random.Random,
) -> Command:
    refund_id = f"refund-{chance.getrandbits(48):012x}"
    # By a draw of its own: all else is as it is where nothing is ordered.
    is_ordered = bool(new) and random.Random(refund_id).random() < ORDERED_SHARE
    return ProposeRefund(
        return_id=return_id,
        refund_id=refund_id,
        units=list(units),
        parts=[PartDraft(part.means, part.cents) for part in parts],
        exchange=list(new),
        sending=COLLECTED_HERE if is_ordered else None,
    )


def _with_money(
    workstation: Workstation, refund: Refund, manager: str, chance: random.Random, *, is_held: bool
) -> list[tuple[Command, str]]:
    names = {"return_id": refund.return_id, "refund_id": refund.id}
    if refund.state in UNDECIDED:
        if chance.random() < 0.2:
            return [(RefuseRefund(**names, reason="not as it was sold"), manager)]
        if chance.random() < 0.1:
            return [(WithdrawRefund(**names), refund.proposed_by)]
        return [(_approve(workstation, refund, manager), manager)]
    if is_held or is_awaited(refund):
        # The counter says why, and gives nothing.
        return []
    if refund.exchange and not refund.is_exchange_out and refund.state in LIVING:
        is_dropped = not refund.total_cents and chance.random() < 0.1
        given = DropExchange(**names) if is_dropped else _hand_out(refund)
        return [(given, refund.proposed_by)]
    left = sum(cents - done for means, cents, done in refund.parts if means == Means.CASH)
    if refund.state in PAYABLE and left:
        return [(PayOutCash(**names, cents=left), refund.proposed_by)]
    return []


def _hand_out(refund: Refund) -> Command:
    """The article goes, and the difference is paid, where there is one."""
    is_by_card = random.Random(refund.id).random() < ADDED_BY_CARD_SHARE
    return HandOutExchange(
        return_id=refund.return_id,
        refund_id=refund.id,
        paid_cents=refund.to_pay_cents,
        paid_with=Means.CARD if is_by_card else Means.CASH,
        paid_reference=f"PAY-{refund.id}" if is_by_card and refund.to_pay_cents else "",
    )


def _approve(workstation: Workstation, refund: Refund, manager: str) -> Command:
    device_id, at = workstation.replica.state().device_id, Instant(workstation.world.clock.now())
    parts = tuple(Part(Means(means), cents) for means, cents, _ in refund.parts)
    given = approval(
        refund.return_id,
        refund.id,
        parts=parts,
        units=refund.units,
        proposer=refund.proposed_by,
        manager=manager,
        device_id=device_id,
        at=at,
    )
    return ApproveRefund(
        return_id=refund.return_id,
        refund_id=refund.id,
        units=list(refund.units),
        parts=[PartDraft(part.means, part.cents) for part in parts],
        proposer=refund.proposed_by,
        signed_at=at,
        signature=make_approval(key_of(manager, device_id), given).hex(),
    )
