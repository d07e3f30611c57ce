"""What people and the payment service say about money that a lost core may have paid."""

from __future__ import annotations

from collections.abc import Sequence

from refund_desk import Desk
from restored_till import CENTS, WATCH, Till

from core.commands import PartDraft, RefuseRefund, Resolution, SettleException, WentTo
from core.model import Return, SaleLine
from core.orchestration import UnitOfWork
from core.orchestration.payment_parts import key_of
from core.orchestration.refund_words import note, part_named
from core.orchestration.restore_wait import WAITS_MS
from core.orchestration.untold_refunds import keep
from core.rules.refund import Means
from core.rules.refund_part import Answer, Heard
from core.rules.time import MINUTE_MS

PARTS = [PartDraft(Means.CARD, CENTS)]
REFUSED = RefuseRefund(return_id="ret", refund_id="ref", reason="worn")


def sign(till: Till) -> list[PartDraft]:
    """The watch is brought back, its refund proposed, and at the other device the manager signs; nothing is
    sent. Returns how its money is to go back."""
    till.other.bring_back("ret", WATCH)
    parts = till.other.propose("ret", "ref", WATCH)
    till.one.approve("ret", "ref", WATCH, parts)
    return parts


def restore_to_no(till: Till) -> None:
    """The lost core has heard *yes* before *no*; the restored one hears *no* first, and of *yes* nothing
    yet."""
    sign(till)
    till.other.seal(REFUSED, till.manager)
    till.is_restored()
    till.other.send(10, is_heard=True)


def contradict(till: Till, *, is_told: bool = False) -> None:
    """The lost core has heard *yes* before *no*, and has paid; the restored one hears *no* first."""
    restore_to_no(till)
    if is_told:
        tell(till, key_of("ref", 0, 0, 0))
        till.passes(WAITS_MS)
        till.passes(MINUTE_MS)
        assert [case.kind for case in till.cases()] == ["refund_paid_untold"]
    till.one.send(10, is_heard=True)
    till.passes(WAITS_MS)
    till.passes(MINUTE_MS)


def refund_again(till: Till) -> tuple[str, str]:
    """Another refund of the watch is proposed, and the manager signs; returns where its money stands."""
    if till.core.read(lambda s: s.get(Return, "ret")) is None:
        till.other.bring_back("ret", WATCH)
    till.other.keeps_time = True
    till.other.pay_back("ret", "another", WATCH)
    till.other.send(10, is_heard=True)
    till.passes(MINUTE_MS)
    return till.state("another")


def settle(
    till: Till, choice: Resolution, went_to: Sequence[WentTo] = (), desk: Desk | None = None
) -> tuple[str, str]:
    [case] = [case for case in till.cases() if case.settled_at is None]
    deed = SettleException(
        case_id=case.id,
        case_aggregate=case.aggregate,
        settlement="They say so.",
        resolution=choice,
        went_to=list(went_to),
    )
    return till.do(desk or till.other, deed, till.manager)


def tell(
    till: Till,
    named: str,
    heard: Heard = Heard.DONE,
    reference: str = "REF-1",
    payment: str = "PAY-1",
    cents: int = CENTS,
) -> None:
    """The payment service's word, as its door takes it in."""
    told_cents = cents if heard is Heard.DONE else 0
    answer = Answer(heard, reference=reference, cents=told_cents, payment=payment, currency="EUR")
    event = f"{heard}:{reference}"
    for part in (named, till.core.read(lambda s: part_named(s, reference))):
        if part is not None and till.core.transact(lambda unit, part=part: note(unit, part, answer, event)):
            return
    assert till.core.transact(lambda unit: keep(unit, named, answer, event))


def forget_line(unit: UnitOfWork) -> dict[str, object]:
    """What was sold is not known for a while. Returns the row."""
    row = unit.session.get_one(SaleLine, "sale-1-watch")
    known = {column.key: getattr(row, column.key) for column in SaleLine.__table__.columns}
    unit.session.delete(row)
    return known
