"""The editor of templates: what is typed, what it comes to, and what is kept of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from msgspec.structs import replace

from core.commands import PublishLabelTemplate
from core.rules.permissions import Permission
from desktop.desk import Desk
from desktop.labels.chain_templates import Faults
from desktop.screens.screen import Face
from desktop.screens.settings.state import SettingsState
from desktop.screens.settings.templates_keeping import TemplateName, Tried
from desktop.screens.settings.templates_state import TemplatesState
from desktop.screens.settings.trial import Trial


class KeepingTemplates(Protocol):
    """See `desktop.screens.settings.templates_keeping.TemplateKeeper`. All of it blocks."""

    def known(self) -> tuple[TemplateName, ...]: ...

    def text(self, name: str) -> str: ...

    def shipped(self, name: str) -> str: ...

    def base(self, name: str) -> str: ...

    def refused(self, name: str) -> Faults: ...

    def take_in(self) -> None: ...

    def try_text(self, name: str, text: str, language: str) -> Tried: ...

    def keep(self, name: str, text: str, author: str) -> None: ...

    def drop(self, name: str, author: str) -> None: ...

    def print_test(self, name: str, text: str, author: str, language: str) -> str: ...


class TemplatesPresenter:
    """Tries what is typed, and keeps it when it is fine. What is typed of each template stays while another
    one, or another screen, is looked at.

    Attributes:
        state: what is shown now.
    """

    def __init__(
        self,
        desk: Desk,
        face: Face[SettingsState],
        keeper: KeepingTemplates,
        on_change: Callable[[TemplatesState], None],
    ) -> None:
        self._desk = desk
        self._face = face
        self._keeper = keeper
        self._on_change = on_change
        self._drafts: dict[str, str] = {}
        self._dropped: dict[str, str] = {}
        self._is_publishing = False
        self.state = TemplatesState()

    async def refresh(self, language: str, test: Callable[[str], tuple[Trial, str]]) -> None:
        """Read again which templates there are, and what became of the test; `test` asks the spool."""
        known = await self._face.run(self._keeper.known)
        may_edit, may_publish = self._rights()
        self._show(replace(self.state, known=known, may_edit=may_edit, may_publish=may_publish))
        if job := self.state.test_id:
            trial, code = await self._face.run(lambda: test(job))
            if self.state.test_id == job:
                self._show(replace(self.state, test=trial, code=code))
        if not self.state.name and known:
            await self.choose(known[0].name, language)
        elif self.state.name:
            await self._follow(self.state.name, language)

    async def choose(self, name: str, language: str) -> None:
        """Bring a template into the field, with what was typed of it before."""
        kept = await self._face.run(lambda: self._keeper.text(name))
        refused = await self._face.run(lambda: self._keeper.refused(name))
        may_edit, may_publish = self._rights()
        state = TemplatesState(
            self.state.known,
            name,
            self._drafts.get(name, kept),
            self.state.shown + 1,
            kept,
            self._dropped.get(name, ""),
            may_edit=may_edit,
            may_publish=may_publish,
            refused=refused,
        )
        self._show(state)
        await self._try(language)

    async def edit(self, text: str, language: str) -> None:
        """Try what is typed."""
        if text == self.state.text or not self.state.may_edit:
            return
        self._drafts[self.state.name] = text
        self._show(replace(self.state, text=text, tried=None))
        await self._try(language)

    async def keep(self, language: str) -> None:
        """Keep what is typed as this workstation's own version, once it is fine. What is typed while that
        goes on stays in the field, to be kept by the next time."""
        state, author = self.state, self._desk.me.staff_id
        if not state.may_edit or not state.is_changed or not await self._is_fine(state, language):
            return
        if state.text == await self._face.run(lambda: self._keeper.base(state.name)):
            await self._drop(state)
        else:
            await self._face.run(lambda: self._keeper.keep(state.name, state.text, author))
        await self._settle(state)

    async def publish(self, language: str) -> None:
        """Have every store print by what is typed, once it is fine; this workstation as well, in the place of
        a version of its own.

        Raises:
            Refused: somebody else has published this template meanwhile.
        """
        if self._is_publishing:
            # The key again: what was published meanwhile would seem to be somebody else's.
            return
        self._is_publishing = True
        try:
            await self._publish(language)
        finally:
            self._is_publishing = False

    async def _publish(self, language: str) -> None:
        state = self.state
        chosen = state.chosen
        if chosen is None or not state.may_publish or not await self._is_fine(state, language):
            return
        is_shipped = state.text == await self._face.run(lambda: self._keeper.shipped(state.name))
        text = "" if is_shipped else state.text
        await self._desk.do(PublishLabelTemplate(name=state.name, text=text, over=chosen.version))
        await self._face.run(self._keeper.take_in)
        if chosen.is_own:
            await self._drop(state)
            self._dropped.pop(state.name, None)
        await self._settle(state)

    async def take_back(self, language: str) -> None:
        """Back from what is only typed to what is used."""
        if self.state.chosen is not None and self.state.is_changed:
            await self._show_used(language)

    async def turn(self, language: str) -> None:
        """Back to the chain's or the shipped version. What was given up so comes back into the field with the
        next one, to be kept again."""
        state = self.state
        if state.can_recover or state.can_take_shipped:
            shipped = await self._face.run(lambda: self._keeper.shipped(state.name))
            self._drafts[state.name] = state.dropped or shipped
            await self.choose(state.name, language)
            return
        if state.can_drop:
            await self._drop(state)
            await self._show_used(language)

    async def _show_used(self, language: str) -> None:
        state = self.state
        self._drafts.pop(state.name, None)
        self._show(replace(self.state, known=await self._face.run(self._keeper.known)))
        await self.choose(state.name, language)

    async def print_test(self, language: str) -> None:
        """Print a label of what is typed, through the spool; nothing need be kept for it."""
        state, author = self.state, self._desk.me.staff_id
        tried = await self._tried(state, language)
        if not tried.preview:
            return
        job = await self._face.run(lambda: self._keeper.print_test(state.name, state.text, author, language))
        self._show(replace(self.state, test_id=job, test=Trial.WAITING, code=""))

    async def _drop(self, state: TemplatesState) -> None:
        """Give up this workstation's own version; it is remembered while the program runs."""
        if state.chosen is not None and state.chosen.is_own:
            self._dropped[state.name] = await self._face.run(lambda: self._keeper.text(state.name))
        await self._face.run(lambda: self._keeper.drop(state.name, self._desk.me.staff_id))

    def _rights(self) -> tuple[bool, bool]:
        """Whether whoever is here may change templates, and publish them."""
        me = self._desk.me
        return me.may(Permission.EDIT_LABELS), me.may(Permission.PUBLISH_LABELS)

    async def _is_fine(self, state: TemplatesState, language: str) -> bool:
        return (await self._tried(state, language)).is_fine

    async def _tried(self, state: TemplatesState, language: str) -> Tried:
        """What a state's text comes to: it may have been typed a moment ago."""
        if state.tried is not None:
            return state.tried
        return await self._face.run(lambda: self._keeper.try_text(state.name, state.text, language))

    async def _settle(self, state: TemplatesState) -> None:
        """What a state had typed is kept now: say so, and leave the field as it is."""
        if self._drafts.get(state.name) == state.text:
            self._drafts.pop(state.name)
        known = await self._face.run(self._keeper.known)
        kept = await self._face.run(lambda: self._keeper.text(state.name))
        refused = await self._face.run(lambda: self._keeper.refused(state.name))
        self._show(replace(self.state, known=known))
        if self.state.name == state.name:
            dropped = self._dropped.get(state.name, "")
            self._show(replace(self.state, kept=kept, refused=refused, dropped=dropped))

    async def _follow(self, name: str, language: str) -> None:
        """Show what is used now, where that is another than before; what is typed stays."""
        kept = await self._face.run(lambda: self._keeper.text(name))
        refused = await self._face.run(lambda: self._keeper.refused(name))
        if self.state.name != name:
            return
        if kept != self.state.kept and not self.state.is_changed:
            await self.choose(name, language)
        elif (kept, refused) != (self.state.kept, self.state.refused):
            self._show(replace(self.state, kept=kept, refused=refused))

    async def _try(self, language: str) -> None:
        name, text = self.state.name, self.state.text
        tried = await self._face.run(lambda: self._keeper.try_text(name, text, language))
        if (self.state.name, self.state.text) == (name, text):
            self._show(replace(self.state, tried=tried))

    def _show(self, state: TemplatesState) -> None:
        self.state = state
        self._on_change(state)
