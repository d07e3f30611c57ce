"""A parcel that only its label tells of: this workstation has never heard of the order. With the line cut a
colleague prepared it; it leaves as a fact, and headquarters writes down what it means."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from core.commands import HandOver, Proof
from core.rules.fulfilment import FulfilmentKind, FulfilmentState
from core.rules.money import EUR
from core.rules.refund import Means
from core.rules.time import Instant
from desktop.screens.fulfilments import Head, Holder
from desktop.screens.handover.opened import Opened
from desktop.screens.handover.shelves import Label
from desktop.shell.amounts import cents_in
from desktop.shell.counts import counts
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate

_ZEROS: Final = " \u202f\u00a00,.€"
"""An amount of these alone is nothing that was paid."""
_WITH_AMOUNT: Final = (
    QT_TRANSLATE_NOOP("HandOver", "the code, whether it was paid since, cancelled, or is gone already"),
    QT_TRANSLATE_NOOP("HandOver", "this store’s name, the customer’s name"),
)
_WITHOUT: Final = (
    QT_TRANSLATE_NOOP("HandOver", "the code, what is to pay, whether it was cancelled or is gone already"),
    QT_TRANSLATE_NOOP("HandOver", "this store’s name, the customer’s name, “to pay”"),
)
"""What nobody can check, and what a person reads, where the code says what is to pay and where not."""


def head_of_label(fulfilment_id: str, label: Label, now: Instant) -> Head:
    """The order as its label tells of it: nearly nothing."""
    state = FulfilmentState.STAGED if label.bin else FulfilmentState.LABELLED
    return Head(
        id=fulfilment_id,
        order_id="",
        number="",
        customer="",
        kind=FulfilmentKind.PICKUP,
        state=state,
        state_at=now,
        promised_at=now,
        note="",
        to_pay_cents=label.due_cents or 0,
        currency=EUR,
        code_digest="",
        holder=Holder.NOBODY,
        holder_name="",
        round_id="",
        tote=0,
        lines=(),
        parcels=(),
    )


def opened_by_label(fulfilment_id: str, label: Label, now: Instant) -> Opened:
    """At the counter, with one of its parcels in the hand."""
    return Opened(head=head_of_label(fulfilment_id, label, now), labels=(label,), is_unheard=True)


def with_label(opened: Opened, label: Label) -> Opened:
    """Another of its parcels is in the hand. Of labels that were printed at different times the one that asks
    for most is believed: the others may be of before."""
    labels = {known.sscc: known for known in (*opened.labels, label)}
    due_cents = max(opened.head.to_pay_cents, label.due_cents or 0)
    return replace(opened, labels=tuple(labels.values()), head=replace(opened.head, to_pay_cents=due_cents))


def with_amount(opened: Opened, text: str) -> Opened:
    """What was paid at the till, as it is typed from the label. What is no amount is none, and stands in the
    way: it was meant as one."""
    # "129," is on its way to "129,50".
    cents = cents_in(text.rstrip(" ,."))
    is_read = bool(cents) or not text.strip(_ZEROS)
    return replace(opened, paid_cents=cents or None, not_read="" if is_read else text.strip())


def deed(opened: Opened) -> HandOver:
    """What is done when it is let go."""
    return HandOver(
        fulfilment_id=opened.head.id,
        proof=opened.proof,
        code=opened.code if opened.proof is Proof.CODE else "",
        proxy_name=opened.proxy_name.strip() if opened.proof is Proof.PROXY else "",
        paid_cents=opened.paid_now_cents,
        paid_with=opened.paid_with if opened.paid_now_cents else Means.CASH,
        paid_reference=opened.reference_now,
        signature=opened.signature,
        labels=[label.sscc for label in opened.labels],
    )


def unheard_facts(numbers: str, *, says_due: bool) -> list[tuple[str, str]]:
    """What is known of it, and what nobody can check here."""
    unchecked, read = _WITH_AMOUNT if says_due else _WITHOUT
    return [
        (translate("HandOver", "State"), translate("HandOver", "known by its label alone")),
        (translate("HandOver", "Parcels"), numbers),
        (translate("HandOver", "Not checked"), translate("HandOver", unchecked)),
        (translate("HandOver", "Read on the label"), translate("HandOver", read)),
    ]


def unheard_customer() -> str:
    """In the place of the customer's name."""
    return translate("HandOver", "The name is on the label")


def missing_here(opened: Opened) -> str:
    """ "Still missing: 1 parcel(s) of this order. Scan them too.", then an amount where one was meant."""
    left = opened.parcels_told - len(opened.labels)
    if left <= 0 and opened.says_due and not opened.is_paid:
        return translate("HandOver", "Still missing: the payment.")
    if left <= 0:
        words = translate("HandOver", "Still missing: the amount. “{text}” is none.")
        return words.format(text=opened.not_read) if opened.not_read else ""
    words = translate("HandOver", "Still missing: {parcels} of this order. Scan them too.")
    return words.format(parcels=counts.parcels(left))
