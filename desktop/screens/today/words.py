"""Today in words: rows, groups, and what the buttons say."""

from __future__ import annotations

from collections.abc import Collection

from core.rules.fulfilment import FulfilmentState
from desktop.screens.fulfilments import Head
from desktop.screens.order_words import awaited_words, bins_words, title_words, who_words, zones_words
from desktop.screens.refund_look import refund_look
from desktop.screens.today.closings import closing_words
from desktop.screens.today.state import (
    PROMISED,
    Case,
    Coming,
    Counting,
    Money,
    Step,
    Tally,
    Task,
    TodayState,
    Way,
    Work,
)
from desktop.shell.amounts import moment_words, money_words, variant_words
from desktop.shell.counts import counts
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate
from desktop.shell.sentences import case_thing, case_title, deed_words
from desktop.shell.theme import Tone
from desktop.shell.widgets import Cell, Group, PillLook, Row, time_left
from desktop.shell.wording import kind_icon, kind_words, state_look, state_words

_STEPS = {
    Step.NONE: "",
    Step.PREPARE: QT_TRANSLATE_NOOP("Today", "Prepare"),
    Step.CONTINUE: QT_TRANSLATE_NOOP("Today", "Continue"),
    Step.TAKE_OVER: QT_TRANSLATE_NOOP("Today", "Take over"),
    Step.PUT_IN_BIN: QT_TRANSLATE_NOOP("Today", "Put in a bin"),
    Step.HAND_OVER: QT_TRANSLATE_NOOP("Today", "Hand over"),
    Step.DISPATCH: QT_TRANSLATE_NOOP("Today", "Give to the carrier"),
    Step.PUT_BACK: QT_TRANSLATE_NOOP("Today", "Put back"),
    Step.COUNT: QT_TRANSLATE_NOOP("Today", "Count"),
    Step.RECEIVE: QT_TRANSLATE_NOOP("Today", "Receive"),
    Step.APPROVE: QT_TRANSLATE_NOOP("Today", "Approve"),
    Step.SETTLE: QT_TRANSLATE_NOOP("Today", "Settle"),
    Step.LOOK: QT_TRANSLATE_NOOP("Today", "Look"),
    Step.DECIDE: QT_TRANSLATE_NOOP("Today", "Approve"),
}
_TASKS = {
    Task.PREPARE: QT_TRANSLATE_NOOP("Today", "Prepare"),
    Task.HAND_OVER: QT_TRANSLATE_NOOP("Today", "Hand over"),
    Task.CARRIER: QT_TRANSLATE_NOOP("Today", "Give to the carrier"),
    Task.RECEIVE: QT_TRANSLATE_NOOP("Today", "Receive"),
    Task.PUT_BACK: QT_TRANSLATE_NOOP("Today", "Put back"),
    Task.COUNT: QT_TRANSLATE_NOOP("Today", "Count"),
    Task.MONEY: QT_TRANSLATE_NOOP("Today", "Refunds"),
    Task.SETTLE: QT_TRANSLATE_NOOP("Today", "Settle"),
}


_IN_PARCELS = (Task.HAND_OVER, Task.CARRIER, Task.RECEIVE)


def step_words(step: Step) -> str:
    """What the button of a step says."""
    return translate("Today", _STEPS[step]) if step else ""


_WAYS = {
    Way.REJECT: (
        QT_TRANSLATE_NOOP("Today", "Reject {number}"),
        QT_TRANSLATE_NOOP("Today", "Why this store does not prepare it"),
    ),
    Way.REOPEN: (
        QT_TRANSLATE_NOOP("Today", "Open {number} again"),
        QT_TRANSLATE_NOOP("Today", "Why it is opened again"),
    ),
}


def way_words(way: Way, head: Head) -> str:
    """What the button says that does it."""
    return translate("Today", _WAYS[way][0]).format(number=head.number)


