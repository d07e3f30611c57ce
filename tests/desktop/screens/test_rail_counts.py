"""What is read in short is what is read in full: numbers out of sight, plain rows, a scan that reads once."""

from __future__ import annotations

import pytest

from core.model import CountTask, Fulfilment
from core.rules.time import HOUR_MS
from desktop.desk import Me
from desktop.screens.alerts.presenter import AlertsPresenter
from desktop.screens.fulfilment_rows import HeadRow, head_rows
from desktop.screens.preparation.presenter import PreparationPresenter
from desktop.screens.preparation.queue_rows import QueueRows
from desktop.screens.receive.presenter import ReceivePresenter
from desktop.screens.sync_status.presenter import SyncPresenter
from desktop.screens.today.presenter import TodayPresenter
from desktop.shell.widgets import Row
from sync.schema import PendingCommand, SpoolJob
from tests.desktop.desk_double import INES, MARC, NOW, PAUL, SessionDesk
from tests.desktop.screens.at_once import now
from tests.desktop.screens.doubles import HeardFace
from tests.desktop.screens.look_room import speaking
from tests.desktop.screens.preparing import Preparing
from tests.desktop.screens.store_world import a_full_day, add_order
from tests.desktop.screens.truck_world import announce, ask_for_shirts, send_parcels


def fill(desk: SessionDesk) -> None:
    """Something of everything that is counted, and of what is not."""
    a_full_day(desk, with_network=False)
    add_order(desk, "f8", "C-20999", "Noé Blanc", {"belt": 1}, claimed_by="s-paul",
              claimed_device="device-2", claimed_at=NOW - 24 * HOUR_MS, state="claimed")  # fmt: skip
    announce(desk)
    send_parcels(desk)
    ask_for_shirts(desk)
    asked = {
        "location_id": 1, "article_id": 15, "aggregate": "fulfilment:f6", "reason": "step_skipped",
        "gtin": "", "name": "Ceinture", "asked_by": "s-marc", "asked_at": NOW,
    }  # fmt: skip
    desk.add(
        *(
            CountTask(id=f"k{place}", state=state, **asked)
            for place, state in enumerate(("asked", "recount", "done"))
        )
    )
    desk.add(
        *(
            PendingCommand(
                id=f"p{place}", sequence=place + 1, aggregate="fulfilment:f1", name="PickLine", body=b"",
                signature=b"", author="s-ines", made_at=NOW, status=status, seen_at=seen,
            )
            for place, (status, seen) in enumerate(
                (("refused", None), ("quarantined", None), ("refused", NOW), ("applied", None), ("", None))
            )
        ),
        *(
            SpoolJob(
                id=f"j{status}", template="pickup_parcel", data={}, language="fr", status=status,
                aggregate="fulfilment:f5", asked_by="s-ines", asked_at=NOW,
            )
            for status in ("failed", "queued")
        ),
    )  # fmt: skip


@pytest.mark.parametrize("me", [INES, MARC, PAUL], ids=lambda me: me.name)
def test_a_number_counted_out_of_sight_is_the_one_that_is_read(desk: SessionDesk, me: Me) -> None:
    fill(desk)
    desk.me = me
    ids = desk.station.world.ids
    makers = {
        "today": lambda: TodayPresenter(desk, HeardFace()),
        "prepare": lambda: PreparationPresenter(desk, HeardFace(), lambda: "fr"),
        "receive": lambda: ReceivePresenter(desk, HeardFace(), ids),
        "alerts": lambda: AlertsPresenter(desk, HeardFace(), lambda: "fr"),
        "sync": lambda: SyncPresenter(desk, HeardFace(), desk.station),
    }
    counted, read = {}, {}
    for name, make in makers.items():
        short, whole = make(), make()
        now(short.recount())
        now(whole.refresh())
        counted[name], read[name] = short.count(), whole.count()
        now(whole.recount())
        assert whole.count() == read[name], name

    assert counted == read
    assert all(read[name] for name in read if name != "alerts"), read
    assert read["alerts"] == (1 if me is MARC else 0)


def test_a_plain_row_has_the_columns_of_the_mapped_one(desk: SessionDesk) -> None:
    fill(desk)
    found = desk.station.read(lambda reader: head_rows(reader, "1 ORDER BY id", {}))
    mapped = sorted((row for row in desk.rows(Fulfilment) if row.location_id == 1), key=lambda row: row.id)

    assert found == [HeadRow(*(getattr(row, name) for name in HeadRow.__struct_fields__)) for row in mapped]
    assert len(found) == 8


def test_a_scan_is_read_and_shown_once(desk: SessionDesk) -> None:
    person = Preparing(desk).take({"shirt": 2, "belt": 1})
    reads: list[object] = []
    read = desk.station.read
    desk.station.read = lambda query: (reads.append(query), read(query))[1]  # type: ignore[method-assign]
    shown = len(person.face.states)
    person.scan_article("shirt")
    # The window hears of the command and asks the screen in front to read again.
    now(person.presenter.catch_up())

    assert (len(reads), len(person.face.states) - shown) == (1, 1)
    assert person.face.states[-1].said is not None
    assert person.picked()["Ceinture tressée"] == 0


def test_what_somebody_else_does_meanwhile_is_read(desk: SessionDesk) -> None:
    person = Preparing(desk).take({"shirt": 2})
    with desk.writing() as session:
        session.get_one(Fulfilment, "f1").note = "Sonnette cassée"
    now(person.presenter.catch_up())

    assert person.state.head is not None
    assert person.state.head.note == "Sonnette cassée"


@pytest.mark.usefixtures("qapp")
def test_a_row_of_the_queue_that_was_kept_is_the_one_that_would_be_made(desk: SessionDesk) -> None:
    fill(desk)
    person = Preparing(desk)
    kept = QueueRows()

    def look() -> tuple[tuple[Row, ...], tuple[Row, ...]]:
        shown, made = kept.of(person.state), QueueRows().of(person.state)
        assert shown == made
        return shown

    now(person.presenter.refresh())
    looks = [look()]
    again = look()[0]
    assert all(one is other for one, other in zip(again, looks[0][0], strict=True))
    person.presenter.composing.turn("f3")
    looks.append(look())
    desk.clock.advance(60_000)
    now(person.presenter.refresh())
    looks.append(look())
    for one, before in zip(looks[-1][0], looks[-2][0], strict=True):
        # Nothing but the time left is made anew.
        assert one.cells[0] is not before.cells[0]
        assert all(cell is other for cell, other in zip(one.cells[1:], before.cells[1:], strict=True))
    with desk.writing() as session:
        session.get_one(Fulfilment, "f3").customer_name = "Awa Diop"
    now(person.presenter.refresh())
    looks.append(look())
    with speaking("fr"):
        looks.append(look())

    assert all(one != other for place, one in enumerate(looks) for other in looks[:place])
