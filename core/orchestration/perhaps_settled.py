"""What a person says, who has asked, about money that a core which was lost may have paid, or has paid
(`core.orchestration.perhaps_paid`), in the transaction that settles the case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from core.commands import Resolution
from core.commands.definitions import WentTo
from core.commands.exchanging import tell_kept
from core.commands.money_asked import WENT_TO
from core.commands.refunding import claim_again
from core.commands.return_reading import claims_on, step_refund
from core.model import ExceptionCase, PaymentClaim, Refund, RefundPart, RefundWord, Return, Sale
from core.orchestration.payment_parts import BACK, claim, claim_told, is_of, key_of, payments_of
from core.orchestration.perhaps_given import lock_held_orders, tell_counters, tell_given_twice
from core.orchestration.perhaps_paid import NOT_HERE, told_of
from core.orchestration.refund_execution import begin
from core.orchestration.refund_words import PARTIAL, context_of, count_in, parts_of
from core.orchestration.region_sales import tell_region_again
from core.orchestration.unit import UnitOfWork
from core.orchestration.untold_refunds import take_words
from core.rules.exceptions import REFUND_PAID_UNTOLD, REFUND_PERHAPS_PAID
from core.rules.ids import derive
from core.rules.refund import GIVEN_UP, Means, RefundState, RefundVerb
from core.rules.refund_part import PartState


def lock_for_case(unit: UnitOfWork, case_id: str) -> None:
    """What settling such a case touches, in the order in which everybody locks it."""
    case = unit.session.get(ExceptionCase, case_id)
    kind, _, key = case.aggregate.partition(":") if case is not None else ("", "", "")
    if case is not None:
        lock_held_orders(unit, case)
    if kind == "sale":
        # Whoever hears that it has come back comes by the sale as well.
        unit.lock(Sale, key)
    refund = unit.session.get(Refund, str(case.data.get("refund", ""))) if case is not None else None
    if refund is not None:
        unit.lock(Sale, refund.sale_id)
        unit.lock(Return, refund.return_id)
        unit.lock(Refund, refund.id)


def settle_perhaps_paid(
    unit: UnitOfWork, case: ExceptionCase, choice: Resolution, went_to: Sequence[WentTo]
) -> None:
    """A person has asked. What went is the refund's that it was for, if that is known and nobody else has its
    units; else the case itself says so, and bars others of the same units.

    Args:
        went_to: to which cards it went, as they say; else as the payment service has told.
    """
    words = _words_of(unit.session, case)
    for word in words:
        # The service's own word against a person's is asked about by itself.
        is_denied = case.kind == REFUND_PERHAPS_PAID and choice is not Resolution.WENT
        word.state = "new" if is_denied else "settled"
    refund = unit.lock(Refund, str(case.data.get("refund", "")))
    said = [(one.reference, one.cents) for one in went_to] or [
        (word.payment, word.cents) for word in words if case.kind == REFUND_PAID_UNTOLD
    ]
    if choice is Resolution.WENT and refund is not None and not refund.exchange:
        told = [(word.payment, word.cents) for word in words]
        is_told = sum(cents for _, cents in told) >= case.data["cents"]
        shares = _by_place(unit.session, refund, said or (told if is_told else []))
        if _has_gone(unit, refund, case, words, shares):
            said = []
    if choice is Resolution.WENT and said:
        # No refund here says so: the case does, and nothing else goes back in its place. So it is of an
        # exchange: it is agreed and handed out by itself, and then its money goes by the keys that have paid.
        case.data = {**case.data, WENT_TO: [[name, cents] for name, cents in said]}
    if choice is Resolution.WENT:
        tell_given_twice(unit, case)
    tell_counters(unit, case)


def _words_of(session: Session, case: ExceptionCase) -> list[RefundWord]:
    word = session.get(RefundWord, str(case.data.get("word", "")))
    if word is not None:
        return [word]
    kind, _, sale_id = case.aggregate.partition(":")
    return told_of(session, sale_id, str(case.data["refund"])) if kind == "sale" else []


def _by_place(session: Session, refund: Refund, told: Sequence[tuple[str, int]]) -> Counter[int]:
    """Cents by the place of the payment that they went to."""
    cards = [row for row in payments_of(session, refund.sale_id) if row.means == Means.CARD]
    places = {row.reference: row.place for row in cards}
    shares = Counter[int]()
    for reference, cents in told:
        if reference in places:
            shares[places[reference]] += cents
    return shares


def _has_gone(
    unit: UnitOfWork,
    refund: Refund,
    case: ExceptionCase,
    words: Sequence[RefundWord],
    shares: Mapping[int, int],
) -> bool:
    """So much of it, if nobody else has its units. Of what several cards paid each is a case of its own: the
    rest is settled by another, or by hand. What of it is store credit is entered by its own key now. Returns
    whether it is the refund's."""
    others = claims_on(unit.session, refund.sale_id, besides=refund.id) if refund.sale_id else set()
    if refund.state not in (*NOT_HERE, RefundState.FAILED) or not others.isdisjoint(refund.units):
        return False
    context, before = context_of(unit, refund, derive(case.id, "went")), refund.state
    step_refund(context, refund, RefundVerb.PROVE)
    card = next((place for place, (means, *_) in enumerate(refund.parts) if means == Means.CARD), None)
    moved = claim_told(unit, refund, card, shares) if shares and card is not None else ()
    claims = claim(unit, refund, BACK, [(means, cents) for means, cents, _ in refund.parts])
    if before in NOT_HERE:
        claim_again(context, unit.session.get_one(Return, refund.return_id), refund)
    if before in GIVEN_UP:
        # Its exchange was let go with it, and what had been kept for that was its units' until now.
        tell_kept(context, refund)
    _write_parts(unit, refund, claims, int(case.data["cents"]), words, shares)
    # It may have come back before anybody said that it went.
    take_words(unit, [part.id for part in parts_of(unit.session, refund)])
    count_in(unit.session, refund)
    if any(done < cents for means, cents, done in refund.parts if means == Means.CARD):
        refund.failure = PARTIAL
        step_refund(context, refund, RefundVerb.FAIL)
    else:
        refund.failure = ""
        begin(unit, refund)
    for other in moved:
        # What it had claimed went for this one: it goes back to what is left.
        begin(unit, other, is_moved=True)
    tell_region_again(unit, refund.sale_id)
    return True


