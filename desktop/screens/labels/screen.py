"""The workspace Labels, wired."""

from __future__ import annotations

from desktop.actions import Action
from desktop.desk import Kinds
from desktop.devices.scanner import Article, Piece, Scanned
from desktop.screens.labels.presenter import LabelsPresenter, Spool
from desktop.screens.labels.view import LabelsView
from desktop.screens.screen import Doors, Section
from desktop.screens.wired import WiredScreen
from desktop.shell.language import language

SPOOL = frozenset({"spool_job"})


class LabelsScreen(WiredScreen[LabelsView, LabelsPresenter]):
    """What is printed of articles, and of the store itself. A scanned article's labels open."""

    key = Section.LABELS
    KINDS = frozenset(
        {
            "article",
            "article_price",
            "article_place",
            "bin",
            "location",
            "network_state",
            "position",
            "spool_job",
            "staff",
        }
    )

    def __init__(self, doors: Doors, spool: Spool) -> None:
        super().__init__(doors)
        self.view = LabelsView()
        self.presenter = LabelsPresenter(doors.desk, self, spool, lambda: language.on_paper)
        view, presenter = self.view, self.presenter
        view.part_wanted.connect(lambda part: self.start(presenter.turn_to(part)))
        view.chosen.connect(lambda article_id: self.start(presenter.choose(article_id)))
        view.store_chosen.connect(lambda key: self.start(presenter.choose_of_store(key)))
        view.all_wanted.connect(lambda: self.start(presenter.print_all_like_it()))
        view.template_wanted.connect(lambda name: self.start(presenter.choose_template(name)))
        view.copies_wanted.connect(presenter.set_copies)
        view.print_wanted.connect(lambda: self.start(presenter.print()))
        view.hold_wanted.connect(lambda: self.start(presenter.hold()))
        view.go_on_wanted.connect(lambda: self.start(presenter.go_on()))
        view.drop_wanted.connect(lambda: self.start(presenter.drop()))

    async def look_again(self, kinds: Kinds | None) -> None:
        """Read again if it matters; a label that has come out only moves the batch on."""
        if kinds is not None and kinds & self.KINDS == SPOOL:
            await self.presenter.follow()
        else:
            await super().look_again(kinds)

    async def recount(self) -> None:
        """Nothing is counted here."""

    async def open(self, fulfilment_id: str) -> None:  # noqa: ARG002 - nothing here has an id of its own
        """Show it as it is now."""
        await self.presenter.refresh()

    def scanned(self, scan: Scanned) -> bool:
        """Open the labels of the article that was scanned."""
        if not isinstance(scan, Article | Piece):
            return False
        self.start(self.presenter.scan(scan))
        return True

    def actions(self) -> list[Action]:
        """What can be done here."""
        view = self.view
        return [view.print_action, view.all_of_them, view.other_part, view.hold, view.drop]
