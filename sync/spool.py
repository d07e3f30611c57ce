"""Print jobs: a row of the spool, written in the transaction of the command that asks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import msgspec
from sqlalchemy import CursorResult, func, select, update
from sqlalchemy.orm import Session

from core.rules.time import Instant
from sync.schema import SpoolJob

DONE = frozenset({"sent", "confirmed", "dropped"})
"""Nothing more is to come of a job; it is forgotten after some days."""
SENDING = "sending"
BEING_SENT: Mapping[str, str] = {SENDING: "queued", "sending_held": "held", "sending_dropped": "dropped"}
"""The printer is getting it; what becomes of it if it is not taken. Of a batch that was paused or ended
meanwhile it is not sent again."""
WAITING = ("queued", *BEING_SENT)
"""It is to be printed yet."""
BATCH = "batch:"
"""How the aggregate of a batch of labels begins; its id follows."""


class Print(msgspec.Struct, frozen=True):
    """A label or document that a command asks for; `template` names it, `data` fills it."""

    template: str
    data: Mapping[str, Any]
    language: str = "fr"


def put(session: Session, job: Print, job_id: str, aggregate: str, author: str, at: Instant) -> None:
    """Put a job in the spool."""
    session.add(
        SpoolJob(
            id=job_id,
            template=job.template,
            data=dict(job.data),
            language=job.language,
            aggregate=aggregate,
            asked_by=author,
            asked_at=at,
        )
    )


class BatchProgress(msgspec.Struct, frozen=True):
    """Where the labels of a batch are; those that are `sending` wait too, and a pause comes too late for
    them: for `late_held` it came, for `late_dropped` the end. The printer has said of the `printed` that they
    are out, and has `taken` others."""

    waiting: int = 0
    sending: int = 0
    late_held: int = 0
    late_dropped: int = 0
    held: int = 0
    printed: int = 0
    taken: int = 0
    failed: int = 0
    dropped: int = 0

    @property
    def is_paused(self) -> bool:
        """Whether it was paused, be it too late for all of them."""
        return bool(self.held or self.late_held)

    @property
    def total(self) -> int:
        """All that were asked for and not dropped."""
        return self.waiting + self.held + self.printed + self.taken + self.failed


def take(session: Session, ids: Sequence[str], at: Instant) -> list[str]:
    """Those that are to be printed still, which are being sent from now on; who asked may have paused or
    ended their batch since they were read."""
    jobs = (session.get(SpoolJob, job_id) for job_id in ids)
    wanted = [job.id for job in jobs if job is not None and job.status in WAITING]
    mark(session, wanted, SENDING, "", at)
    return wanted


def mark(session: Session, ids: Sequence[str], status: str, code: str, at: Instant) -> None:
    """Note where jobs stand. What held one up stays told while it is tried again."""
    for job_id in ids:
        job = session.get(SpoolJob, job_id)
        if job is None:
            # What it was for ended while it was printed (`sync.erased`).
            continue
        before, job.tries = job.status, job.tries + 1
        if before not in BEING_SENT or status not in (SENDING, "queued"):
            job.status = status
        elif status == "queued":
            job.status = BEING_SENT[before]
        if status != SENDING:
            job.code = code
        job.done_at = at if job.status in DONE else None


def move(session: Session, aggregate: str, before: str, after: str, at: Instant) -> int:
    """Bring the jobs of an aggregate from one status to another; returns how many there were. Those that the
    printer is getting follow if it does not take them."""
    sent = {then: status for status, then in BEING_SENT.items()}
    if before in sent and after in sent:
        session.execute(
            update(SpoolJob)
            .where(SpoolJob.aggregate == aggregate, SpoolJob.status == sent[before])
            .values(status=sent[after])
        )
    values = {"status": after, "done_at": at if after in DONE else None}
    if after == "queued":
        # It is tried anew: what the printer said before is no longer so.
        values["code"] = ""
    moved = session.execute(
        update(SpoolJob).where(SpoolJob.aggregate == aggregate, SpoolJob.status == before).values(values)
    )
    return cast("CursorResult[Any]", moved).rowcount


def progress_of(session: Session, aggregate: str) -> BatchProgress:
    """How far a batch has come."""
    counted = session.execute(
        select(SpoolJob.status, func.count()).where(SpoolJob.aggregate == aggregate).group_by(SpoolJob.status)
    )
    by_status: dict[str, int] = dict(iter(counted))
    return BatchProgress(
        waiting=sum(by_status.get(status, 0) for status in WAITING),
        sending=sum(by_status.get(status, 0) for status in BEING_SENT),
        late_held=by_status.get("sending_held", 0),
        late_dropped=by_status.get("sending_dropped", 0),
        held=by_status.get("held", 0),
        printed=by_status.get("confirmed", 0),
        taken=by_status.get("sent", 0),
        failed=by_status.get("failed", 0),
        dropped=by_status.get("dropped", 0),
    )