def reason_label(way: Way) -> str:
    """What is to be written down."""
    return translate("Today", _WAYS[way][1])


def consequence_words(way: Way, head: Head) -> str:
    """What exactly follows from it."""
    articles = counts.articles(head.units)
    if way is Way.REOPEN:
        said = translate(
            "Today",
            "To be unpacked: {parcels}. What is printed for it is void, and the order is packed anew.",
        )
        return said.format(parcels=counts.parcels(len(head.parcels)))
    if head.picked:
        said = translate(
            "Today",
            "Back on the shelf first: {picked} in hand. Another place is looked for, for {articles}.",
        )
        return said.format(picked=counts.articles(head.picked), articles=articles)
    said = translate("Today", "Free here again at once: {articles}. Another place is looked for.")
    return said.format(articles=articles)


def rejected_words(work: Work) -> str:
    """That an order was rejected."""
    return translate("Today", "Rejected: {number}. Another place is looked for.").format(number=work.number)


def manager_words(ways: Collection[Way], may: Collection[Way]) -> str:
    """Who may do what this person may not; empty for nothing."""
    if not set(ways) - set(may):
        return ""
    return translate("Today", "Rejecting or opening it again takes a manager.")


def promise_look(work: Work, now: int, timezone: str) -> PillLook:
    """The pill of a promise with its hour: "promised 10:30 · late 8 min"."""
    assert work.head is not None
    left = time_left(work.minutes_left)
    at = moment_words(work.head.promised_at, now, timezone)
    words = translate("Today", "promised {time} · {left}").format(time=at, left=left.word)
    return PillLook(words, left.tone, left.icon)


def groups(state: TodayState) -> list[Group]:
    """The rows in their groups."""
    shown = []
    for task in Task:
        works = [work for work in state.works if work.task is task]
        rows = tuple(_row(work, state) for work in works)
        shown.append(Group(rows, translate("Today", _TASKS[task]), _group_hint(task, state, len(works))))
    return shown


def _group_hint(task: Task, state: TodayState, shown: int) -> str:
    """How many there are, in which states, and how many of them have no row here."""
    tally = state.tallies.get(task, Tally())
    more = counts.more(tally.orders - shown) if tally.orders > shown else ""
    if task is Task.SETTLE:
        parts = ["" if state.may_settle else translate("Today", "for a manager")]
    elif task is Task.MONEY:
        parts = []
    elif task is Task.COUNT:
        parts = [counts.articles(tally.orders)]
    elif task is Task.RECEIVE:
        # Deliveries, transfers and customers' parcels: only their articles can be added up.
        parts = [counts.articles(tally.units)] if tally.units else []
    else:
        orders, articles = counts.orders(tally.orders), counts.articles(tally.units)
        parts = [translate("Today", "{orders}, {articles}").format(orders=orders, articles=articles)]
        if len(tally.by_state) > 1:
            parts += [f"{number} {_tally_words(name)}" for name, number in tally.by_state.items()]
    if task is Task.CARRIER:
        heads = (work.head for work in state.works if work.task is task)
        waiting = {(head.carrier, head.service) for head in heads if head is not None}
        parts.append(closing_words(state.closings, waiting, state.now, state.timezone))
    return " · ".join(part for part in (*parts, more) if part)


def _tally_words(state: str) -> str:
    """What those of a state are. The number above counts what is being prepared as to be prepared, too."""
    return translate("Today", "not begun") if state == FulfilmentState.PROPOSED else state_words(state)


