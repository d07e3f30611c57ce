"""Hand over in words: rows, facts, what a scan would do, what is missing."""

from __future__ import annotations

from core.commands import Proof
from core.rules.fulfilment import FulfilmentState
from desktop.screens import order_words
from desktop.screens.fulfilments import Head
from desktop.screens.handover import loading_words, part_words, unheard
from desktop.screens.handover.opened import TO_CUSTOMERS, Opened
from desktop.screens.handover.paying import PAID_WITH, instead_words, next_means, paid_words
from desktop.screens.handover.shelves import Shelf
from desktop.screens.handover.state import HandOverState, Sight
from desktop.screens.handover.troubles import LAST_DIGITS, matter_words
from desktop.shell.amounts import moment_words, money_words, quoted
from desktop.shell.counts import counts
from desktop.shell.saying import translate
from desktop.shell.widgets import Cell, Column, Group, Row
from desktop.shell.wording import kind_icon, kind_phrase, state_look

FOUND_COLUMNS = (
    Column(),
    Column(width=20),
    Column(stretch=11, wraps=True),
    Column(stretch=5, wraps=True),
    Column(align_right=True, hide_below=720),
)


def told_words(head: Head, state: HandOverState) -> str:
    """What the customer was told, and when: "told yesterday 09:52"."""
    time = moment_words(head.state_at, state.now, state.timezone)
    words: dict[str, str] = {
        FulfilmentState.READY: translate("HandOver", "told {time}"),
        FulfilmentState.STAGED: translate("HandOver", "in its bin since {time}, not told yet"),
        FulfilmentState.ARRIVED: translate("HandOver", "arrived {time}, not in a bin yet"),
        FulfilmentState.UNCOLLECTED: translate("HandOver", "to be put back since {time}"),
    }
    if head.kind not in TO_CUSTOMERS and head.state == FulfilmentState.STAGED:
        return translate("HandOver", "in its bin since {time}").format(time=time)
    packed = translate("HandOver", "packed {time}, not in a bin yet")
    return words.get(head.state, packed).format(time=time)


def bins_words(head: Head) -> str:
    """ "Bin 14"; "no bin yet" without any."""
    return order_words.bins_words(head.bins) or translate("HandOver", "no bin yet")


# What is asked


def question_words(state: HandOverState) -> tuple[str, str, str]:
    """The empty screen: what waits, since when, and what can be listed."""
    if not state.waiting:
        sentence = translate("HandOver", "No parcel waits to be handed over")
        hint = translate("HandOver", "What you put in a bin comes here, on this workstation at once.")
        return sentence, hint, ""
    sentence = translate("HandOver", "{parcels} to hand over").format(parcels=counts.parcels(state.parcels))
    hint = ""
    if state.oldest is not None:
        words = translate("HandOver", "The longest here: {number}, {customer}. {bins}, {told}.")
        hint = words.format(
            number=state.oldest.number,
            customer=state.oldest.customer,
            bins=bins_words(state.oldest),
            told=told_words(state.oldest, state),
        )
    return sentence, hint, translate("HandOver", "Show all that wait")


def scan_words(state: HandOverState) -> str:
    """What a scan would do now."""
    if state.sight is Sight.CHECKING and state.opened is not None:
        if state.opened.is_proved or not state.opened.is_for_a_customer:
            return translate("HandOver", "Scan its parcels to be sure that they are the right ones")
        return translate("HandOver", "Scan the customer’s code, or one of these parcels")
    if state.sight is Sight.LOADING:
        return translate("HandOver", "Scan each parcel that the driver takes")
    if state.sight is Sight.DONE:
        return translate("HandOver", "Scan the next customer’s code, or a parcel")
    return translate("HandOver", "Scan the customer’s code, a parcel or a bin")


# Rows


def groups(state: HandOverState) -> list[Group]:
    """What was found: what may leave, then what is not ready with what is the matter."""
    ready = tuple(_ready_row(head, state) for head in state.ready)
    others = tuple(_muted_row(head, state) for head in state.not_ready)
    units = sum(len(head.parcels) for head in state.ready)
    return [
        Group(ready, translate("HandOver", "To hand over"), counts.parcels(units)),
        Group(others, translate("HandOver", "Cannot be handed over"), counts.orders(len(others))),
    ]


def _ready_row(head: Head, state: HandOverState) -> Row:
    to_pay = money_words(head.due_cents, head.currency) if head.due_cents else ""
    return Row(
        head.id,
        (
            Cell(pill=state_look(head.state)),
            Cell(icon=kind_icon(head.kind)),
            Cell(head.customer, f"{head.number} · {told_words(head, state)}", strong=True),
            Cell(bins_words(head), counts.parcels(len(head.parcels)), strong=bool(head.bins)),
            Cell(to_pay, translate("HandOver", "to pay") if to_pay else ""),
        ),
        translate("HandOver", "Open"),
    )


def _muted_row(head: Head, state: HandOverState) -> Row:
    cells = (
        Cell(pill=state_look(head.state)),
        Cell(icon=kind_icon(head.kind)),
        Cell(head.customer, f"{head.number} · {matter_words(head, state)}"),
        Cell(counts.articles(head.units)),
        Cell(),
    )
    return Row(head.id, cells, is_muted=True, has_more=True)


# The order at the counter


def headline(opened: Opened) -> str:
    """ "C-20418 · click and collect"."""
    if opened.is_unheard:
        return translate("HandOver", "This workstation has not heard of this order")
    return f"{opened.head.number} · {kind_phrase(opened.head.kind)}"


