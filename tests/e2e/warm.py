"""What the first desktop of a day pays for and the later ones do not: done once, before the processes part.

Imported by the server from which the desktops are forked: what is loaded late (migrations, what draws
labels), read once (fonts, types, mapped tables), compiled once (the statements of an order's way), and looked
through by Python's collector. Nothing is left open, and no thread begun.
"""

from __future__ import annotations

import gc
import tempfile
from pathlib import Path

from sqlalchemy.orm import configure_mappers

from core.commands import (
    ClaimFulfilment,
    Command,
    HandOver,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    Proof,
    StageFulfilment,
)
from core.model import FulfilmentLine
from core.struct_types import learn_struct_types
from desktop.labels import Output, load, render_pdf, render_zpl
from desktop.labels.content import example_data
from desktop.screens.handover.reading import load_here
from desktop.screens.preparation.reading import load_queue, load_round, load_work
from desktop.screens.sync_status.reading import load_sync
from desktop.screens.today.reading import load_today
from sync import Reader
from tests.desktop.desk_double import NOW, SessionDesk, make_empty_replica
from tests.desktop.screens.store_world import CODE, add_order, furnish
from tests.e2e import mishaps
from tests.support.shared_statements import share_statements

LABEL = "pickup_parcel"
DPI = 203
ORDER = "f1"


def warm() -> None:
    """One order's way on a replica, and the label of its parcel."""
    assert mishaps.play
    learn_struct_types()
    configure_mappers()
    share_statements()
    with tempfile.TemporaryDirectory() as folder:
        _prepare_an_order(Path(folder))
    template = load(LABEL)
    for language in template.words:
        render_pdf(template, example_data(template), language)
        if Output.ZPL in template.outputs:
            render_zpl(template, example_data(template), language, DPI)
    gc.collect()
    gc.freeze()


def _prepare_an_order(folder: Path) -> None:
    make_empty_replica(folder)
    desk = SessionDesk(folder)
    furnish(desk)
    add_order(desk, ORDER, "C-20418", "Claire Martin", {"belt": 1})
    [line] = desk.rows(FulfilmentLine)
    number = desk.station.draw_sscc()
    deeds: list[Command] = [
        ClaimFulfilment(fulfilment_id=ORDER),
        PickLine(fulfilment_id=ORDER, line_id=line.id),
        PackFulfilment(fulfilment_id=ORDER, parcels=[ParcelDraft(number, {line.id: 1})]),
        StageFulfilment(fulfilment_id=ORDER, bins={number: "BIN-1"}),
        HandOver(fulfilment_id=ORDER, proof=Proof.CODE, code=CODE),
    ]
    for deed in deeds:
        desk.station.read(lambda reader: _look(reader, desk))
        desk.station.execute(deed, desk.me.staff_id)
    desk.close()


def _look(reader: Reader, desk: SessionDesk) -> None:
    """What the screens read."""
    load_today(reader, desk.me, NOW)
    load_queue(reader, desk.me, NOW)
    load_here(reader, desk.me, NOW)
    load_sync(reader, NOW)
    if in_hand := load_round(reader, desk.me, NOW, ORDER):
        load_work(reader, NOW, in_hand, in_hand[0])


warm()
