"""A short guided grading: a few questions by category, and the condition that their answers come to.

Each question is one that "yes" is the good answer to; the first "no" decides. A screen asks them one by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import msgspec

from core.rules.returns import Condition


class Question(msgspec.Struct, frozen=True):
    """A question by its stable code, and what the goods are if the answer is no."""

    code: str
    if_not: Condition


_GENUINE: Final = Question("is_genuine", Condition.COUNTERFEIT_SUSPECTED)
_WORKS: Final = Question("works", Condition.DEFECTIVE)
_COMPLETE: Final = Question("is_complete", Condition.INCOMPLETE)
_UNDAMAGED: Final = Question("is_undamaged", Condition.DAMAGED)
_UNWORN: Final = Question("is_unworn", Condition.WORN)
_SEALED: Final = Question("is_sealed", Condition.OPENED)

_USUAL: Final = (_UNDAMAGED, _COMPLETE, _UNWORN, _SEALED)
BY_CATEGORY: Final[Mapping[str, tuple[Question, ...]]] = MappingProxyType(
    {
        "montre": (_GENUINE, _WORKS, _UNDAMAGED, _COMPLETE, _UNWORN, _SEALED),
        "bijou": (_GENUINE, _UNDAMAGED, _COMPLETE, _UNWORN),
        "sac": (_GENUINE, _UNDAMAGED, _COMPLETE, _UNWORN, _SEALED),
        "électro": (_WORKS, _UNDAMAGED, _COMPLETE, _SEALED),
        "livre": (_UNDAMAGED,),
    }
)
"""By the beginning of a category's name, as French chains call them; others are asked the usual questions."""


def questions(category: str, *, is_serialised: bool = False) -> tuple[Question, ...]:
    """What is asked of an article of this category, in this order."""
    for beginning, asked in BY_CATEGORY.items():
        if category.lower().startswith(beginning):
            return asked
    return (_GENUINE, _WORKS, *_USUAL) if is_serialised else _USUAL


def condition_of(asked: tuple[Question, ...], answers: Mapping[str, bool]) -> Condition | None:
    """What the goods are; None while a question that matters is open."""
    for question in asked:
        answer = answers.get(question.code)
        if answer is None:
            return None
        if not answer:
            return question.if_not
    return Condition.NEW
