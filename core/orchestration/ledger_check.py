"""The check that the positions are the fold of the ledger, as one query over the whole of it."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from core.rules.stock import EFFECTS, Bucket, Step

FOLDED: Final = tuple(bucket for bucket in Bucket if bucket is not Bucket.SOFT_HELD)
"""What movements alone keep; soft holds follow from reservations."""


def disagreements(session: Session) -> int:
    """How many places have a position that is not the sum of their movements. Reads the whole ledger."""
    sums = " OR ".join(f"SUM({bucket.value}) <> 0" for bucket in FOLDED)
    effects = ", ".join(f"{_effect(bucket)} AS {bucket.value}" for bucket in FOLDED)
    held = ", ".join(f"-{bucket.value}" for bucket in FOLDED)
    query = (
        "SELECT COUNT(*) FROM (SELECT 1 FROM"
        f" (SELECT article_id, location_id, {effects} FROM movement"
        f" UNION ALL SELECT article_id, location_id, {held} FROM position) AS told"
        f" GROUP BY article_id, location_id HAVING {sums}) AS wrong"
    )
    return int(session.execute(text(query)).scalar_one())


def _effect(bucket: Bucket) -> str:
    """What a movement adds to a bucket, as SQL: the table of effects, step by step."""
    arrived = f"CASE WHEN to_bucket = '{bucket.value}' THEN quantity ELSE 0 END"
    most_steps = max(len(steps) for steps in EFFECTS.values())
    return " + ".join([arrived, *filter(None, (_effect_of_step(bucket, n) for n in range(most_steps)))])


def _effect_of_step(bucket: Bucket, number: int) -> str:
    parts = [
        f"WHEN kind = '{kind.value}'{_own(bucket, steps[number])} THEN {steps[number].sign} * quantity"
        for kind, steps in EFFECTS.items()
        if number < len(steps) and steps[number].bucket in (None, bucket)
    ]
    return f"CASE {' '.join(parts)} ELSE 0 END" if parts else ""


def _own(bucket: Bucket, step: Step) -> str:
    return "" if step.bucket else f" AND bucket = '{bucket.value}'"
