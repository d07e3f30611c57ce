"""What doctor found about one thing."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec


class Verdict(StrEnum):
    """`WARN` can wait, `BAD` cannot."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


class Finding(msgspec.Struct, frozen=True):
    """One answer.

    Attributes:
        key: stable name of the question, such as "outbox".
        title, said, advice: for people, in their language; no advice where all is well.
        data: for programs; units last in a name. No secrets, nobody's name.
    """

    key: str
    verdict: Verdict
    title: str
    said: str
    advice: str = ""
    data: dict[str, Any] = msgspec.field(default_factory=dict)


def worst(findings: list[Finding]) -> Verdict:
    """The verdict over all."""
    verdicts = {finding.verdict for finding in findings}
    return next((verdict for verdict in (Verdict.BAD, Verdict.WARN) if verdict in verdicts), Verdict.OK)
