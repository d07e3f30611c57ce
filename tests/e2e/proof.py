"""Nothing lost, nothing twice: what headquarters and the workstation hold after an order has left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from core.model import (
    Article,
    Device,
    ExceptionCase,
    Fulfilment,
    FulfilmentLine,
    KeptEnvelope,
    Movement,
    OutcomeRow,
    Parcel,
)
from desktop.tour.shop import Shop
from sync import Reader, Replica, network_copy
from sync.schema import BeforeImage, PendingCommand, ReplicaState, SpoolJob
from tests.e2e.back_room import UNITS, BackRoom, Placed, replica_of

DEEDS = ("ClaimFulfilment", *("PickLine",) * sum(UNITS), "PackFulfilment", "StageFulfilment", "HandOver")
"""The commands of one order, by their names on the wire."""


async def nothing_is_lost_or_twice(
    room: BackRoom, shop: Shop, placed: Placed, profile: Path, deeds: Sequence[str] = DEEDS
) -> None:
    """Hold everything that anybody knows of this order against what was ordered, to the unit.

    `deeds` are the commands that were done, in their order.
    """
    await _outside(room, shop, placed)
    fulfilment_id = (await shop.fulfilment(placed.id))["id"]
    with replica_of(profile) as replica:
        state = replica.state()
        with room.ledger() as session:
            _headquarters(session, fulfilment_id, state.device_id, deeds)
            expected = _rows(session, fulfilment_id)
        replica.read(lambda session: _workstation(session, fulfilment_id, state, len(deeds)))
        assert replica.read(lambda session: _rows(session, fulfilment_id)) == expected
        _stock_agrees(room, replica, placed)
        _files_are_whole(replica)


async def _outside(room: BackRoom, shop: Shop, placed: Placed) -> None:
    order, fulfilment = await shop.order(placed.id), await shop.fulfilment(placed.id)
    assert order["status"] == "fulfilled"
    assert [line["left"] for line in order["lines"]] == list(UNITS)
    for line, units in zip(fulfilment["lines"], UNITS, strict=True):
        assert (line["picked"], line["handed_over"], line["short"], line["put_back"]) == (units, units, 0, 0)
    assert len(fulfilment["parcels"]) == 1
    for goods, units in zip(room.goods, UNITS, strict=True):
        before, after = placed.before[goods.sku], await shop.position(goods.sku, room.demo.location)
        moved = {
            bucket: after[bucket] - before[bucket] for bucket in after if after[bucket] != before[bucket]
        }
        assert moved == {"sellable": -units, "allocated": -units}


def _headquarters(session: Session, fulfilment_id: str, device_id: str, deeds: Sequence[str]) -> None:
    aggregate = f"fulfilment:{fulfilment_id}"
    left = Counter[int]()
    for row in session.scalars(select(Movement).where(Movement.aggregate == aggregate)):
        if row.kind == "handed_over":
            left[row.article_id] += row.quantity
    assert sorted(left.values(), reverse=True) == list(UNITS)
    cases = select(func.count()).select_from(ExceptionCase).where(ExceptionCase.aggregate == aggregate)
    assert session.scalar(cases) == 0
    sent = session.scalars(
        select(KeptEnvelope).where(KeptEnvelope.aggregate == aggregate).order_by(KeptEnvelope.sequence)
    ).all()
    assert tuple(envelope.name for envelope in sent) == tuple(deeds)
    assert [(envelope.device_id, envelope.sequence) for envelope in sent] == [
        (device_id, sequence) for sequence in range(1, len(deeds) + 1)
    ]
    assert session.get_one(Device, device_id).last_sequence == len(deeds)
    outcomes = session.scalars(select(OutcomeRow.status).where(OutcomeRow.device_id == device_id)).all()
    assert outcomes == ["applied"] * len(deeds)


def _workstation(session: Session, fulfilment_id: str, state: ReplicaState, done: int) -> None:
    pending = session.scalars(select(PendingCommand).order_by(PendingCommand.sequence)).all()
    assert [(row.sequence, row.status, row.stuck_code) for row in pending] == [
        (sequence, "applied", "") for sequence in range(1, done + 1)
    ]
    assert state.accepted_through == state.last_sequence == done
    assert session.scalar(select(func.count()).select_from(BeforeImage)) == 0
    parcels = session.scalars(select(Parcel.number).where(Parcel.fulfilment_id == fulfilment_id)).all()
    jobs = session.scalars(select(SpoolJob)).all()
    assert [(job.status, job.data["sscc"]) for job in jobs] == [("confirmed", parcels[0])]


def _rows(session: Session, fulfilment_id: str) -> list[dict[str, object]]:
    """The order's rows, the same on both sides."""
    tables = (
        select(Fulfilment.__table__).where(Fulfilment.id == fulfilment_id),
        select(FulfilmentLine.__table__)
        .where(FulfilmentLine.fulfilment_id == fulfilment_id)
        .order_by(FulfilmentLine.line_no),
        select(Parcel.__table__).where(Parcel.fulfilment_id == fulfilment_id),
        select(Movement.__table__)
        .where(Movement.aggregate == f"fulfilment:{fulfilment_id}")
        .order_by(Movement.id),
    )
    return [dict(row) for query in tables for row in session.execute(query).mappings()]


def _stock_agrees(room: BackRoom, replica: Replica, placed: Placed) -> None:
    """What the workstation shows of the shelf is what headquarters has."""

    def here(session: Session) -> list[tuple[int, int]]:
        reader = Reader(session, replica.state().location_id)
        ids = dict(session.execute(select(Article.sku, Article.id)).all())
        articles = [ids[goods.sku] for goods in room.goods]
        stock = reader.stock_here(articles)
        return [(stock[article].sellable, stock[article].allocated) for article in articles]

    expected = [
        (placed.before[goods.sku]["sellable"] - units, placed.before[goods.sku]["allocated"] - units)
        for goods, units in zip(room.goods, UNITS, strict=True)
    ]
    assert replica.read(here) == expected


def _files_are_whole(replica: Replica) -> None:
    whole = replica.read(lambda session: session.execute(text("PRAGMA main.integrity_check")).scalar_one())
    assert whole == "ok"
    assert network_copy.is_sound(replica.network_path)
    assert len(list(replica.folder.labels.glob("*.pdf"))) == 1
    assert len(list(replica.folder.labels.glob("*.zpl"))) == 1
