"""Approvals in words: the rows, what speaks for and against, what is asked."""

from __future__ import annotations

from collections.abc import Mapping

from core.commands import (
    AnswerAboutRefund,
    ApproveRefund,
    AskAboutRefund,
    Command,
    EscalateRefund,
    RefuseRefund,
    RetryRefund,
    SettleRefund,
    WithdrawRefund,
)
from core.rules.refund import RefundState
from core.rules.return_policy import Ground
from core.rules.return_signals import Signal, SignalKind
from core.rules.returns import Condition, ReturnReason
from core.rules.time import Instant
from desktop.screens.approvals.state import ApprovalsState, Deed, Goods, Refund
from desktop.screens.refund_look import refund_look
from desktop.screens.returns.goods_words import CONDITIONS, REASONS
from desktop.screens.returns.money_said import means_words
from desktop.shell.amounts import day_words, moment_words, money_words, quoted
from desktop.shell.lacking import lacking_words
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate
from desktop.shell.sentences import code_sentence, has_sentence
from desktop.shell.widgets import Cell, Group, Row
from desktop.shell.widgets.chips import Chip

_GROUNDS: Mapping[str, str] = {
    Ground.CONFORMITY: QT_TRANSLATE_NOOP("Approvals", "legal guarantee of conformity"),
    Ground.WITHDRAWAL: QT_TRANSLATE_NOOP("Approvals", "right of withdrawal"),
    Ground.POLICY: QT_TRANSLATE_NOOP("Approvals", "the chain’s own rule"),
    Ground.NONE: QT_TRANSLATE_NOOP("Approvals", "covered by nothing"),
}
_SIGNALS: Mapping[SignalKind, str] = {
    SignalKind.PERHAPS_PAID: QT_TRANSLATE_NOOP(
        "Approvals", "{amount} for the same articles may have been paid already: see Exceptions."
    ),
    SignalKind.MANY_RETURNS: QT_TRANSLATE_NOOP(
        "Approvals", "Other returns of this customer in 90 days: {number}."
    ),
    SignalKind.RECEIPT_USED: QT_TRANSLATE_NOOP("Approvals", "Other refunds on this receipt: {number}."),
    SignalKind.RECEIPT_ELSEWHERE: QT_TRANSLATE_NOOP(
        "Approvals", "Returns on this receipt in other stores: {number}."
    ),
    SignalKind.STAFF_CARD: QT_TRANSLATE_NOOP("Approvals", "Somebody of the staff pays with this card."),
    SignalKind.AT_LIMIT: QT_TRANSLATE_NOOP("Approvals", "The amount is at the limit of {amount}."),
    SignalKind.OFTEN_AT_LIMIT: QT_TRANSLATE_NOOP(
        "Approvals", "Other refunds of the same person close below a limit in 90 days: {number}."
    ),
    SignalKind.NO_PROOF: QT_TRANSLATE_NOOP("Approvals", "There is no proof of purchase."),
    SignalKind.SERIAL_WRONG: QT_TRANSLATE_NOOP("Approvals", "It is not the piece that was sold."),
}
REFUSALS: tuple[str, ...] = (
    QT_TRANSLATE_NOOP("Approvals", "Not covered by our rules"),
    QT_TRANSLATE_NOOP("Approvals", "Not in the condition that was told"),
    QT_TRANSLATE_NOOP("Approvals", "Not our article"),
    QT_TRANSLATE_NOOP("Approvals", "A receipt is needed"),
)
"""What managers mostly say no for, each with its digit."""


_DONE: Mapping[type[Command], str] = {
    ApproveRefund: QT_TRANSLATE_NOOP("Approvals", "Approved: {amount} for {number}."),
    RefuseRefund: QT_TRANSLATE_NOOP("Approvals", "Refused: {amount} for {number}."),
    AskAboutRefund: QT_TRANSLATE_NOOP("Approvals", "Asked about {number}: it waits for the answer."),
    AnswerAboutRefund: QT_TRANSLATE_NOOP("Approvals", "Answered: {number} waits for a manager again."),
    EscalateRefund: QT_TRANSLATE_NOOP("Approvals", "Left to a regional manager: {amount} for {number}."),
    RetryRefund: QT_TRANSLATE_NOOP("Approvals", "Tried again: {amount} for {number}."),
    SettleRefund: QT_TRANSLATE_NOOP("Approvals", "Settled: {amount} for {number}."),
    WithdrawRefund: QT_TRANSLATE_NOOP("Approvals", "Withdrawn: {amount} for {number}."),
}


