"""An answer is the core's and new: made for this question, with nothing of it changed."""

from __future__ import annotations

import pytest

from core.rules.errors import NotAuthentic
from core.wire import SigningKey, check_answer, prove_answer

KEY = SigningKey(bytes(range(32)))
STRANGER = SigningKey(bytes(range(1, 33)))
MARK, ANSWER = "0a" * 16, b"what is new"


def test_the_core_s_own_answer_to_this_question_passes() -> None:
    check_answer(MARK, ANSWER, KEY.public, prove_answer(MARK, ANSWER, KEY))


@pytest.mark.parametrize(
    ("mark", "answer", "proof"),
    [
        ("0b" * 16, ANSWER, prove_answer(MARK, ANSWER, KEY)),
        (MARK, b"what was new", prove_answer(MARK, ANSWER, KEY)),
        (MARK, ANSWER, prove_answer(MARK, ANSWER, STRANGER)),
        (MARK, ANSWER, KEY.sign(b"coulisse manifest 1", ANSWER).hex()),
        (MARK, ANSWER, ""),
        (MARK, ANSWER, "no number"),
        (MARK, ANSWER, "é"),
    ],
    ids=["another question", "another answer", "another core", "another use", "none", "garbage", "no ASCII"],
)
def test_what_was_made_for_something_else_does_not(mark: str, answer: bytes, proof: str) -> None:
    with pytest.raises(NotAuthentic) as error:
        check_answer(mark, answer, KEY.public, proof)
    assert error.value.code == "answer_not_fresh"