def _write_parts(
    unit: UnitOfWork,
    refund: Refund,
    claims: Sequence[PaymentClaim],
    cents: int,
    words: Sequence[RefundWord],
    shares: Mapping[int, int],
) -> None:
    """What has gone to cards, as if it had been sent from here: where the payment service says that it came
    back, its part hears it. Where it is not known to which, what there is a word about comes first."""
    names = {row.place: row.reference for row in payments_of(unit.session, refund.sale_id)}
    told = {word.payment: word.reference for word in words}
    known = parts_of(unit.session, refund)
    to_cards = [one for one in claims if refund.parts[one.place][0] == Means.CARD]
    for one in sorted(to_cards, key=lambda one: names.get(one.payment_place) not in told):
        rounds = [part for part in known if is_of(part, one)]
        went_cents = min(cents, one.cents - sum(part.done_cents for part in rounds))
        if shares:
            went_cents = min(went_cents, shares.get(one.payment_place, 0))
        if went_cents <= 0:
            continue
        cents -= went_cents
        reference = told.get(names.get(one.payment_place, ""), "")
        unit.session.add(
            RefundPart(
                id=key_of(refund.id, one.place, one.payment_place, len(rounds)),
                refund_id=refund.id,
                place=one.place,
                payment_place=one.payment_place,
                round_no=len(rounds),
                means=Means.CARD.value,
                cents=went_cents,
                done_cents=went_cents,
                state=PartState.DONE.value,
                reference=reference,
                went_as=reference,
                first_sent_at=refund.proposed_at,
                due_at=None,
            )
        )
    unit.session.flush()