def done_words(refund: Refund, deed: type[Command]) -> str:
    """What was done with it."""
    amount = money_words(refund.total_cents, refund.currency)
    return translate("Approvals", _DONE[deed]).format(amount=amount, number=refund.number)


def groups(state: ApprovalsState) -> list[Group]:
    """The rows: what came back, what waits, and what other stores ask of a regional manager."""
    here = [one for one in state.refunds if not one.store]
    back = tuple(_row(one, state) for one in here if one.state is RefundState.FAILED)
    waits = tuple(_row(one, state) for one in here if one.state is not RefundState.FAILED)
    stores = dict.fromkeys(one.store for one in state.refunds if one.store)
    return [
        Group(back, translate("Approvals", "Came back unpaid")),
        Group(waits, translate("Approvals", "Waits for approval")),
        *(
            Group(tuple(_row(one, state) for one in state.refunds if one.store == store), store)
            for store in stores
        ),
    ]


def _row(refund: Refund, state: ApprovalsState) -> Row:
    asked = translate("Approvals", "asked by {name}").format(name=refund.asked_by) if refund.asked_by else ""
    about = ", ".join(one.name for one in refund.goods)
    amount = money_words(refund.total_cents, refund.currency)
    since = moment_words(refund.at, state.now, state.timezone)
    icon = Cell(icon="alert", icon_colour="warn") if refund.signals else Cell()
    return Row(
        refund.id,
        (
            Cell(pill=refund_look(refund.state)),
            Cell(f"{amount} · {about}", asked, strong=True),
            icon,
            Cell(since, small=True),
        ),
    )


def facts(refund: Refund, now: Instant, timezone: str) -> list[tuple[str, str]]:
    """Who asks, why, on what ground, to which means, and until when the law waits for it."""
    rows = [
        (translate("Approvals", "Store"), refund.store),
        (translate("Approvals", "Asked by"), refund.asked_by),
        (translate("Approvals", "Customer"), refund.customer),
        (translate("Approvals", "Sale"), refund.sale_code),
    ]
    rows += [(translate("Approvals", "Goods"), goods_words(one)) for one in refund.goods]
    rows += [
        (translate("Approvals", "Policy"), ground_words(refund)),
        (
            translate("Approvals", "Due by law"),
            day_words(refund.due_by, timezone, now=now) if refund.due_by else "",
        ),
        (translate("Approvals", "Goes"), means_words(refund.parts, currency=refund.currency)),
        (translate("Approvals", "Note"), refund.note),
        (translate("Approvals", "Asked"), quoted(refund.question) if refund.question else ""),
        (translate("Approvals", "Answered"), quoted(refund.answer) if refund.answer else ""),
        (translate("Approvals", "Failed"), failure_words(refund)),
    ]
    return rows


def goods_words(goods: Goods) -> str:
    """ "2 × Robe Calanque: wrong size, as new"."""
    reasons, conditions = set(ReturnReason), set(Condition)
    reason = translate("Returns", REASONS[ReturnReason(goods.reason)]) if goods.reason in reasons else ""
    condition = (
        translate("Returns", CONDITIONS[Condition(goods.condition)]) if goods.condition in conditions else ""
    )
    said = ", ".join(part.lower() for part in (reason, condition) if part)
    what = f"{goods.quantity} × {goods.name}"
    return translate("Approvals", "{goods}: {said}").format(goods=what, said=said) if said else what


def ground_words(refund: Refund) -> str:
    """On what it is taken back, with the words of who overrode."""
    grounds = dict.fromkeys(one.ground for one in refund.goods)
    said = [translate("Approvals", _GROUNDS[ground]) for ground in grounds if ground in _GROUNDS]
    said += [quoted(one.override_reason) for one in refund.goods if one.override_reason]
    return ", ".join(said)


