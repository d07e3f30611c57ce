"""The workspace of the day, wired."""

from __future__ import annotations

from core.rules.intake import IntakeMode
from desktop.actions import Action
from desktop.devices.scanner import Article, Piece, Scanned, Shelf
from desktop.screens.day import count_words
from desktop.screens.day.counting import wanted_by
from desktop.screens.day.presenter import DayPresenter
from desktop.screens.day.state import Turn
from desktop.screens.day.view import DayView
from desktop.screens.screen import Doors, Section
from desktop.screens.wired import WiredScreen
from desktop.shell.counts import counts
from desktop.shell.saying import translate


class DayScreen(WiredScreen[DayView, DayPresenter]):
    """Ready in the morning, closing at night, the intake in between, and what is to be counted."""

    key = Section.DAY
    KINDS = frozenset(
        {
            "fulfilment",
            "exception_case",
            "intake_limit",
            "parcel",
            "pending_command",
            "replica_state",
            "spool_job",
            "staff",
        }
    )

    def __init__(self, doors: Doors) -> None:
        super().__init__(doors)
        self.view = DayView()
        self.presenter = DayPresenter(doors.desk, self)
        view, presenter = self.view, self.presenter
        view.turn_wanted.connect(lambda turn: self.start(presenter.turn_to(Turn(turn))))
        view.go_on_wanted.connect(presenter.go_on)
        view.mode_chosen.connect(lambda mode: presenter.choose(IntakeMode(mode)))
        view.intake.minutes_chosen.connect(presenter.choose_minutes)
        view.limit_wanted.connect(lambda cap, why: self.start(presenter.limit(cap, why)))
        view.all_wanted.connect(lambda: self.start(presenter.take_all()))
        view.backlog_asked.connect(presenter.ask_backlog)
        view.backlog_confirmed.connect(lambda why: self.start(self._reject(why)))
        view.not_now_wanted.connect(presenter.not_now)
        view.count.wanted.connect(lambda wanted: self.start(presenter.want_counted(wanted)))
        view.blind_wanted.connect(presenter.turn_blind)
        view.count_wanted.connect(lambda: self.start(self._ask_count()))
        view.minute_passed.connect(lambda: self.start(presenter.refresh()))

    async def open(self, fulfilment_id: str) -> None:
        """Turn to one of the four, by its name; "" stays where one was, until the hour asks for another."""
        await self.presenter.open(fulfilment_id)
        self.view.choose_first()

    async def recount(self) -> None:
        """Nothing is counted here."""

    def actions(self) -> list[Action]:
        """What can be done here."""
        view = self.view
        return [
            *(view.go_on, view.turn, view.limit, view.take_all, view.late, view.every),
            *(view.blind, view.not_now),
        ]

    def scanned(self, scan: Scanned) -> bool:
        """Choose the shelf or the article to count, while that is in front."""
        if self.presenter.state.turn is not Turn.COUNT or not isinstance(scan, Article | Piece | Shelf):
            return False
        self.start(self.presenter.want_counted(wanted_by(scan)))
        return True

    async def _ask_count(self) -> None:
        asked = await self.presenter.ask_count()
        if asked.new or asked.known:
            self.doors.messages.good(count_words.asked_words(asked))

    async def _reject(self, reason: str) -> None:
        rejected = await self.presenter.reject_backlog(reason)
        if rejected:
            said = translate("Day", "Rejected: {orders}. Other places are looked for.")
            self.doors.messages.good(said.format(orders=counts.orders(rejected)))
            self.view.intake.backlog_reason.line.clear()