def shelf_words(shelf: Shelf) -> tuple[str, str]:
    """A bin in very large type, and what to take from it."""
    where = order_words.bins_words([shelf.bin] if shelf.bin else []) or translate("HandOver", "No bin")
    parcels = counts.parcels(shelf.parcels)
    if not shelf.in_hand:
        return where, parcels
    if shelf.in_hand == shelf.parcels:
        return where, translate("HandOver", "{parcels} in hand").format(parcels=parcels)
    words = translate("HandOver", "{number} of {wanted} in hand")
    return where, words.format(number=shelf.in_hand, wanted=shelf.parcels)


def facts(opened: Opened, state: HandOverState) -> list[tuple[str, str]]:
    """What else is worth knowing."""
    head = opened.head
    if opened.is_unheard:
        return unheard.unheard_facts(_parcel_numbers(opened), says_due=opened.says_due)
    told = told_words(head, state)
    if opened.is_known_by_label:
        told = translate("HandOver", "packed, says its label; this workstation has not heard of it yet")
    return [
        (translate("HandOver", "State"), told),
        (translate("HandOver", "Parcels"), _parcel_numbers(opened)),
        (translate("HandOver", "Note"), quoted(head.note) if head.note else ""),
    ]


def _parcel_numbers(opened: Opened) -> str:
    numbers = [parcel.number for parcel in opened.head.parcels] or [label.sscc for label in opened.labels]
    return ", ".join(f"…{number[-LAST_DIGITS:]}" for number in numbers)


def right_words(opened: Opened) -> str:
    """The title of the first step."""
    if opened.is_for_a_customer:
        return translate("HandOver", "Identity check")
    return translate("HandOver", "Driver")


def proved_words(opened: Opened) -> str:
    """How the right to the parcels was shown."""
    if opened.proof is Proof.CODE:
        words = translate("HandOver", "The code {code} is right")
        if opened.is_unheard:
            words = translate("HandOver", "The code {code} is kept; headquarters checks it")
        return words.format(code=f"{opened.code[:3]} {opened.code[3:]}")
    if opened.is_unheard:
        return translate("HandOver", "The card and the label say the same name")
    return translate("HandOver", "The card says {customer}").format(customer=opened.head.customer)


def proxy_label(opened: Opened) -> str:
    """Whose name is to be written down."""
    if not opened.is_for_a_customer:
        return translate("HandOver", "Name of the driver who takes it")
    if opened.is_unheard:
        return translate("HandOver", "Who collects for the customer")
    return translate("HandOver", "Who collects for {customer}").format(customer=opened.head.customer)


def pay_words(opened: Opened) -> str:
    """What the button about the money says."""
    following = next_means(opened.paid_with)
    if opened.asks_amount and following is None:
        return instead_words(PAID_WITH[0])
    if opened.paid_now_cents and following is not None:
        return instead_words(following)
    if opened.paid_now_cents:
        return translate("HandOver", "Not paid after all")
    amount = money_words(opened.rest_cents, opened.head.currency)
    return translate("HandOver", "Paid at the till: {amount}").format(amount=amount)


def pay_hint(opened: Opened) -> str:
    """Where the money stands, under the amount."""
    if opened.asks_amount and not opened.paid_now_cents:
        return translate("HandOver", "Not known here: the label says what is to pay")
    if opened.asks_amount:
        return paid_words(opened.paid_with)
    if not opened.due_cents:
        return translate("HandOver", "Nothing to pay here")
    if opened.is_unheard and opened.is_lifted and not opened.paid_now_cents:
        return translate("HandOver", "may leave unpaid; headquarters checks it")
    if not opened.rest_cents:
        return translate("HandOver", "All of it is paid")
    if opened.is_lifted and not opened.paid_now_cents:
        words = translate("HandOver", "may leave unpaid, says {name}: {reason}")
        return words.format(name=opened.head.lifted_name, reason=opened.head.lifted_reason)
    if opened.is_paid:
        return paid_words(opened.paid_with)
    return translate("HandOver", "to be paid before it leaves")


def missing_words(opened: Opened) -> str:
    """What is still missing before it may leave; empty for nothing."""
    if opened.may_leave:
        return ""
    if opened.is_unheard and opened.is_proved:
        return unheard.missing_here(opened)
    if not opened.is_for_a_customer and not opened.is_proved:
        return translate("HandOver", "Still missing: the driver’s name.")
    if not opened.is_proved and not opened.is_paid:
        return translate("HandOver", "Still missing: the identity check, and the payment.")
    if not opened.is_proved:
        return translate("HandOver", "Still missing: the identity check.")
    return "" if opened.is_paid else translate("HandOver", "Still missing: the payment.")


def go_words(state: HandOverState) -> str:
    """What Enter does."""
    if state.sight is Sight.DONE:
        return translate("HandOver", "Next customer")
    if state.loading is not None and state.opened is None:
        return loading_words.go_words(state.loading)
    if state.opened is not None:
        if not state.opened.is_whole:
            return part_words.go_words(state.opened)
        words = translate("HandOver", "Hand over {parcels}")
        if not state.opened.is_for_a_customer:
            words = translate("HandOver", "Give {parcels} to the carrier")
        return words.format(parcels=counts.parcels(state.opened.parcels))
    return translate("HandOver", "Open")