def failure_words(refund: Refund) -> str:
    """Why the money came back."""
    if refund.state is not RefundState.FAILED:
        return ""
    if refund.failure and has_sentence(refund.failure):
        return code_sentence(refund.failure, {"number": refund.number})
    return translate("Approvals", "The payment service did not pay it ({code}).").format(
        code=refund.failure or "–"
    )


def signals_words(refund: Refund) -> str:
    """What may be looked at twice; nothing of it decides."""
    return " ".join(_signal_words(one, refund.currency) for one in refund.signals)


def _signal_words(signal: Signal, currency: str) -> str:
    words = translate("Approvals", _SIGNALS[signal.kind])
    return words.format(number=signal.number, amount=money_words(signal.number, currency))


def limit_words(refund: Refund, state: ApprovalsState) -> str:
    """Who has to say it, where that is not who is here; and what being offline means."""
    said = []
    if refund.is_unsigned:
        said.append(
            translate(
                "Approvals", "Nobody has approved it here. Whoever signs has it paid, or settles it by hand."
            )
        )
    if refund.is_mine and refund.state is not RefundState.ASKED:
        said.append(translate("Approvals", "You asked for it: somebody else says yes or no."))
    elif refund.need == "regional_manager" and not refund.store:
        said.append(translate("Approvals", "The amount is for a regional manager."))
    if state.may_decide and not state.has_key and not refund.is_mine:
        said.append(
            translate("Approvals", "Your key is not open here: sign in while connected, or type your PIN.")
        )
    if not state.is_connected:
        said.append(translate("Approvals", "Offline: what is approved now is queued."))
    return " ".join(said)


def act_words(refund: Refund, state: ApprovalsState) -> str:
    """What Enter does."""
    amount = money_words(refund.total_cents, refund.currency)
    if state.beside is not None and state.beside.name:
        return translate("Approvals", "Sign {amount}").format(amount=amount)
    if state.deed is Deed.REFUSE:
        return translate("Approvals", "Refuse {amount}").format(amount=amount)
    if state.deed is Deed.ASK:
        return translate("Approvals", "Ask {name}").format(name=refund.asked_by)
    if state.deed is Deed.ANSWER:
        return translate("Approvals", "Answer")
    if state.deed is Deed.SETTLE:
        return translate("Approvals", "Settled by hand")
    if refund.is_failed and not refund.is_unsigned:
        return translate("Approvals", "Try again")
    if state.is_armed:
        return translate("Approvals", "Sign {amount} now").format(amount=amount)
    if state.may_decide and not refund.is_mine:
        return translate("Approvals", "Approve {amount}").format(amount=amount)
    return translate("Approvals", "Have {amount} signed here").format(amount=amount)


def lack_words(deed: Deed, typed: str) -> str:
    """Why Enter does nothing yet: what is to be written first; empty where nothing is missing."""
    lack = {
        Deed.REFUSE: translate("Approvals", "the reason"),
        Deed.ASK: translate("Approvals", "the question"),
        Deed.ANSWER: translate("Approvals", "the answer"),
        Deed.SETTLE: translate("Approvals", "how it was settled"),
        Deed.RETRY: translate("Approvals", "what the payment service said"),
    }.get(deed, "")
    return "" if typed.strip() else lacking_words(lack)


def field_label(deed: Deed) -> str:
    """What is to be written."""
    return {
        Deed.REFUSE: translate("Approvals", "Why not (or press a digit)"),
        Deed.ASK: translate("Approvals", "What do you want to know?"),
        Deed.ANSWER: translate("Approvals", "Your answer"),
        Deed.SETTLE: translate("Approvals", "How was it settled?"),
        Deed.RETRY: translate("Approvals", "What did the payment service say?"),
    }.get(deed, "")


def refusal_chips() -> list[Chip]:
    """Common reasons, each with its digit."""
    return [
        Chip(str(place), translate("Approvals", words), str(place)) for place, words in enumerate(REFUSALS, 1)
    ]
