"""Words of the payment service about refunds that this core does not know: a core that was lost had asked for
them.

They are kept. The part of a refund that bears the name takes them in when it is made, and is not sent for
what they say. What no part takes in, while money went, is a case of the store that has the sale; until a
person has looked no other refund of that sale is sent (`core.orchestration.perhaps_paid`). What is about no
payment that is known here waits: its sale may be on its way.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Final

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from core.feed.settings import restored_at
from core.model import ExceptionCase, Refund, RefundPart, RefundWord, Return, Sale, SalePayment
from core.model.gathered import rows_of
from core.model.kept_statements import kept
from core.orchestration.cases import raise_once
from core.orchestration.exchange_orders import lock_orders
from core.orchestration.payment_parts import payments_of
from core.orchestration.perhaps_back import has_come_back
from core.orchestration.perhaps_given import tell_counters
from core.orchestration.perhaps_paid import (
    IS_UNTOLD,
    NOT_HERE,
    case_about,
    cases_of_word,
    name_cards,
    settle_word,
)
from core.orchestration.refund_words import note
from core.orchestration.restore_wait import money_waits_until
from core.orchestration.sale_of_word import payment_meant, payments_called, refund_named
from core.orchestration.unit import Core, UnitOfWork
from core.rules.exceptions import REFUND_PAID_UNTOLD, Resolution
from core.rules.ids import derive, is_derived
from core.rules.refund import RefundState
from core.rules.refund_part import Answer, Heard
from core.rules.time import DAY_MS

PAGE: Final = 100
NAME_CHARS: Final = 400
OTHERS_MS: Final = 31 * DAY_MS
"""So long after a restore a word is kept whatever the refund is called. After that only one under a name that
a core gives, or about what has been told of before: what another system refunds is that one's to see to."""


def keep(unit: UnitOfWork, named: str, answer: Answer, event: str) -> bool:
    """Keep what is said of a refund that is not known; returns whether it is kept.

    Without a restore it is not: what this core never asked for was asked for by somebody else.
    """
    if not _may_be_ours(unit, named, answer):
        return False
    word_id = derive("refund_word", event)
    if unit.session.get(RefundWord, word_id) is not None:
        return True
    is_gone = answer.heard is Heard.DONE and not _is_back(unit.session, answer.reference)
    unit.session.add(
        RefundWord(
            id=word_id,
            named=named[:NAME_CHARS],
            reference=answer.reference[:NAME_CHARS],
            payment=answer.payment[:NAME_CHARS],
            heard=answer.heard.value,
            cents=answer.cents,
            currency=answer.currency,
            reason=answer.reason,
            event=event[:NAME_CHARS],
            at=unit.at,
            state="new" if is_gone else "settled",
        )
    )
    unit.session.flush()
    if _is_back(unit.session, answer.reference):
        _came_back(unit, named, answer)
    return True


def _may_be_ours(unit: UnitOfWork, named: str, answer: Answer) -> bool:
    """Whether a core that was lost may have asked for it."""
    restored = restored_at(unit.session)
    if not restored or unit.at < restored + OTHERS_MS or is_derived(named):
        return bool(restored)
    told = select(RefundWord.id).where(RefundWord.reference == answer.reference)
    return bool(answer.reference) and unit.session.scalar(told.limit(1)) is not None


def _came_back(unit: UnitOfWork, named: str, answer: Answer) -> None:
    """What went has come back, in whichever order the two words came: it is nobody's question any more, and
    what a person has said of it is not so any more."""
    payment = _payment_of_locked_sale(unit, answer.payment, named, _went(unit.session, answer.reference))
    went = _went(unit.session, answer.reference)
    for word in went:
        unit.lock(RefundWord, word.id)
        if word.state in IS_UNTOLD:
            word.state = "settled"
            settle_word(unit, word)
    if payment is not None:
        has_come_back(unit, named, payment.sale_id, answer.reference, went)


def _went(session: Session, reference: str) -> Sequence[RefundWord]:
    query = select(RefundWord).where(RefundWord.reference == reference, RefundWord.heard == Heard.DONE.value)
    return session.scalars(query.order_by(RefundWord.at, RefundWord.id)).all()


def _payment_of_locked_sale(
    unit: UnitOfWork, reference: str, named: str, went: Sequence[RefundWord]
) -> SalePayment | None:
    """What the payment service calls so, if it is known here: of the sale that its words are about, and where
    somebody was asked about them, of that sale. It is chosen once all sales that bear the name are locked:
    what is left of each stays what it was."""
    _lock_sales_of(unit, reference)
    asked = [case for word in went for case in _cases(unit.session, word)]
    cents = max((word.cents for word in went), default=0)
    payment = payment_meant(unit.session, reference, named, cents, restored_at(unit.session))
    if asked and payment is not None:
        known = payments_of(unit.session, asked[0].aggregate.partition(":")[2])
        payment = next((row for row in known if row.reference == reference), payment)
    return payment


