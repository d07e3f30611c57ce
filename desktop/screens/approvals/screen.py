"""The workspace Approvals, wired."""

from __future__ import annotations

from core.commands import Command
from desktop.actions import Action
from desktop.screens.approvals.presenter import ApprovalsPresenter
from desktop.screens.approvals.state import Deed, Refund
from desktop.screens.approvals.view import ApprovalsView
from desktop.screens.approvals.words import REFUSALS, done_words
from desktop.screens.screen import Doors, Section
from desktop.screens.wired import WiredScreen
from desktop.shell.saying import translate
from desktop.signing import HAND


class ApprovalsScreen(WiredScreen[ApprovalsView, ApprovalsPresenter]):
    """Money that waits for somebody's word."""

    key = Section.APPROVALS
    KINDS = frozenset(
        {
            "refund",
            "goods_return",
            "return_line",
            "return_policy",
            "staff",
            "approval_key",
            "location",
            "signs_for",
            HAND,
        }
    )

    def __init__(self, doors: Doors) -> None:
        super().__init__(doors)
        self.view = ApprovalsView()
        self.presenter = presenter = ApprovalsPresenter(doors.desk, self, self._tell)
        view = self.view
        view.selected.connect(self._select)
        view.act_wanted.connect(self._act)
        view.deed_wanted.connect(presenter.begin)
        view.reason_chosen.connect(self._refuse)
        view.escalate_wanted.connect(lambda: self.start(presenter.escalate()))
        view.withdraw_wanted.connect(lambda: self.start(presenter.withdraw()))
        view.back_wanted.connect(presenter.back)
        view.detail.beside.signer_chosen.connect(presenter.choose_signer)
        view.detail.beside.pin_given.connect(lambda pin: self.start(presenter.sign(pin)))

    async def open(self, fulfilment_id: str) -> None:
        """Select a refund; "" stays where one was."""
        await self.presenter.open(fulfilment_id)

    def actions(self) -> list[Action]:
        """What can be done here."""
        view = self.view
        return [view.act, *view.deeds.values(), view.escalate, view.withdraw, view.back]

    def count(self) -> int | None:
        """What waits for me."""
        return self.presenter.count()

    async def recount(self) -> None:
        """Only how many wait."""
        await self.presenter.recount()

    def _tell(self, refund: Refund, deed: type[Command]) -> None:
        self.doors.messages.good(done_words(refund, deed))

    def _select(self, key: str) -> None:
        self.presenter.select(key)
        self.start(self.presenter.look())

    def _act(self, words: str) -> None:
        state = self.presenter.state
        if state.deed is not Deed.NONE:
            self.start(self.presenter.say(words))
        elif state.refund is not None and state.refund.is_failed and not state.refund.is_unsigned:
            self.start(self.presenter.retry())
        else:
            self.start(self.presenter.approve())

    def _refuse(self, place: int) -> None:
        if self.presenter.state.deed is Deed.REFUSE and 1 <= place <= len(REFUSALS):
            self.start(self.presenter.say(translate("Approvals", REFUSALS[place - 1])))
