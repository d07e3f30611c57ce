"""One execution of a part of a refund, as the core knows it: waiting, sent, done, failed.

Whether money has moved is the payment service's to say. What it did not answer is asked again under the
same key, by which it tells a repeated request from a new one; only after a refusal is there another.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import msgspec

from core.rules.time import DAY_MS, HOUR_MS, MINUTE_MS, Instant


class PartState(StrEnum):
    """Where an execution stands.

    Attributes:
        RETURNED: it went, and the bank sent it back: the last word, in whatever order the two are heard.
        VOID: another took its place before it was sent.
    """

    WAITING = "waiting"
    SENT = "sent"
    ACCEPTED = "accepted"
    DONE = "done"
    FAILED = "failed"
    RETURNED = "returned"
    VOID = "void"


ENDED_BADLY: Final = (PartState.FAILED, PartState.RETURNED)
OPEN: Final = (PartState.WAITING, PartState.SENT, PartState.ACCEPTED)
FIRST_WAIT_MS: Final = 5_000
LONGEST_WAIT_MS: Final = HOUR_MS
SENDING_MS: Final = 2 * MINUTE_MS
"""Whoever has taken a part hears its answer within this time, or somebody else asks again."""
ASK_AGAIN_WITHIN_MS: Final = 5 * DAY_MS
"""Payment services remember keys for a week or so: beyond that a repeated request would be a new one."""
WAITS_FOR_SERVICE_MS: Final = 2 * DAY_MS
"""So long a part waits where nobody pays by its means; then its store hears of it."""
NO_ANSWER: Final = "no_answer"
"""Nobody knows whether it went, and its key is forgotten: a person asks the payment service."""
KEY_IN_USE: Final = "key_in_use"
"""The payment service has had another request under its key: what came of that, a person asks."""
PAID_BEFORE: Final = "paid_before_restore"
"""Somebody has said that its units were paid by the core that was lost."""
UNKNOWN: Final = (NO_ANSWER, KEY_IN_USE)
"""Failures after which the money may have gone: nothing is tried again before somebody has asked."""
IN_USE_TRIES: Final = 8
"""From this try on a key that was in use at the one before, ten minutes ago, is another request's: nobody
works on one so long."""


class Heard(StrEnum):
    """What came of asking."""

    DONE = "done"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    RETURNED = "returned"
    NOTHING = "nothing"


class Answer(msgspec.Struct, frozen=True):
    """A payment service's answer: what it calls the refund, how much went or came back, and why it refused.

    Attributes:
        reference: empty where a request was turned down before it became a refund.
        payment, currency: what it speaks of; empty where it does not say.
        was_reached: with `Heard.NOTHING`, whether the request may have come through.
    """

    heard: Heard
    reference: str = ""
    cents: int = 0
    reason: str = ""
    payment: str = ""
    currency: str = ""
    was_reached: bool = True


def given_up_at(first_sent_at: Instant) -> Instant:
    """When a part that was accepted, and of which nothing more was heard, is for a person to ask about."""
    return Instant(first_sent_at + ASK_AGAIN_WITHIN_MS + 1)


def next_try(now: Instant, tries: int) -> Instant:
    """When a part that was not answered is asked about again."""
    return Instant(now + min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** min(tries, 16)))


def may_ask_again(first_sent_at: Instant, now: Instant) -> bool:
    """Whether the payment service still knows the key."""
    return not first_sent_at or now - first_sent_at <= ASK_AGAIN_WITHIN_MS