def _row(work: Work, state: TodayState) -> Row:
    if work.case is not None:
        at = moment_words(work.case.raised_at, state.now, state.timezone)
        about = work.case.number or translate("Today", "To settle")
        what = Cell(about, case_title(work.case.kind, work.case.data), strong=True)
        look = PillLook(at, Tone.WARN, "alert")
        return Row(
            work.key,
            (Cell(pill=look), Cell(icon="info"), what, Cell(_case_about(work.case), work.case.variant)),
            step_words(work.step),
        )
    if work.coming is not None:
        return coming_row(work, work.coming, state)
    if work.money is not None:
        return _money_row(work, work.money, state)
    if work.counting is not None:
        return _counting_row(work, work.counting, state)
    head = work.head
    assert head is not None
    return Row(
        work.key,
        (
            Cell(pill=_pill(work, head)),
            Cell(icon=kind_icon(head.kind)),
            Cell(title_words(head), _how(work, head, state), strong=True),
            Cell(_what(work, head), _beside(work, head)),
        ),
        _action(work, state),
    )


def _action(work: Work, state: TodayState) -> str:
    """What the row's button does; nothing while something is asked about it, which it would answer."""
    return "" if state.asked == work.key else step_words(work.step)


def _beside(work: Work, head: Head) -> str:
    awaited = awaited_words(head) if work.task is Task.PREPARE else ""
    return " · ".join(filter(None, (awaited or _where(work, head), who_words(head))))


def _counting_row(work: Work, counting: Counting, state: TodayState) -> Row:
    look = PillLook(moment_words(counting.asked_at, state.now, state.timezone), Tone.INFO, "stock")
    what = variant_words(counting.size, counting.colour)
    where = " · ".join(counting.place) or translate("Today", "no place known")
    cells = (Cell(pill=look), Cell(icon="stock"), Cell(counting.name, what, strong=True), Cell(where))
    return Row(work.key, cells, _action(work, state))


def _money_row(work: Work, money: Money, state: TodayState) -> Row:
    since = moment_words(money.since, state.now, state.timezone)
    amount = Cell(money_words(money.cents, money.currency), since, strong=True)
    about = Cell(money.number, money.customer)
    return Row(
        work.key,
        (Cell(pill=refund_look(money.state)), Cell(icon="pay"), amount, about),
        step_words(work.step),
    )


def coming_row(work: Work, coming: Coming, state: TodayState) -> Row:
    """Something that comes by truck, or that waits for the manager."""
    at = moment_words(coming.at, state.now, state.timezone)
    tone, icon = (Tone.WARN, "waiting") if coming.is_request else (Tone.INFO, "arrive")
    units = counts.articles(coming.units) if coming.units else ""
    cells = (
        Cell(pill=PillLook(at, tone, icon)),
        Cell(icon=coming.icon),
        Cell(coming.number, coming.about, strong=True),
        Cell(units),
    )
    return Row(work.key, cells, step_words(work.step))


def _case_about(case: Case) -> str:
    """An article's name, or of something held back what it is; else customer, money, or carton."""
    name = str(case.data.get("name", ""))
    return deed_words(name) if case.is_held_back else name or case.customer or case_thing(case.data)


def _pill(work: Work, head: Head) -> PillLook:
    return time_left(work.minutes_left) if work.task in PROMISED else state_look(head.state)


def _how(work: Work, head: Head, state: TodayState) -> str:
    if work.task in PROMISED:
        time = moment_words(head.promised_at, state.now, state.timezone)
        return translate("Today", "{kind}, promised {time}").format(kind=kind_words(head.kind), time=time)
    since = moment_words(head.state_at, state.now, state.timezone)
    return translate("Today", "{state} since {time}").format(
        state=_capital(state_words(head.state)), time=since
    )


def _what(work: Work, head: Head) -> str:
    if work.task in _IN_PARCELS:
        return counts.parcels(len(head.parcels))
    words = counts.articles(head.units)
    if work.task is Task.PREPARE and head.is_serialised:
        return translate("Today", "{articles}, serial").format(articles=words)
    return words


def _where(work: Work, head: Head) -> str:
    if work.task is Task.PREPARE and not head.parcels:
        return zones_words(head.zones)
    if head.bins:
        return bins_words(head.bins)
    return translate("Today", "no bin yet") if head.parcels else zones_words(head.zones)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
