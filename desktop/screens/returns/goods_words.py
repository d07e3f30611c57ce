"""The goods in words: reasons, questions, conditions, and where they go."""

from __future__ import annotations

from collections.abc import Mapping

from core.rules.disposition import Disposition
from core.rules.returns import Condition, ReturnReason
from desktop.screens.returns.goods_state import Taken
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate
from desktop.shell.widgets.chips import Chip

REASONS: Mapping[ReturnReason, str] = {
    ReturnReason.CHANGED_MIND: QT_TRANSLATE_NOOP("Returns", "Changed mind"),
    ReturnReason.WRONG_SIZE: QT_TRANSLATE_NOOP("Returns", "Wrong size"),
    ReturnReason.NOT_AS_DESCRIBED: QT_TRANSLATE_NOOP("Returns", "Not as shown"),
    ReturnReason.WRONG_ARTICLE: QT_TRANSLATE_NOOP("Returns", "Wrong article"),
    ReturnReason.DAMAGED_ON_ARRIVAL: QT_TRANSLATE_NOOP("Returns", "Arrived damaged"),
    ReturnReason.DEFECTIVE: QT_TRANSLATE_NOOP("Returns", "Defective"),
    ReturnReason.TOO_LATE: QT_TRANSLATE_NOOP("Returns", "Came too late"),
    ReturnReason.GIFT: QT_TRANSLATE_NOOP("Returns", "A gift"),
}
CONDITIONS: Mapping[Condition, str] = {
    Condition.NEW: QT_TRANSLATE_NOOP("Returns", "As new"),
    Condition.OPENED: QT_TRANSLATE_NOOP("Returns", "Opened"),
    Condition.WORN: QT_TRANSLATE_NOOP("Returns", "Worn"),
    Condition.DAMAGED: QT_TRANSLATE_NOOP("Returns", "Damaged"),
    Condition.DEFECTIVE: QT_TRANSLATE_NOOP("Returns", "Does not work"),
    Condition.INCOMPLETE: QT_TRANSLATE_NOOP("Returns", "Incomplete"),
    Condition.COUNTERFEIT_SUSPECTED: QT_TRANSLATE_NOOP("Returns", "Perhaps a counterfeit"),
}
QUESTIONS: Mapping[str, str] = {
    "is_genuine": QT_TRANSLATE_NOOP("Returns", "Is it our article, and genuine?"),
    "works": QT_TRANSLATE_NOOP("Returns", "Does it work?"),
    "is_complete": QT_TRANSLATE_NOOP("Returns", "Is everything there: parts, papers, box?"),
    "is_undamaged": QT_TRANSLATE_NOOP("Returns", "Is it without stain, tear or scratch?"),
    "is_unworn": QT_TRANSLATE_NOOP("Returns", "Is it without any sign of wear?"),
    "is_sealed": QT_TRANSLATE_NOOP("Returns", "Are the tags on it, or the seal unbroken?"),
}
DISPOSITIONS: Mapping[Disposition, str] = {
    Disposition.BACK_ON_SALE: QT_TRANSLATE_NOOP("Returns", "Back on sale"),
    Disposition.MARKDOWN: QT_TRANSLATE_NOOP("Returns", "Sold at a lower price"),
    Disposition.REFURBISH: QT_TRANSLATE_NOOP("Returns", "To the workshop"),
    Disposition.RETURN_TO_VENDOR: QT_TRANSLATE_NOOP("Returns", "To the supplier"),
    Disposition.RETURN_TO_WAREHOUSE: QT_TRANSLATE_NOOP("Returns", "To the warehouse"),
    Disposition.DONATE: QT_TRANSLATE_NOOP("Returns", "Given away"),
    Disposition.RECYCLE: QT_TRANSLATE_NOOP("Returns", "Recycled"),
    Disposition.DESTROY: QT_TRANSLATE_NOOP("Returns", "Destroyed"),
}


def reason_chips(*, has_keys: bool = True) -> list[Chip]:
    """The customer's reasons, each with its digit where digits are theirs."""
    return [
        Chip(one.value, translate("Returns", words), str(place) if has_keys else "")
        for place, (one, words) in enumerate(REASONS.items(), 1)
    ]


def disposition_chips(taken: Taken) -> list[Chip]:
    """Where it may go, the advised first."""
    return [Chip(one.value, translate("Returns", DISPOSITIONS[one])) for one in taken.dispositions]


def answer_chips() -> list[Chip]:
    """Yes and no."""
    return [Chip("yes", translate("Returns", "Yes"), "F4"), Chip("no", translate("Returns", "No"), "F5")]


def condition_title(taken: Taken) -> str:
    """The condition, or what is asked about it."""
    if taken.condition is not None:
        return translate("Returns", CONDITIONS[taken.condition])
    question = taken.question
    return (
        translate("Returns", QUESTIONS[question.code])
        if question is not None and question.code in QUESTIONS
        else ""
    )