def _lock_sales_of(unit: UnitOfWork, reference: str) -> None:
    """What was taken in exchange meanwhile is one more; so it is looked again until there is no other."""
    locked: set[str] = set()
    while others := {row.sale_id for row in payments_called(unit.session, reference)} - locked:
        # What was ordered in exchange, and is held back, may go on its way.
        lock_orders(unit, rows_of(unit.session, Refund, Refund.sale_id, sorted(others)))
        unit.lock_all(Sale, Sale.id, others)
        locked |= others
    # Of what was read before the locks nothing is believed.
    unit.session.flush()
    unit.session.expire_all()


def _cases(session: Session, word: RefundWord) -> list[ExceptionCase]:
    found = (session.get(ExceptionCase, case_id) for case_id in cases_of_word(word))
    return [case for case in found if case is not None]


def _is_back(session: Session, reference: str) -> bool:
    return bool(_back(session, reference))


@kept
def _back(reference: str) -> Select[str]:
    is_back = (RefundWord.reference == reference, RefundWord.heard == Heard.RETURNED.value)
    return select(RefundWord.id).where(*is_back).limit(1)


def take_words(unit: UnitOfWork, part_ids: Collection[str]) -> None:
    """Parts that were just made take in what was said of them before.

    Args:
        part_ids: of a refund that is locked.
    """
    unit.session.flush()
    for word in _not_taken(unit.session, sorted(part_ids)):
        _take(unit, word)


@kept
def _not_taken(named: list[str]) -> Select[RefundWord]:
    query = select(RefundWord).where(RefundWord.named.in_(named), RefundWord.state != "taken")
    return query.order_by(RefundWord.at, RefundWord.id)


def _take(unit: UnitOfWork, word: RefundWord) -> None:
    answer = Answer(
        Heard(word.heard),
        reference=word.reference,
        cents=word.cents,
        reason=word.reason,
        payment=word.payment,
        currency=word.currency,
    )
    word.state = "taken"
    note(unit, word.named, answer, word.event)
    settle_word(unit, word)


def look_at_words(core: Core, keep_going: Callable[[], bool] = lambda: True) -> int:
    """Put before people what has gone back, and no refund here says so; returns how many were looked at."""
    looked = 0
    for word_id in core.read(_new_words):
        if not keep_going():
            break
        looked += core.transact(partial(_look, word_id=word_id))
    return looked


@kept
def _new_words() -> Select[str]:
    """Those about a part or a payment that is known here: others wait, and keep nobody waiting."""
    is_part = select(RefundPart.id).where(RefundPart.id == RefundWord.named).exists()
    is_ours = select(SalePayment.sale_id).where(SalePayment.reference == RefundWord.payment).exists()
    query = select(RefundWord.id).where(RefundWord.state == "new", or_(is_part, is_ours))
    return query.order_by(RefundWord.at, RefundWord.id).limit(PAGE)


def _look(unit: UnitOfWork, word_id: str) -> bool:
    seen = unit.session.get_one(RefundWord, word_id)
    part = unit.session.get(RefundPart, seen.named)
    if part is None and money_waits_until(unit) > unit.at:
        return False
    payment = _payment_of_locked_sale(unit, seen.payment, seen.named, [seen])
    if part is not None:
        # It was made while the word was being kept.
        unit.lock(Refund, part.refund_id)
    word = unit.lock(RefundWord, word_id)
    if word is None or word.state != "new":
        return False
    if part is not None:
        _take(unit, word)
        return True
    if payment is None:
        return False
    word.state = "told"
    _tell(unit, word, payment.sale_id)
    return True


def _tell(unit: UnitOfWork, word: RefundWord, sale_id: str) -> None:
    refund = refund_named(unit.session, word.named, sale_id)
    asked = case_about(unit.session, word.named, sale_id)
    is_refunded = refund is not None and refund.state == RefundState.REFUNDED
    if is_refunded or (asked is not None and asked.data.get("resolution") == Resolution.WENT):
        # Somebody has said that it went already.
        word.state = "settled"
        return
    first, denied = cases_of_word(word)
    known = unit.session.get(ExceptionCase, first)
    if any(case is not None and case.settled_at is None for case in (asked, known)):
        if asked is not None:
            name_cards(unit, sale_id, str(asked.data["refund"]))
        return
    query = select(Return).where(Return.sale_id == sale_id).order_by(Return.declared_at.desc(), Return.id)
    head = (
        unit.session.get(Return, refund.return_id)
        if refund is not None
        else unit.session.scalars(query.limit(1)).first()
    )
    sale = unit.session.get_one(Sale, sale_id)
    case = raise_once(
        unit,
        ExceptionCase(
            id=denied if known is not None else first,
            location_id=head.location_id if head is not None else sale.location_id,
            kind=REFUND_PAID_UNTOLD,
            aggregate=f"sale:{sale_id}",
            data={
                "number": refund.number if refund is not None else sale.receipt_code,
                "cents": word.cents,
                "currency": word.currency or sale.currency,
                "refund": refund.id if refund is not None and refund.state in NOT_HERE else "",
                "units": refund.units if refund is not None else [],
                "word": word.id,
            },
            raised_at=unit.at,
        ),
    )
    tell_counters(unit, case)
