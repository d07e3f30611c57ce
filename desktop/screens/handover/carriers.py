"""The carrier at the door: its parcels are scanned, and all that is whole leaves on one manifest."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from core.commands import Proof, fulfilment_aggregate
from core.rules.errors import Refused
from core.rules.time import Instant
from desktop.screens.fulfilments import Head
from desktop.screens.handover import loading as steps
from desktop.screens.handover.checking import Checking
from desktop.screens.handover.loading import MANIFEST_TEMPLATE, Carrier, Loading
from desktop.screens.handover.loading_words import manifest_number, manifest_print
from desktop.screens.handover.opened import HANDABLE, TO_CUSTOMERS
from desktop.screens.handover.receipt import RECEIPT_TEMPLATE, receipt_print
from desktop.screens.handover.state import Done, Said, Trouble
from desktop.screens.handover.transfer_print import transfer_prints
from desktop.shell.amounts import clock_words, date_words, moment_words
from desktop.shell.language import language
from sync.reading import Reader
from sync.workstation import Print

MAX_DRIVER_CHARS = 120


class Carriers(Checking):
    """What leaves with a carrier."""

    _printed: tuple[list[Print], str] | None = None
    """The last manifest with the lists of its transfers, and the aggregate that they are written down at."""

    def load(self, head: Head, sscc: str = "") -> None:
        """Show what waits for an order's carrier; with a parcel's number, that one is in hand."""
        loading = steps.loading_of(self._carrier(head.carrier), self._waiting(), head.id, self.state.loading)
        taken = steps.scanned(loading, sscc) if sscc else None
        self._show(
            loading=taken or loading, opened=None, done=None, said=None, wanted="", code="", lists_all=False
        )

    def tick(self, key: str) -> None:
        """All parcels of an order are in hand, or none any more."""
        if self.state.loading is not None:
            self._show(loading=steps.ticked(self.state.loading, key), said=None)

    def name_driver(self, name: str) -> None:
        """Who takes them."""
        if self.state.loading is not None:
            self._show(loading=replace(self.state.loading, driver=name[:MAX_DRIVER_CHARS]))

    def scan_for(self, loading: Loading, sscc: str, head: Head | None) -> None:
        """A parcel was scanned while a carrier is served."""
        taken = steps.scanned(loading, sscc)
        if taken is not None:
            self._show(loading=taken, said=None)
        else:
            trouble = Trouble.OTHER_CARRIER if head is not None else Trouble.UNKNOWN_PARCEL
            self._show(said=Said(trouble, head, sscc))
        self._face.heard(taken is not None)

    async def dispatch(self) -> None:
        """Give the carrier what is in hand, and print what its driver signs: with the last order that leaves,
        so that nothing stands on it that stays here. With each transfer its own list goes along."""
        loading = self.state.loading
        if loading is None or not loading.may_leave or self._is_leaving:
            return
        self._is_leaving = True
        now, me = self._desk.clock.now(), self._desk.me
        number = manifest_number(now, self._here.timezone, me.device_id)
        gone: list[Head] = []
        try:
            for head, deed in zip(loading.complete, steps.deeds(loading, number), strict=True):
                gone.append(head)
                jobs = self._transfer_list(head, loading, now)
                if len(gone) == len(loading.complete):
                    jobs.append(self._manifest(replace(loading, heads=tuple(gone)), number, now))
                await self._desk.do(deed, prints=_printing(jobs) if jobs else None)
        except Refused as refusal:
            self._face.refused(refusal)
            del gone[-1]
        finally:
            self._is_leaving = False
        await self._follow(replace(loading, heads=tuple(gone)), number, now, len(loading.complete))
        await self.refresh()

    async def _follow(self, left: Loading, number: str, now: Instant, wanted: int) -> None:
        """Show what has left. Where something was held back at the last moment, the rest has its list all the
        same."""
        if not left.heads:
            return
        manifest, aggregate = self._manifest(left, number, now), fulfilment_aggregate(left.heads[0].id)
        lists = [job for head in left.heads for job in self._transfer_list(head, left, now)]
        self._printed = [*lists, manifest], aggregate
        if len(left.heads) < wanted:
            await self._desk.print_again([manifest], aggregate, MANIFEST_TEMPLATE)
            self._face.heard(True)
        self._show(done=self._loaded(left, number), loading=None, said=None)

    async def print_paper(self) -> None:
        """The receipt of what a customer has taken; of what a carrier took, its manifest once more."""
        done = self.state.done
        if done is not None and done.manifest:
            await self.print_manifest()
        elif done is not None and done.has_paper:
            job = receipt_print(done, self._place(done.at), language.on_paper, self._here.timezone)
            await self._desk.print_again([job], fulfilment_aggregate(done.head.id), RECEIPT_TEMPLATE)
            self._face.heard(True)

    async def print_manifest(self) -> None:
        """Print what the driver signs once more."""
        if self._printed is not None:
            jobs, aggregate = self._printed
            await self._desk.print_again(jobs, aggregate, MANIFEST_TEMPLATE)
            self._face.heard(True)

    def _manifest(self, loading: Loading, number: str, now: Instant) -> Print:
        place, comes_at = self._place(now), loading.carrier.closes_at
        if comes_at:
            place["departure"] = moment_words(comes_at, now, self._here.timezone)
        return manifest_print(loading, number, place, place["printed"], language.on_paper)

    def _transfer_list(self, head: Head, loading: Loading, now: Instant) -> list[Print]:
        return transfer_prints(head, loading, self._place(now), self._moment(now), language.on_paper)

    def _place(self, now: Instant) -> dict[str, str]:
        """Where and when a list is printed, and by whom."""
        me = self._desk.me
        return {
            "store_name": me.location_name,
            "store_address": self._here.address,
            "printed": f"{self._moment(now)} · {me.name}",
        }

    def _moment(self, now: Instant) -> str:
        zone = self._here.timezone
        return f"{date_words(now, zone)} {clock_words(now, zone)}"

    def renew_loading(self) -> None:
        """Take what waits as it is now; once nothing does, there is nothing to serve."""
        loading = self.state.loading
        if loading is None or self._is_leaving:
            return
        fresh = steps.loading_of(self._carrier(loading.carrier.code), self._waiting(), "", loading)
        self.state = replace(self.state, loading=fresh if fresh.heads else None)

    def _waiting(self) -> list[Head]:
        return [head for head in self._here.ready if head.kind not in TO_CUSTOMERS and head.state in HANDABLE]

    def _carrier(self, code: str) -> Carrier:
        return steps.next_of(self._here.carriers, self._waiting(), code)

    def _loaded(self, loading: Loading, number: str) -> Done:
        head = loading.complete[0]
        return Done(
            head=head,
            units=sum(line.left_here for one in loading.complete for line in one.lines),
            refused=0,
            left=0,
            parcels=loading.parcels,
            proof=Proof.PROXY,
            proxy_name=loading.driver.strip(),
            paid_cents=0,
            at=self._desk.clock.now(),
            manifest=number,
            carrier=loading.carrier.name or loading.carrier.code,
            orders=len(loading.complete),
        )


def _printing(jobs: list[Print]) -> Callable[[Reader], Iterable[Print]]:
    return lambda _reader: jobs
