"""An order's story, wired."""

from __future__ import annotations

from desktop.actions import Action
from desktop.screens.screen import Doors, Section
from desktop.screens.story.presenter import StoryPresenter
from desktop.screens.story.view import StoryView
from desktop.screens.wired import WiredScreen
from desktop.shell.language import language


class StoryScreen(WiredScreen[StoryView, StoryPresenter]):
    """What became of one order. It is reached from wherever the order stands, and leads back there."""

    key = Section.STORY
    KINDS = frozenset({"movement"})

    def __init__(self, doors: Doors) -> None:
        super().__init__(doors)
        self.view = StoryView()
        self.presenter = StoryPresenter(doors.desk, self, lambda: language.code)
        self.view.back_wanted.connect(self.presenter.back)
        self.view.again_wanted.connect(lambda: self.start(self.presenter.ask()))
        self.view.minute_passed.connect(self.presenter.tick)

    async def open(self, fulfilment_id: str) -> None:
        """Tell of an order (`story_key`)."""
        await self.presenter.open(fulfilment_id)

    async def recount(self) -> None:
        """Nothing is counted here, and it is read when it is opened."""

    def actions(self) -> list[Action]:
        """What can be done here."""
        return [self.view.back, self.view.again]
