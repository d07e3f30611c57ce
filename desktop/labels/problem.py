"""What is wrong with a template, or with its data."""

from __future__ import annotations

import msgspec


class Problem(msgspec.Struct, frozen=True):
    """Something about a template, or its data, that would spoil a label.

    Attributes:
        code: one of the keys of ``problem_sentences.SENTENCES``.
        element: the element's or field's name.
        details: what the sentence about it needs.
    """

    code: str
    element: str
    details: dict[str, str] = {}
