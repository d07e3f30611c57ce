"""Where money that goes back stands: by word, shape and colour."""

from __future__ import annotations

from collections.abc import Mapping

from core.rules.refund import RefundState
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate
from desktop.shell.theme import Tone
from desktop.shell.widgets import PillLook

REFUNDS: Mapping[RefundState, tuple[str, Tone, str]] = {
    RefundState.PROPOSED: (QT_TRANSLATE_NOOP("Returns", "waits for a manager"), Tone.WARN, "waiting"),
    RefundState.ASKED: (QT_TRANSLATE_NOOP("Returns", "the manager asks"), Tone.WARN, "info"),
    RefundState.ESCALATED: (QT_TRANSLATE_NOOP("Returns", "waits for the region"), Tone.WARN, "waiting"),
    RefundState.APPROVED: (QT_TRANSLATE_NOOP("Returns", "approved"), Tone.INFO, "check"),
    RefundState.REFUSED: (QT_TRANSLATE_NOOP("Returns", "refused"), Tone.BAD, "refused"),
    RefundState.WITHDRAWN: (QT_TRANSLATE_NOOP("Returns", "withdrawn"), Tone.NEUTRAL, "undo"),
    RefundState.QUEUED: (QT_TRANSLATE_NOOP("Returns", "queued"), Tone.INFO, "clock"),
    RefundState.EXECUTING: (QT_TRANSLATE_NOOP("Returns", "under way"), Tone.INFO, "sync"),
    RefundState.REFUNDED: (QT_TRANSLATE_NOOP("Returns", "refunded"), Tone.OK, "check"),
    RefundState.FAILED: (QT_TRANSLATE_NOOP("Returns", "came back"), Tone.BAD, "alert"),
    RefundState.BY_HAND: (QT_TRANSLATE_NOOP("Returns", "settled by hand"), Tone.OK, "check"),
}


def refund_look(state: RefundState) -> PillLook:
    """Where the money stands, by word, shape and colour."""
    word, tone, icon = REFUNDS[state]
    return PillLook(translate("Returns", word), tone, icon)
