"""Staging: each parcel into its bin, by a scan of the bin, by its number, or into the proposed one."""

from __future__ import annotations

from core.commands import StageFulfilment
from desktop.devices.scanner import Parcel, Scanned, StagingBin, Unknown
from desktop.screens.fulfilments import Head
from desktop.screens.preparation.bench import Bench
from desktop.screens.preparation.bins import bin_code, bins_here, trouble_of
from desktop.screens.preparation.parcel_label import Labels, place_of
from desktop.screens.preparation.scans import unreadable
from desktop.shell.amounts import bin_words


class Staging:
    """The parcels of the order in hand, until all of them stand in bins."""

    def __init__(self, bench: Bench, labels: Labels) -> None:
        self._bench = bench
        self._labels = labels
        self._insists_on = ""
        self._drawn = ("", "")

    async def begin(self) -> None:
        """Propose a bin for the parcel in hand and draw its label."""
        bench, loaded, head = self._bench, self._bench.loaded, self._bench.head
        if loaded is None or head is None:
            return
        state = bench.state
        waiting = [parcel.number for parcel in head.parcels if parcel.number not in state.bins]
        in_hand = state.in_hand if state.in_hand in waiting else next(iter(waiting), "")
        proposed = (
            next(reversed(state.bins.values()), "")
            or bin_code(loaded.printed.get(in_hand, ""), loaded.free_bins)
            or next(iter(loaded.free_bins), "")
        )
        bench.show(in_hand=in_hand, proposed_bin=proposed)
        if in_hand and (not bench.state.label or self._drawn != (in_hand, proposed)):
            label = await self._labels.draw(head, in_hand, proposed)
            self._drawn = (in_hand, proposed)
            bench.show(label=label)

    async def scan(self, scan: Scanned) -> None:
        """A bin takes the parcel in hand; a parcel's label says which one is in hand."""
        bench, head = self._bench, self._bench.head
        if isinstance(scan, StagingBin):
            await self.put_in(scan.code)
        elif isinstance(scan, Parcel) and head is not None:
            if any(parcel.number == scan.sscc for parcel in head.parcels):
                bench.show(in_hand=scan.sscc)
                await self.begin()
                bench.good("parcel_in_hand", place=place_of(head, scan.sscc))
            else:
                bench.bad("parcel_of_another", number=scan.sscc)
        elif isinstance(scan, Unknown):
            bench.say(unreadable(scan))
        else:
            bench.bad("bin_wanted")

    async def put_in(self, scanned: str) -> None:
        """The parcel in hand stands in this bin. One that holds another order, or is full, is asked for
        twice."""
        bench, head, wanted = self._bench, self._bench.head, scanned.strip()
        if head is None or not bench.state.in_hand or not wanted:
            return
        own, sscc = head.id, bench.state.in_hand
        bins = await bench.desk.read(lambda reader: bins_here(reader, own))
        code = bin_code(wanted, {one.code for one in bins})
        units = sum(sum(one.contents.values()) for one in head.parcels if one.number == sscc)
        trouble = trouble_of(code, bins, units, bench.state.proposed_bin)
        if not code:
            bench.bad("bin_unknown", bin=wanted[:20])
        elif trouble is not None and self._insists_on != code:
            self._insists_on = code
            bench.bad(trouble[0], **trouble[1])
        else:
            await self._put(head, {bench.state.in_hand: code})

    async def put_all(self) -> None:
        """Everything that is not in a bin yet stands in the proposed one."""
        bench, head = self._bench, self._bench.head
        if head is None:
            return
        if not bench.state.proposed_bin:
            bench.bad("no_bin_free")
            return
        waiting = [parcel.number for parcel in head.parcels if parcel.number not in bench.state.bins]
        await self._put(head, dict.fromkeys(waiting, bench.state.proposed_bin))

    async def _put(self, head: Head, placed: dict[str, str]) -> None:
        bench = self._bench
        bins = {**bench.state.bins, **placed}
        self._insists_on = ""
        bench.show(bins=bins)
        if any(parcel.number not in bins for parcel in head.parcels):
            last = next(reversed(placed))
            await self.begin()
            bench.good("parcel_put", place=place_of(head, last), bin=placed[last])
        else:
            await self._tell(head, bins)

    async def _tell(self, head: Head, bins: dict[str, str]) -> None:
        bench = self._bench
        printed = bench.loaded.printed if bench.loaded else {}
        ordered = {parcel.number: bins[parcel.number] for parcel in head.parcels}
        # A label that names another bin would send a colleague to the wrong place: it is printed again.
        wrong = [
            number for number, code in ordered.items() if printed.get(number, "") not in ("", bin_words(code))
        ]
        jobs = self._labels.jobs(head, wrong, ordered)
        outcome = await bench.do(
            StageFulfilment(fulfilment_id=head.id, bins=ordered),
            prints=(lambda _reader: jobs) if jobs else None,
        )
        bench.show(bins={}, in_hand="")
        if outcome is not None and not bench.concern(outcome):
            code = "staged_and_relabelled" if jobs else "staged"
            bench.good(code, number=head.number, bins=list(dict.fromkeys(ordered.values())))
