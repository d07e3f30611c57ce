"""The workspace Prepare, wired."""

from __future__ import annotations

from desktop.actions import Action
from desktop.desk import Kinds
from desktop.devices.scanner import Badge, Scanned
from desktop.screens.preparation.presenter import PreparationPresenter
from desktop.screens.preparation.view import PreparationView
from desktop.screens.screen import Doors, Section
from desktop.screens.wired import WiredScreen
from desktop.shell.language import language


class PreparationScreen(WiredScreen[PreparationView, PreparationPresenter]):
    """One order at a time: picked, packed, put in a bin."""

    key = Section.PREPARE
    KINDS = frozenset(
        {
            "fulfilment",
            "fulfilment_line",
            "parcel",
            "bin",
            "staff",
            "location",
            "article",
            "article_place",
            "position",
            "preparation_policy",
        }
    )

    def __init__(self, doors: Doors) -> None:
        super().__init__(doors)
        self.view = PreparationView()
        self.presenter = PreparationPresenter(doors.desk, self, lambda: language.on_paper)
        self._connect()

    async def open(self, fulfilment_id: str) -> None:
        """Take this fulfilment in hand; "" leaves what is in hand."""
        await self.presenter.open(fulfilment_id)

    def scanned(self, scan: Scanned) -> bool:
        """Everything but a badge is for this screen."""
        if isinstance(scan, Badge):
            return False
        self.start(self.presenter.scan(scan))
        return True

    def actions(self) -> list[Action]:
        """What can be done here."""
        return self.view.acts.all()

    async def look_again(self, kinds: Kinds | None) -> None:
        if kinds is None:
            await self.presenter.refresh()
        elif self.matters(kinds):
            await self.presenter.catch_up()

    async def recount(self) -> None:
        await self.presenter.recount()

    def count(self) -> int | None:
        """What waits for me."""
        return self.presenter.count()

    def _connect(self) -> None:
        view, presenter, start = self.view, self.presenter, self.start
        view.go_wanted.connect(lambda: start(presenter.primary()))
        view.order_wanted.connect(lambda key: start(presenter.take(key)))
        view.order_turned.connect(lambda key: start(presenter.turn(key)))
        view.queue.more_wanted.connect(lambda: start(presenter.more()))
        view.round_wanted.connect(lambda: start(presenter.propose()))
        view.line_chosen.connect(presenter.picking.choose)
        view.short_wanted.connect(lambda: start(presenter.ask_short()))
        view.others_wanted.connect(presenter.picking.turn_others)
        view.units_wanted.connect(lambda units: start(presenter.set_short_units(units)))
        view.reason_chosen.connect(lambda reason: start(presenter.short(reason)))
        view.substitute_wanted.connect(lambda key: start(presenter.want_substitute(key)))
        view.answered.connect(lambda line, is_agreed: start(presenter.answer(line, is_agreed=is_agreed)))
        view.skip_wanted.connect(lambda: start(presenter.skip()))
        view.serial_typed.connect(lambda text: start(presenter.serial(text)))
        view.reprint_wanted.connect(presenter.ask_reprint)
        view.list_wanted.connect(lambda: start(presenter.print_list()))
        view.reprint_reason.connect(lambda reason: start(presenter.reprint(reason)))
        view.undo_wanted.connect(lambda: start(presenter.undo()))
        view.give_back_wanted.connect(lambda: start(presenter.give_back()))
        view.back_wanted.connect(lambda: start(presenter.back()))
        view.parcel_wanted.connect(presenter.packing.add_parcel)
        view.unit_moved.connect(presenter.packing.move)
        view.weighed.connect(presenter.packing.weigh)
        view.bin_typed.connect(lambda text: start(presenter.put_in(text)))
        view.minute_passed.connect(presenter.tick)
