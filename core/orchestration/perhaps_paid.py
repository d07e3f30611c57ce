"""What a core that was lost may have paid, or has paid, and no refund here says so.

It is told by an approval of before the restore that is turned down in the end, or by the payment service
(`core.orchestration.untold_refunds`). Either is a case of a store that names the sum. While it is open no
other refund of the same units is sent. Whoever has asked the payment service settles it; so does the refund
itself, where it is approved here after all: then it goes by its own key, which pays once.

Only cards are asked about. Of cash its till tells. Store credit, and so a gesture, is in our own ledger, that
was put back with all else: what a lost core had entered there is not there, and the refund's key enters it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.commands import (
    ApproveRefund,
    ProposeRefund,
    RefuseRefund,
    WithdrawRefund,
    read_command,
    return_aggregate,
)
from core.commands.definitions import parts_of
from core.commands.money_asked import about_money_of, bars, cases_about, is_paid
from core.feed.settings import restored_at
from core.model import (
    Device,
    ExceptionCase,
    KeptEnvelope,
    Refund,
    RefundPart,
    RefundWord,
    Return,
    Sale,
    SaleLine,
)
from core.model.gathered import rows_of
from core.model.kept_statements import kept
from core.orchestration.cases import raise_once, settle_by_itself
from core.orchestration.exchange_orders import lock_orders
from core.orchestration.payment_parts import keys_of, payments_of
from core.orchestration.perhaps_given import tell_counters
from core.orchestration.restore_wait import LETS_MONEY_GO, is_of_before
from core.orchestration.unit import UnitOfWork
from core.rules.errors import BadInput
from core.rules.exceptions import REFUND_PERHAPS_PAID
from core.rules.ids import derive
from core.rules.refund import GIVEN_UP, UNDECIDED, Means, RefundKind, RefundState
from core.rules.refund_part import NO_ANSWER, PAID_BEFORE, Heard
from core.wire import Envelope

NOT_HERE: Final = (*UNDECIDED, *GIVEN_UP)
"""What has come to this lets no money go: where it went all the same, another core has paid it."""
IS_UNTOLD: Final = ("new", "told")
"""States of a word that nobody has said anything about."""

_LetsCardsGo = ApproveRefund | ProposeRefund


def note_turned_down(unit: UnitOfWork, device: Device, envelope: Envelope) -> None:
    """Money that was let go before a restore is not let go here. Where it was the lost core that did, it has
    gone, and nothing else says so: a person is asked."""
    if envelope.name not in LETS_MONEY_GO or not is_of_before(unit, envelope):
        return
    try:
        command = read_command(envelope)
    except BadInput:
        return
    if not isinstance(command, _LetsCardsGo):
        return
    refund = unit.session.get(Refund, command.refund_id)
    cents = sum(part.cents for part in parts_of(command.parts) if part.means is Means.CARD)
    if cents <= 0 or (refund is not None and refund.state not in NOT_HERE):
        return
    head = unit.session.get(Return, command.return_id)
    units = sorted(command.units)
    sale_id = head.sale_id if head is not None else _sale_of(unit.session, units)
    if sale_id:
        lock_orders(unit, rows_of(unit.session, Refund, Refund.sale_id, [sale_id]))
        unit.lock(Sale, sale_id)
    case = raise_once(
        unit,
        ExceptionCase(
            id=_case_of(command.refund_id),
            location_id=head.location_id if head is not None else device.location_id,
            kind=REFUND_PERHAPS_PAID,
            aggregate=about_money_of(sale_id, command.return_id),
            data={
                "number": head.number if head is not None else _receipt(unit.session, sale_id),
                "cents": cents,
                **_currency(unit.session, sale_id),
                "refund": command.refund_id,
                "units": units,
                **cards_of(unit.session, sale_id, command.refund_id),
            },
            raised_at=unit.at,
        ),
    )
    tell_counters(unit, case)
    for word in told_of(unit.session, sale_id, command.refund_id):
        # One question is enough: this one knows more.
        settle_word(unit, word)


def cards_of(session: Session, sale_id: str, refund_id: str) -> dict[str, list[list[str | int]]]:
    """In a case's data, where several cards have paid its sale: each with what it took, and what the payment
    service has told of. Whoever says that the money went says to which of them."""
    cards = [row for row in payments_of(session, sale_id) if row.means == Means.CARD] if sale_id else []
    if len(cards) <= 1:
        return {}
    told = told_of(session, sale_id, refund_id)
    return {
        "cards": [[row.reference, row.cents] for row in cards],
        "told": [[word.payment, word.cents] for word in told],
    }


def name_cards(unit: UnitOfWork, sale_id: str, refund_id: str) -> None:
    """Its sale, or another word of the payment service, is known by now: who is asked sees it.

    Args:
        sale_id: locked, or empty.
    """
    case = unit.lock(ExceptionCase, _case_of(refund_id))
    if case is not None and case.settled_at is None:
        named = {**case.data, **cards_of(unit.session, sale_id, refund_id)}
        if named != case.data:
            case.data = named


def case_about(session: Session, named: str, sale_id: str) -> ExceptionCase | None:
    """The case about a refund that was turned down, by what whoever asked for it calls it; None for none."""
    payments = payments_of(session, sale_id)
    cases = cases_about(session, about_money_of(sale_id, ""))
    turned_down = [case for case in cases if case.kind == REFUND_PERHAPS_PAID]
    return next((case for case in turned_down if named in keys_of(str(case.data["refund"]), payments)), None)


def told_of(session: Session, sale_id: str, refund_id: str) -> list[RefundWord]:
    """What the payment service says has gone of a refund, and nobody has said anything about."""
    payments = payments_of(session, sale_id) if sale_id else []
    keys = keys_of(refund_id, payments)
    words = _told(session, [row.reference for row in payments]) if payments else []
    return [word for word in words if word.named in keys]


@kept
def _told(references: list[str]) -> Select[RefundWord]:
    return select(RefundWord).where(RefundWord.payment.in_(references), RefundWord.state == "told")


def why_not(unit: UnitOfWork, refund: Refund, means: str = Means.CARD) -> str:
    """Why a refund is not sent by these means before somebody has asked whether its units were paid by a core
    that was lost, or not at all; nothing if it may be. A gesture is for no unit."""
    restored = restored_at(unit.session)
    if not restored or refund.kind == RefundKind.GOODWILL:
        return ""
    known = cases_about(unit.session, about_money_of(refund.sale_id, refund.return_id))
    cases = [case for case in known if bars(case, refund, means)]
    if any(is_paid(case) for case in cases):
        return PAID_BEFORE
    is_unclear = (
        any(case.settled_at is None for case in cases)
        or _is_told_of(unit.session, refund)
        or _is_given_up_since(unit.session, refund, restored)
    )
    return NO_ANSWER if is_unclear else ""


def perhaps_spread_otherwise(unit: UnitOfWork, refund: Refund, part: RefundPart) -> bool:
    """Whether the lost core may have sent this refund to other payments of its sale, or other sums of them.

    Refunds of one sale claim its payments in the order in which they come, and they come back in another:
    the key of a part may be known for another sum, and another payment may have been paid under another key.
    So it is of one that is asked about, whether it is known here or not.
    """
    restored = restored_at(unit.session)
    if part.means != Means.CARD or part.tries or refund.proposed_at >= restored:
        return False
    if sum(row.means == Means.CARD for row in payments_of(unit.session, refund.sale_id)) <= 1:
        return False
    query = select(Refund).where(
        Refund.sale_id == refund.sale_id, Refund.id != refund.id, Refund.proposed_at < restored
    )
    others = unit.session.scalars(query)
    asked = cases_about(unit.session, about_money_of(refund.sale_id, refund.return_id))
    return any(case.settled_at is None for case in asked if case.data.get("refund") != refund.id) or any(
        _is_unclear_since(unit.session, other, restored) for other in others
    )


def _is_unclear_since(session: Session, other: Refund, restored: int) -> bool:
    """Whether it had come to no end in what the backup had: then it is not known what it had claimed. Of one
    that was given up since, and asked about, it is."""
    if other.state in GIVEN_UP:
        return _is_heard_since(session, other, restored) and not _is_asked_about(session, other)
    return other.state != RefundState.REFUNDED or other.state_at >= restored


def _is_told_of(session: Session, refund: Refund) -> bool:
    """Whether the payment service tells of money that has gone back on a payment of the refund's sale, and
    neither a refund nor a person has said anything of it."""
    names = [row.reference for row in payments_of(session, refund.sale_id)] if refund.sale_id else []
    told = select(RefundWord.id).where(
        RefundWord.payment.in_(names),
        RefundWord.heard == Heard.DONE.value,
        RefundWord.state.in_(IS_UNTOLD),
    )
    return bool(names) and session.scalar(told.limit(1)) is not None


def _is_given_up_since(session: Session, refund: Refund, restored: int) -> bool:
    """Whether another refund of its units, to a card, was proposed before the restore, and was given up when
    its approval might still be on its way from a device that is away: the lost core may have heard that one
    first."""
    query = select(Refund).where(
        Refund.sale_id == refund.sale_id,
        Refund.id != refund.id,
        Refund.state.in_([state.value for state in GIVEN_UP]),
        Refund.proposed_at < restored,
    )
    if not refund.sale_id:
        query = query.where(Refund.return_id == refund.return_id)
    others = [other for other in session.scalars(query) if not set(other.units).isdisjoint(refund.units)]
    return any(
        _is_heard_since(session, other, restored) and not _is_asked_about(session, other)
        for other in others
        if any(means == Means.CARD for means, *_ in other.parts)
    )


def _is_heard_since(session: Session, other: Refund, restored: int) -> bool:
    """Whether it was not given up in what the backup had."""
    if other.state_at >= restored:
        return True
    told = select(KeptEnvelope.command_id).where(
        KeptEnvelope.aggregate == return_aggregate(other.return_id),
        KeptEnvelope.name.in_([RefuseRefund.NAME, WithdrawRefund.NAME]),
        KeptEnvelope.received_at >= restored,
    )
    return session.scalar(told.limit(1)) is not None


def _is_asked_about(session: Session, other: Refund) -> bool:
    case = session.get(ExceptionCase, _case_of(other.id))
    return case is not None and case.settled_at is not None


def _has_come_out(unit: UnitOfWork, case_id: str) -> None:
    """A refund here says what has gone, or it came back."""
    case = unit.lock(ExceptionCase, case_id)
    if case is not None and case.settled_at is None:
        settle_by_itself(unit, case)
        tell_counters(unit, case)


def settle_word(unit: UnitOfWork, word: RefundWord) -> None:
    """Whatever was asked about a word of the payment service has come out."""
    for case_id in cases_of_word(word):
        _has_come_out(unit, case_id)


def cases_of_word(word: RefundWord) -> tuple[str, str]:
    """The case about a word of the payment service; and the one about it if a person denies that it went."""
    return derive(word.id, "case"), derive(word.id, "denied")


def goes_by_its_key(unit: UnitOfWork, refund: Refund) -> None:
    """It is approved here after all: nobody has to say any more whether it was paid. Words about it that were
    told with that are asked about by themselves, unless a part of it takes them in."""
    _has_come_out(unit, _case_of(refund.id))
    for word in told_of(unit.session, refund.sale_id, refund.id):
        word.state = "new"


def _case_of(refund_id: str) -> str:
    return derive(refund_id, "perhaps_paid")


def _sale_of(session: Session, units: Sequence[str]) -> str:
    """The sale of units whose return is not known here."""
    lines = {unit.rpartition(":")[0] for unit in units}
    found = session.scalars(select(SaleLine.sale_id).where(SaleLine.id.in_(sorted(lines))).limit(1)).first()
    return found or ""


def _currency(session: Session, sale_id: str) -> dict[str, str]:
    """In a case's data, what its money is counted in, where the sale is known."""
    sale = session.get(Sale, sale_id) if sale_id else None
    return {"currency": sale.currency} if sale is not None else {}


def _receipt(session: Session, sale_id: str) -> str:
    sale = session.get(Sale, sale_id) if sale_id else None
    return sale.receipt_code if sale is not None else ""
