"""The same request twice is answered twice alike, and done once.

After draft-ietf-httpapi-idempotency-key-header.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import msgspec
from sqlalchemy import delete, text
from sqlalchemy.dialects import postgresql, sqlite

from core.model import IdempotentAnswer
from core.orchestration import Core, UnitOfWork
from core.rules.errors import Conflict
from core.rules.time import Instant

MAX_KEY_LENGTH = 200


_ANSWER = text(
    "UPDATE idempotent_answer SET status = :gave, answer = :body"
    " WHERE token_digest = :owner AND key = :of_key"
)


class Answer(msgspec.Struct, frozen=True):
    """A status and a JSON body; `is_repeated` when it was given before."""

    status: int
    body: bytes
    is_repeated: bool = False


def digest_of(request: msgspec.Struct) -> str:
    """What tells whether two requests say the same."""
    return hashlib.sha256(msgspec.json.encode(request, order="deterministic")).hexdigest()


def once(
    unit: UnitOfWork, owner: str, key: str, digest: str, work: Callable[[UnitOfWork], tuple[int, Any]]
) -> Answer:
    """Do `work` unless it was done for this key, and answer as then.

    Of two at the same time one waits for the other's commit. What `work` raises is not remembered: the same
    key may be used again for the corrected request.

    Args:
        owner: whose key it is.
        work: gives the status and what the body is encoded from.

    Raises:
        Conflict: `idempotency_key_reused`: the key was used for something else.
    """
    if unit.desk is not None:
        return _for_the_first_time(unit, owner, key, digest, work)
    if not _claim(unit, owner, key, digest):
        known = unit.session.get_one(IdempotentAnswer, (owner, key), populate_existing=True)
        if known.request_digest != digest:
            raise Conflict("idempotency_key_reused", key=key)
        return Answer(known.status, known.answer, is_repeated=True)
    status, answer = work(unit)
    body = msgspec.json.encode(answer)
    unit.session.execute(_ANSWER, {"owner": owner, "of_key": key, "gave": status, "body": body})
    return Answer(status, body)


def _for_the_first_time(
    unit: UnitOfWork, owner: str, key: str, digest: str, work: Callable[[UnitOfWork], tuple[int, Any]]
) -> Answer:
    """On gathered rows: whoever has used the key meanwhile is found as the row is written."""
    status, answer = work(unit)
    body = msgspec.json.encode(answer)
    unit.session.add(
        IdempotentAnswer(
            token_digest=owner,
            key=key,
            request_digest=digest,
            status=status,
            answer=body,
            created_at=unit.at,
        )
    )
    return Answer(status, body)


def _claim(unit: UnitOfWork, owner: str, key: str, digest: str) -> bool:
    """Whether the key is ours to use."""
    is_sqlite = unit.session.get_bind().dialect.name == "sqlite"
    row = {
        "token_digest": owner,
        "key": key,
        "request_digest": digest,
        "status": 0,
        "answer": b"",
        "created_at": unit.at,
    }
    statement: Any = (sqlite if is_sqlite else postgresql).insert(IdempotentAnswer.__table__).values(row)
    made = unit.session.scalar(statement.on_conflict_do_nothing().returning(IdempotentAnswer.key))
    return made is not None


def forget_old_answers(core: Core, before: Instant) -> None:
    """Drop answers from before an instant. They hold pickup codes: kept while a sender may try again."""
    core.transact(
        lambda unit: unit.session.execute(
            delete(IdempotentAnswer).where(IdempotentAnswer.created_at < before)
        )
    )
