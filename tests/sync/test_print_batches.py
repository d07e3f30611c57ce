"""Thousands of labels in one batch: how far it is, held, gone on with, dropped."""

from __future__ import annotations

from sync.spool import BATCH, BatchProgress, progress_of
from sync.workstation import Print, Workstation
from tests.sync.sync_world import Pair

NAME = f"{BATCH}prices-of-today"
LABELS = 3_000


def progress(station: Workstation) -> BatchProgress:
    return station.read(lambda reader: progress_of(reader.session, NAME))


def test_a_batch_is_held_and_gone_on_with_and_what_is_left_is_dropped(pair: Pair) -> None:
    station = pair.workstation
    jobs = [Print("price_label", {"name": f"Article {n}", "price": "1,00 €"}) for n in range(LABELS)]
    ids = station.print_by_hand(jobs, NAME, "staff-1", "prices")
    station.print_by_hand(jobs[:1], "", "staff-1", "alone")
    assert progress(station) == BatchProgress(waiting=LABELS)

    station.mark_prints(ids[:8], "sending")
    station.mark_prints(ids[:7], "confirmed")
    station.mark_prints(ids[7:8], "failed", "paper_out")
    assert station.move_prints(NAME, "queued", "held", "staff-1") == LABELS - 8
    assert progress(station) == BatchProgress(held=LABELS - 8, printed=7, failed=1)

    assert station.move_prints(NAME, "held", "queued", "staff-1") == LABELS - 8
    assert station.move_prints(NAME, "failed", "queued", "staff-1") == 1
    assert progress(station) == BatchProgress(waiting=LABELS - 7, printed=7)

    assert station.move_prints(NAME, "queued", "dropped", "staff-1") == LABELS - 7
    assert progress(station).total == 7
    assert station.move_prints(NAME, "queued", "dropped", "staff-1") == 0
