"""Print jobs: a row of the spool, written in the transaction of the command that asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from core.rules.time import Instant
from sync.schema import SpoolJob


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
