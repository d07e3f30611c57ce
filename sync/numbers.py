"""Numbers that people read, drawn from the blocks that the core leased to this device: never twice, line or
no line."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import NumberBlock
from core.rules.errors import Refused
from core.rules.returns import CREDIT_NUMBERS, RETURN_NUMBERS
from core.rules.sscc import SSCC_NUMBERS, build_sscc
from sync.answers import Block
from sync.schema import NumberPointer

NUMBER_KINDS = (SSCC_NUMBERS, RETURN_NUMBERS, CREDIT_NUMBERS)
"""The parcels' first: a core that is older than this program knows no others."""
MOST_REPORTED = 64
"""Blocks that are reported to a core that was put back; the older ones it knows."""
_LEFT = (
    "SELECT b.last - coalesce(p.next, b.first) + 1, b.last - b.first + 1"
    f" FROM {NumberBlock.__tablename__} b LEFT JOIN {NumberPointer.__tablename__} p ON p.block_id = b.id"
    " WHERE b.kind = ? AND coalesce(p.next, b.first) <= b.last"
)


def draw(session: Session, kind: str) -> tuple[str, int]:
    """The next number of this kind and the prefix of its block. It is used up when the transaction commits.

    Raises:
        Refused: `numbers_used_up`: connect, so that the core can lease more.
    """
    blocks = session.scalars(
        select(NumberBlock).where(NumberBlock.kind == kind).order_by(NumberBlock.first)
    ).all()
    for block in blocks:
        pointer = session.get(NumberPointer, block.id) or NumberPointer(block_id=block.id, next=block.first)
        if pointer.next <= block.last:
            number = pointer.next
            pointer.next = number + 1
            session.add(pointer)
            return block.prefix, number
    raise Refused("numbers_used_up", kind=kind)


def draw_sscc(session: Session) -> str:
    """The next parcel number (SSCC, 18 digits).

    Raises:
        Refused: `numbers_used_up`.
    """
    prefix, serial = draw(session, SSCC_NUMBERS)
    return build_sscc(prefix, serial)


def held(session: Session) -> list[Block]:
    """The newest blocks that this device holds, of any kind."""
    newest = select(NumberBlock).order_by(NumberBlock.first.desc()).limit(MOST_REPORTED)
    return [Block(row.id, row.kind, row.prefix, row.first, row.last) for row in session.scalars(newest)]


def left(raw: Any, kind: str) -> tuple[int, int]:
    """How many numbers are left, and how many there were in the blocks that have some, by the driver's
    connection."""
    found = raw.execute(_LEFT, (kind,)).fetchall()
    return sum(free for free, _ in found), sum(leased for _, leased in found)
