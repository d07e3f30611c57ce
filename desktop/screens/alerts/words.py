"""Alerts in words: rows, what each side says, the choices, how it was settled."""

from __future__ import annotations

from collections.abc import Mapping

from core.commands import BY_NAME, Resolution
from core.commands.definitions import FulfilmentCommand
from core.rules.delivery import DELIVERY_OVERDUE
from core.rules.exceptions import ANNOUNCED_SINCE, BY_ITSELF, FREE_NOWHERE, QUARANTINED
from core.rules.fulfilment import PARCEL_OVERDUE, SHIPMENT_OVERDUE
from desktop.screens.alerts.choice_words import words_of
from desktop.screens.alerts.state import NEEDS_WORDS, Alert, AlertsState, CardPaid, Shows
from desktop.shell.amounts import moment_words, money_words
from desktop.shell.counts import counts
from desktop.shell.lacking import lacking_words
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate
from desktop.shell.sentences import case_sentence, case_thing, case_title, code_sentence, deed_words
from desktop.shell.theme import Tone
from desktop.shell.widgets import Cell, Choice, Group, PillLook, Row
from desktop.shell.wording import state_words

_KNEW: Mapping[str, str] = {
    "found_after_resourcing": QT_TRANSLATE_NOOP(
        "Alerts", "Another store has begun to prepare these articles."
    ),
    "paid_after_cancellation": QT_TRANSLATE_NOOP("Alerts", "The order is cancelled."),
    "device_forked": QT_TRANSLATE_NOOP("Alerts", "The same number was sent twice, with two contents."),
    "carton_missing": QT_TRANSLATE_NOOP("Alerts", "Announced in this delivery."),
    DELIVERY_OVERDUE: QT_TRANSLATE_NOOP("Alerts", "Announced for {time}."),
    PARCEL_OVERDUE: QT_TRANSLATE_NOOP("Alerts", "Sent {time}."),
    SHIPMENT_OVERDUE: QT_TRANSLATE_NOOP("Alerts", "Sent {time}."),
}
"""What the core knew, of kinds that say it by themselves."""
_VERBS: Mapping[str, str] = {
    "complete_pick": QT_TRANSLATE_NOOP("Alerts", "Everything picked"),
    "label": QT_TRANSLATE_NOOP("Alerts", "Label printed"),
    "deliver": QT_TRANSLATE_NOOP("Alerts", "Delivered"),
    "arrive": QT_TRANSLATE_NOOP("Alerts", "Arrived here"),
}
"""Verbs that no command of this program tells."""
_TOLD = QT_TRANSLATE_NOOP("Alerts", "Told here")
_DEEDS = {kind.VERB.value: name for name, kind in BY_NAME.items() if issubclass(kind, FulfilmentCommand)}


def groups(state: AlertsState) -> list[Group]:
    """The rows, with a title that says how many there are."""
    if state.shows is Shows.SETTLED:
        title, total = translate("Alerts", "Settled"), state.settled_count
    else:
        title, total = translate("Alerts", "To settle"), state.open_count
    more = total - len(state.alerts)
    title = title if more else ""
    return [
        Group(tuple(_row(alert, state) for alert in state.alerts), title, counts.more(more) if more else "")
    ]


def segment_words(state: AlertsState) -> dict[str, str]:
    """The two lists, with how many are in each."""
    return {
        Shows.OPEN.value: translate("Alerts", "To settle: {count}").format(count=state.open_count),
        Shows.SETTLED.value: translate("Alerts", "Settled: {count}").format(count=state.settled_count),
    }


def _row(alert: Alert, state: AlertsState) -> Row:
    about = alert.number or translate("Alerts", "No order")
    if alert.settled_at is None:
        look = PillLook(moment_words(alert.raised_at, state.now, state.timezone), Tone.WARN, "alert")
        article = _article(alert)
        beside = alert.variant or (alert.customer if article else "")
        last = Cell(article or alert.customer or case_thing(alert.data), beside)
    else:
        look = PillLook(moment_words(alert.settled_at, state.now, state.timezone), Tone.OK, "check")
        last = Cell(settled_words(alert), alert.settled_by)
    return Row(
        alert.id, (Cell(pill=look), Cell(about, case_title(alert.kind, alert.data), strong=True), last)
    )


def _article(alert: Alert) -> str:
    if alert.kind == FREE_NOWHERE:
        return case_thing(alert.data)
    name = str(alert.data.get("name", ""))
    return deed_words(name) if alert.kind == QUARANTINED else name


def sentence_of(alert: Alert) -> str:
    """What happened."""
    return case_sentence(alert.kind, alert.data)


def headquarters_words(alert: Alert, state: AlertsState) -> str:
    """What the core knew when it was told."""
    data = alert.data
    if alert.kind == FREE_NOWHERE:
        return translate("Alerts", "Missing: {articles}").format(articles=case_thing(alert.data))
    if alert.kind == QUARANTINED:
        return code_sentence(str(data.get("code", "")), data.get("details") or {})
    if alert.kind in _KNEW:
        return translate("Alerts", _KNEW[alert.kind]).format(time=_expected_at(alert, state))
    if "expected" in data:
        none, some = translate("Alerts", "Not announced"), translate("Alerts", "{count} announced")
        return some.format(count=data["expected"]) if data["expected"] else none
    if "ordered" in data:
        return translate("Alerts", "{count} ordered").format(count=data["ordered"])
    if "state" in data:
        known = state_words(str(data["state"]))
        since = data.get("since")
        if not since:
            return known
        at = moment_words(int(since), state.now, state.timezone)
        return translate("Alerts", "{state} since {time}").format(state=known, time=at)
    return translate("Alerts", "Nothing of the kind was known.")


