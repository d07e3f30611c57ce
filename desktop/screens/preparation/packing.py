"""Packing: what was picked goes into parcels, each with its number and its label."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from core.commands import CloseEmpty, PackFulfilment, ParcelDraft
from core.rules.errors import Refused
from desktop.screens.fulfilments import Packed
from desktop.screens.preparation.bench import Bench
from desktop.screens.preparation.parcel_label import Labels
from desktop.screens.preparation.state import Draft

MAX_DRAFTS = 9
"""More parcels of one order than are packed at once."""


class Packing:
    """The parcels of the order in hand, until they are told."""

    def __init__(self, bench: Bench, labels: Labels) -> None:
        self._bench = bench
        self._labels = labels

    def begin(self) -> None:
        """One parcel with everything, unless parcels have been begun."""
        state, head = self._bench.state, self._bench.head
        if head is None:
            return
        wanted = {line.id: line.picked for line in head.lines if line.picked}
        if _sum(draft.contents for draft in state.drafts) != wanted:
            self._bench.show(drafts=(Draft(wanted, self._weight(wanted)),))

    def _weight(self, contents: dict[str, int]) -> int:
        """What the articles weigh, in grams, where it matters: a scale says it better."""
        loaded = self._bench.loaded
        if loaded is None or not loaded.weights:
            return 0
        article = {line.id: line.article_id for line in loaded.head.lines}
        return sum(loaded.weights.get(article[key], 0) * units for key, units in contents.items())

    def add_parcel(self) -> None:
        """One more parcel, empty at first."""
        drafts = self._bench.state.drafts
        units = sum(sum(draft.contents.values()) for draft in drafts)
        if len(drafts) < min(MAX_DRAFTS, units):
            self._bench.show(drafts=(*drafts, Draft({})))

    def move(self, place: int, line_id: str) -> None:
        """One unit goes from one parcel to the next one, from the last to the first."""
        drafts = list(self._bench.state.drafts)
        if len(drafts) < 2 or not drafts[place].contents.get(line_id):
            return
        target = (place + 1) % len(drafts)
        unit_g = self._weight({line_id: 1})
        drafts[place] = _changed(drafts[place], line_id, -1, unit_g)
        drafts[target] = _changed(drafts[target], line_id, +1, unit_g)
        self._bench.show(drafts=tuple(drafts))

    def weigh(self, place: int, weight_g: int) -> None:
        """A parcel was weighed, in grams."""
        drafts = list(self._bench.state.drafts)
        if place < len(drafts):
            drafts[place] = replace(drafts[place], weight_g=max(0, weight_g))
            self._bench.show(drafts=tuple(drafts))

    async def pack(self) -> bool:
        """Number the parcels, tell them packed, print their labels, and for a customer's shipment the slip
        that lies in it: all or nothing.

        A free bin is proposed at once, so that the label can say it.
        """
        bench, head = self._bench, self._bench.head
        drafts = [draft for draft in bench.state.drafts if draft.contents]
        if head is None or bench.loaded is None or not drafts:
            return False
        try:
            numbers = [await bench.desk.draw_sscc() for _ in drafts]
        except Refused as refusal:
            bench.bad(refusal.code, **refusal.data)
            return False
        parcels = [
            ParcelDraft(number, dict(draft.contents), draft.weight_g)
            for number, draft in zip(numbers, drafts, strict=True)
        ]
        bins = dict.fromkeys(numbers, next(iter(bench.loaded.free_bins), ""))
        packed = tuple(Packed(one.number, "", one.contents, one.weight_g) for one in parcels)
        whole = replace(head, parcels=packed)
        jobs = [*self._labels.jobs(whole, numbers, bins), *self._labels.slips(whole)]
        command = PackFulfilment(fulfilment_id=head.id, parcels=parcels)
        outcome = await bench.do(command, prints=lambda _reader: jobs)
        if outcome is None:
            return False
        if not bench.concern(outcome):
            bench.good("packed", count=len(parcels))
        return True

    async def close_empty(self) -> bool:
        """Nothing of it was found: it leaves this store's hands."""
        bench, head = self._bench, self._bench.head
        if head is None:
            return False
        try:
            await bench.desk.do(CloseEmpty(fulfilment_id=head.id))
        except Refused as refusal:
            await bench.reload()
            bench.bad(refusal.code, **refusal.data)
            return False
        return True


def _sum(parts: Iterable[dict[str, int]]) -> dict[str, int]:
    whole: dict[str, int] = {}
    for part in parts:
        for key, units in part.items():
            whole[key] = whole.get(key, 0) + units
    return {key: units for key, units in whole.items() if units}


def _changed(draft: Draft, line_id: str, step: int, unit_g: int) -> Draft:
    contents = {**draft.contents, line_id: draft.contents.get(line_id, 0) + step}
    left = {key: units for key, units in contents.items() if units}
    return replace(draft, contents=left, weight_g=max(0, draft.weight_g + step * unit_g))
