"""Thousands of labels in one batch: how far it is, held, gone on with, dropped."""

from __future__ import annotations

import pytest

from sync import figures
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


@pytest.mark.parametrize("status", ["held", "dropped"])
def test_what_is_paused_or_ended_is_not_sent_any_more(pair: Pair, status: str) -> None:
    """Not what had been read before to be sent next, nor what the printer did not take."""
    station = pair.workstation
    ids = station.print_by_hand([Print("price_label", {})] * 5, NAME, "staff-1", "prices")
    assert station.take_prints(ids[:2]) == ids[:2]
    assert station.move_prints(NAME, "queued", status, "staff-1") == 3
    assert progress(station).sending == 2
    assert station.take_prints(ids[1:4]) == ids[1:2]
    station.mark_prints(ids[:2], "queued", "paper_out")
    after = progress(station)
    assert (after.waiting, after.sending, getattr(after, status)) == (0, 0, 5)


@pytest.mark.parametrize("status", ["queued", "held", "dropped"])
def test_what_the_printer_is_getting_is_told_to_support_as_to_be_printed(pair: Pair, status: str) -> None:
    station = pair.workstation
    ids = station.print_by_hand([Print("price_label", {})], NAME, "staff-1", "prices")
    station.take_prints(ids)
    station.move_prints(NAME, "queued", status, "staff-1")
    assert figures.gather(station).prints == 1


def test_what_the_printer_did_not_take_goes_again(pair: Pair) -> None:
    station = pair.workstation
    ids = station.print_by_hand([Print("price_label", {})] * 2, NAME, "staff-1", "prices")
    assert station.take_prints(ids) == ids
    station.mark_prints(ids, "queued", "paper_out")
    assert progress(station) == BatchProgress(waiting=2)
    assert station.take_prints(ids) == ids


def test_what_is_asked_for_again_after_the_end_of_its_batch_waits_for_the_printer(pair: Pair) -> None:
    """The others are dropped for good; this one is wanted, whatever the printer says."""
    station = pair.workstation
    ids = station.print_by_hand([Print("price_label", {})] * 3, NAME, "staff-1", "prices")
    assert station.take_prints(ids[:1]) == ids[:1]
    station.move_prints(NAME, "queued", "dropped", "staff-1")
    station.mark_prints(ids[:1], "failed", "printer_interrupted")
    assert station.move_prints(NAME, "failed", "queued", "staff-1") == 1
    for _ in range(2):
        assert station.take_prints(ids) == ids[:1]
        station.mark_prints(ids[:1], "queued", "paper_out")
        assert progress(station) == BatchProgress(waiting=1, dropped=2)


def test_who_goes_on_while_the_printer_has_some_goes_on_with_those_too(pair: Pair) -> None:
    station = pair.workstation
    ids = station.print_by_hand([Print("price_label", {})] * 2, NAME, "staff-1", "prices")
    station.take_prints(ids[:1])
    for before, after in (("queued", "held"), ("held", "queued")):
        assert station.move_prints(NAME, before, after, "staff-1") == 1
        assert progress(station).sending == 1
    station.mark_prints(ids[:1], "queued", "paper_out")
    assert progress(station) == BatchProgress(waiting=2)


def test_what_the_printer_has_taken_is_not_called_printed(pair: Pair) -> None:
    station = pair.workstation
    ids = station.print_by_hand([Print("price_label", {})] * 4, NAME, "staff-1", "prices")
    station.mark_prints(ids[:2], "confirmed")
    station.mark_prints(ids[2:3], "sent")
    assert progress(station) == BatchProgress(waiting=1, printed=2, taken=1)
    assert progress(station).total == 4