def _expected_at(alert: Alert, state: AlertsState) -> str:
    at = int(alert.data.get("sent_at") or alert.data.get("due_at") or 0)
    return moment_words(at, state.now, state.timezone) if at else ""


def store_words(alert: Alert, state: AlertsState) -> str:
    """What was told here, by whom, when."""
    if alert.kind == FREE_NOWHERE:
        return _why_here(alert, state)
    at = moment_words(_told_at(alert), state.now, state.timezone)
    deed = _deed(alert)
    if alert.by:
        return translate("Alerts", "{deed} by {name}, {time}").format(deed=deed, name=alert.by, time=at)
    return translate("Alerts", "{deed}, {time}").format(deed=deed, time=at)


def _told_at(alert: Alert) -> int:
    return int(alert.data.get("at") or 0) or alert.raised_at if alert.kind == QUARANTINED else alert.raised_at


def _deed(alert: Alert) -> str:
    if alert.kind == QUARANTINED:
        return deed_words(str(alert.data.get("name", "")))
    # Of money that has perhaps gone it is what the payment service has said of each card.
    if isinstance(alert.data.get("told"), int):
        return translate("Alerts", "{count} told as picked").format(count=alert.data["told"])
    verb = str(alert.data.get("verb", ""))
    if verb in _DEEDS:
        return deed_words(_DEEDS[verb])
    return translate("Alerts", _VERBS.get(verb, _TOLD))


def payment_words(alert: Alert) -> str:
    """What the payment service has said by itself that went back to which of its cards; empty for nothing."""
    said = translate("Alerts", "{amount} to the card {name}, as the payment service says")
    told = [card for card in alert.cards if card.told_cents]
    return " · ".join(
        said.format(amount=money_words(card.told_cents, alert.currency), name=card.name) for card in told
    )


def _why_here(alert: Alert, state: AlertsState) -> str:
    at = moment_words(int(alert.data.get("placed_at", 0)), state.now, state.timezone)
    if alert.data.get("is_collected"):
        return translate("Alerts", "Ordered {time}, to be collected here").format(time=at)
    return translate("Alerts", "Ordered {time}; the customer is nearest to here").format(time=at)


def now_words(alert: Alert) -> str:
    """Where the order stands by now; empty where none is known."""
    return state_words(alert.state) if alert.state else ""


def choices(alert: Alert) -> list[Choice]:
    """What can be done about it, each with its number."""
    return [
        Choice(choice.value, choice_words(choice, alert), _consequence(choice, alert), str(place))
        for place, choice in enumerate(alert.choices, 1)
        if choice not in alert.forbidden
    ]


def choice_words(choice: Resolution, alert: Alert) -> str:
    """What a choice is called."""
    return translate("Alerts", words_of(choice, alert)[0])


def act_words(choice: Resolution | None, alert: Alert) -> str:
    """What the button says that settles it; while nothing is chosen, what is to be done first."""
    if choice is None:
        return translate("Alerts", "Choose first what to do")
    return choice_words(choice, alert)


def _consequence(choice: Resolution, alert: Alert) -> str:
    return translate("Alerts", words_of(choice, alert)[1])


def field_label(choice: Resolution | None) -> str:
    """What is to be written down."""
    if choice in NEEDS_WORDS:
        return translate("Alerts", "What you found out")
    if choice is Resolution.PAID_BY_CARD:
        return translate("Alerts", "Reference on the card slip (if there is one)")
    if choice is Resolution.SAME_BOX:
        return translate("Alerts", "Number of the other carton (if there are several)")
    return translate("Alerts", "What you found out (if there is more to say)")


def lack_words(choice: Resolution | None, typed: str) -> str:
    """What is missing of the words without which it is not settled; empty for nothing."""
    if choice not in NEEDS_WORDS or typed.strip():
        return ""
    return lacking_words(translate("Alerts", "what you found out"))


def card_label(card: CardPaid, currency: str) -> str:
    """Which card, and what it took."""
    return translate("Alerts", "Went back to the card {name} (it paid {amount})").format(
        name=card.name, amount=money_words(card.took_cents, currency)
    )


def settled_words(alert: Alert) -> str:
    """How it was settled, in a few words."""
    if alert.resolution == BY_ITSELF:
        return translate("Alerts", "Over by itself")
    if alert.resolution == ANNOUNCED_SINCE:
        return translate("Alerts", "Announced since")
    known = alert.resolution in set(Resolution)
    choice = Resolution(alert.resolution) if known else Resolution.CLOSE
    told, other = translate("Alerts", words_of(choice, alert)[2]), alert.data.get("other")
    if choice is Resolution.SAME_BOX and other:
        return translate("Alerts", "{told}: {number}").format(told=told, number=other)
    return told


def settled_facts(alert: Alert, state: AlertsState) -> list[tuple[str, str]]:
    """Who settled it, how, when, in which words."""
    at = moment_words(alert.settled_at, state.now, state.timezone) if alert.settled_at else ""
    return [
        (translate("Alerts", "Settled"), settled_words(alert)),
        (translate("Alerts", "By"), alert.settled_by or _nobody(alert)),
        (translate("Alerts", "When"), at),
        (translate("Alerts", "Words"), alert.settlement),
    ]


def _nobody(alert: Alert) -> str:
    if alert.is_by_core:
        return translate("Alerts", "Headquarters")
    return translate("Alerts", "Somebody who is not here any more")
