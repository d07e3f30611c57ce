"""Hand over: find the order, see the right to it, see it paid, and let it go."""

from __future__ import annotations

from msgspec.structs import replace

from core.commands import Proof
from core.rules.fulfilment import TO_HAND_OVER, FulfilmentState
from desktop.devices.scanner import (
    Article,
    Credit,
    OrderNumber,
    Parcel,
    PickupCode,
    Piece,
    ReturnSlip,
    Scanned,
    StagingBin,
    Unknown,
)
from desktop.screens.fulfilments import Head, one_head
from desktop.screens.handover import parting, reading, unheard
from desktop.screens.handover.carriers import Carriers
from desktop.screens.handover.opened import HANDABLE, TO_CUSTOMERS, UNPACKED, Opened
from desktop.screens.handover.shelves import Label
from desktop.screens.handover.state import Said, Sight, Trouble
from desktop.screens.screen import Section, story_key


class HandOverPresenter(Carriers):
    """Finds what may leave, by what is typed or scanned."""

    _waiting_here: int = 0

    # what there is

    async def refresh(self) -> None:
        """Read again; what was typed and checked stays."""
        me, now = self._desk.me, self._desk.clock.now()
        key = self.state.opened.head.id if self.state.opened else ""
        self._here, head = await self._desk.read(
            lambda reader: (
                reading.load_here(reader, me, now),
                one_head(reader, me, now, key) if key else None,
            )
        )
        opened = self.state.opened
        if opened is not None and opened.head.id == key and not self._is_leaving:
            self._renew(opened, head)
        self.renew_loading()
        self._waiting_here = sum(head.state in TO_HAND_OVER for head in self._here.ready)
        self._show(is_read=True)

    async def recount(self) -> None:
        """Read only how many wait: for while nobody looks."""
        self._waiting_here = await self._desk.read(reading.number_waiting)

    def count(self) -> int:
        """How many orders wait in their bins."""
        return self._waiting_here

    # finding

    def search(self, wanted: str) -> None:
        """Find what is typed. Six digits that are somebody's pickup code open the order at once."""
        self.state = replace(
            self.state, opened=None, loading=None, done=None, said=None, code="", lists_all=False
        )
        self.state = replace(self.state, wanted=wanted, chosen="")
        code = reading.code_in(wanted)
        if not (code and self._open_by_code(code)):
            self._show(said=reading.nothing_found(self._here, wanted, code))

    def is_here(self, return_number: str) -> bool:
        """Whether what was ordered in exchange for a return is here to be handed over."""
        return bool(reading.with_number(self._here, self._here.ready, return_number))

    def list_all(self) -> None:
        """Show all that waits, the longest first."""
        self._show(
            lists_all=True, wanted="", code="", said=None, done=None, opened=None, loading=None, chosen=""
        )

    def choose(self, key: str) -> None:
        """This row is the one that Enter opens."""
        self.state = replace(self.state, chosen=key)

    def open_chosen(self) -> None:
        """Open the chosen row."""
        head = self.state.chosen_head
        if head is not None:
            self._open(head, code=self.state.code)

    async def open(self, key: str) -> None:
        """Open a fulfilment that was named elsewhere."""
        await self.refresh()
        me, now = self._desk.me, self._desk.clock.now()
        is_open_already = self.state.opened is not None and self.state.opened.head.id == key
        if key and not is_open_already:
            head = await self._desk.read(lambda reader: one_head(reader, me, now, key))
            self.state = replace(self.state, wanted="", lists_all=False, code="")
            if head is not None:
                self._open(head)
            else:
                self._show(opened=None, done=None, said=Said(Trouble.UNKNOWN_ORDER))

    def tell_story(self) -> None:
        """Go to what became of the order in front, or of the selected one."""
        if self.state.number_in_sight:
            self._face.go(Section.STORY, story_key(Section.HAND_OVER, self.state.number_in_sight))

    def back(self) -> None:
        """One step back: the other means, then the order, then the list."""
        state = self.state
        if state.opened is not None and state.opened.asks_means:
            self.ask_means()
        elif state.sight is Sight.CHECKING and not (state.code or reading.code_in(state.wanted)):
            self._show(opened=None, said=None)
        else:
            self._show(
                opened=None,
                loading=None,
                done=None,
                said=None,
                wanted="",
                code="",
                lists_all=False,
                chosen="",
            )

    # scanning

    async def scan(self, scan: Scanned) -> None:
        """Take a scan: a code, an order's number, a parcel's label, a bin; what is none of ours is a card
        slip's."""
        if isinstance(scan, PickupCode):
            self._scan_code(scan.code)
        elif isinstance(scan, OrderNumber | ReturnSlip):
            self._scan_number(scan.number)
        elif isinstance(scan, Parcel):
            await self._scan_parcel(scan)
        elif isinstance(scan, StagingBin):
            self._scan_bin(scan)
        elif isinstance(scan, Article | Piece):
            self._scan_article(scan)
        elif isinstance(scan, Credit):
            await self.give_means(scan.number, is_scanned=True)
        elif isinstance(scan, Unknown):
            self.say_reference(scan.text)

    def _scan_article(self, scan: Article | Piece) -> None:
        opened = self.state.opened
        taken = parting.take_scanned(opened, scan) if opened is not None and opened.is_part else None
        if taken is not None:
            self._show(opened=taken, said=None)
        else:
            self._show(said=Said(Trouble.NOT_IN_ORDER, opened.head if opened else None, scan.gtin))
        self._face.heard(taken is not None)

    def _scan_code(self, code: str) -> None:
        if self.state.sight is Sight.CHECKING:
            self.give_code(code)
            return
        self.search(code)
        self._face.heard(self.state.said is None)

    def _scan_number(self, number: str) -> None:
        self.search(number)
        exact = reading.with_number(self._here, self.state.ready, number)
        if len(exact) == 1:
            self._open(exact[0])
        self._face.heard(bool(exact))

    async def _scan_parcel(self, scan: Parcel) -> None:
        me, now = self._desk.me, self._desk.clock.now()
        head = await self._desk.read(
            lambda reader: reading.head_of_parcel(reader, me, now, scan.sscc, scan.fulfilment_id or "")
        )
        label = Label(scan.sscc, scan.number or 0, scan.count or 0, scan.bin or "", scan.due_cents)
        opened = self.state.opened
        if self.state.loading is not None and opened is None and self.state.done is None:
            self.scan_for(self.state.loading, scan.sscc, head)
            return
        if head is None:
            await self._scan_unheard(scan.fulfilment_id or "", label)
        elif opened is None or self.state.done is not None:
            self._open(head, label=label)
        elif opened.head.id == head.id:
            if opened.is_part:
                opened = parting.take_parcel(opened, label.sscc)
            labels = {known.sscc: known for known in (*opened.labels, label)}
            self._show(opened=replace(opened, labels=tuple(labels.values())), said=None)
        else:
            self._show(said=Said(Trouble.OTHER_PARCEL, head))
        self._face.heard(self.state.said is None)

    async def _scan_unheard(self, fulfilment_id: str, label: Label) -> None:
        """What this workstation has never heard of, and its label tells of."""
        gone_at = await self._desk.read(lambda reader: reading.given_by_label(reader, fulfilment_id))
        opened = self.state.opened
        if not fulfilment_id:
            self._show(said=Said(Trouble.LONG_NUMBER_ALONE, text=label.sscc))
        elif gone_at is not None:
            head = replace(
                unheard.head_of_label(fulfilment_id, label, gone_at), state=FulfilmentState.HANDED_OVER
            )
            self._show(said=Said(Trouble.GONE_BY_LABEL, head), opened=None, done=None)
        elif opened is None or self.state.done is not None:
            made = unheard.opened_by_label(fulfilment_id, label, self._desk.clock.now())
            self._show(opened=made, done=None, said=None, chosen="")
        elif opened.head.id == fulfilment_id:
            self._show(opened=unheard.with_label(opened, label), said=None)
        else:
            self._show(said=Said(Trouble.UNKNOWN_PARCEL, text=label.sscc))

    def _scan_bin(self, scan: StagingBin) -> None:
        found = reading.in_bin(self._here.ready, scan.code)
        if len(found) == 1:
            self._open(found[0])
        elif found:
            self.state = replace(self.state, opened=None, done=None, said=None, code="", lists_all=False)
            self._show(wanted=scan.code, chosen="")
        else:
            self._show(said=Said(Trouble.EMPTY_BIN, text=scan.code))
        self._face.heard(bool(found))

    # inside

    def _open_by_code(self, code: str) -> bool:
        found = reading.with_code(self._here.ready, code)
        if len(found) == 1:
            self._open(found[0], code=code)
        elif found:
            self._show(code=code)
        return bool(found)

    def _open(self, head: Head, code: str = "", label: Label | None = None) -> None:
        may_leave = head.state in HANDABLE or (label is not None and head.state in UNPACKED)
        if not may_leave:
            self._show(opened=None, done=None, said=Said(Trouble.NOT_READY, head), chosen=head.id)
            return
        if head.kind not in TO_CUSTOMERS and head.state in HANDABLE:
            self.load(head, label.sscc if label else "")
            return
        opened = Opened(
            head=head,
            code=code,
            proof=_first_proof(head),
            labels=(label,) if label else (),
            is_lifted=self._is_lifted(head),
        )
        self._show(opened=opened, done=None, said=None, chosen=head.id)

    def _renew(self, opened: Opened, head: Head | None) -> None:
        """Take the order as it is now; one that may not leave any more is shut, and it is said why."""
        if head is None and opened.is_unheard:
            return
        if head is not None and (head.state in HANDABLE or (head.state in UNPACKED and opened.labels)):
            opened = replace(opened, is_unheard=False, code=_kept_code(opened, head))
            self.state = replace(
                self.state, opened=replace(opened, head=head, is_lifted=self._is_lifted(head))
            )
        else:
            said = Said(Trouble.NOT_READY, head or opened.head)
            self.state = replace(self.state, opened=None, said=said)


def _kept_code(opened: Opened, head: Head) -> str:
    """The code that was given; one that nobody could check before is checked now."""
    return opened.code if reading.has_code(head, opened.code) or not opened.is_unheard else ""


def _first_proof(head: Head) -> Proof:
    if head.kind not in TO_CUSTOMERS:
        return Proof.PROXY
    return Proof.CODE
