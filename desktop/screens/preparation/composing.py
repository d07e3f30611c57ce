"""Which orders of the queue go together: chosen by hand, or proposed."""

from __future__ import annotations

from core.rules.ids import derive
from core.rules.rounds import MAX_TOTES, Candidate, free_totes, propose
from desktop.screens.fulfilments import Head
from desktop.screens.preparation.bench import Bench
from desktop.screens.preparation.round import can_be_picked


class Composing:
    """The round that is made up from the queue, until it is begun."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def turn(self, fulfilment_id: str) -> None:
        """Take an order into the round, or out of it again."""
        bench, chosen = self._bench, self._bench.state.chosen
        head = next((head for head in bench.state.queue if head.id == fulfilment_id), None)
        if head is None:
            return
        if fulfilment_id in chosen:
            bench.show(chosen=tuple(key for key in chosen if key != fulfilment_id), said=None)
        elif not can_be_picked(head):
            bench.bad("nothing_to_pick", number=head.number)
        elif len(chosen) >= MAX_TOTES:
            bench.bad("round_is_full", most=MAX_TOTES)
        else:
            bench.show(chosen=(*chosen, fulfilment_id), said=None)

    def propose(self) -> None:
        """Choose what is due first, and what lies on the way."""
        bench = self._bench
        candidates = [_candidate(head) for head in bench.state.queue if can_be_picked(head)]
        chosen = tuple(one.id for one in propose(candidates))
        bench.show(chosen=chosen, said=None)
        if len(chosen) < 2:
            bench.bad("nothing_goes_along")

    def clear(self) -> None:
        """Choose none."""
        self._bench.show(chosen=(), said=None)

    def round(self) -> tuple[str, list[tuple[Head, int]]]:
        """The identifier of the round and its orders with their totes, the most urgent first.

        An order of which something lies in a tote keeps that one, and no other order is given the number of a
        tote that holds goods.
        """
        bench = self._bench
        heads = [head for head in bench.state.queue if head.id in bench.state.chosen]
        if not heads:
            return "", []
        round_id = derive(heads[0].id, "round", bench.desk.me.device_id, bench.desk.clock.now())
        filled = [head for head in (*bench.state.queue, *bench.state.taken) if _lies_in_tote(head)]
        # Two earlier rounds may have had the same number: the more urgent order keeps it.
        kept = {head.tote: head.id for head in reversed(heads) if _lies_in_tote(head)}
        totes = {key: tote for tote, key in kept.items()}
        free = iter(free_totes(len(heads) - len(totes), {head.tote for head in filled}))
        return round_id, [(head, totes.get(head.id) or next(free)) for head in heads]


def _lies_in_tote(head: Head) -> bool:
    return bool(head.tote and head.picked and not head.parcels)


def _candidate(head: Head) -> Candidate:
    left = [line for line in head.lines if line.left_to_pick]
    return Candidate(
        head.id,
        head.promised_at,
        frozenset(line.zone for line in left),
        frozenset(line.article_id for line in left),
        sum(line.left_to_pick for line in left),
    )
