"""The editor of templates: what is typed, what it comes to, and what is kept of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from msgspec.structs import replace

from desktop.desk import Desk
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
        self.state = TemplatesState()

    async def refresh(self, language: str, test: Callable[[str], tuple[Trial, str]]) -> None:
        """Read again which templates there are, and what became of the test; `test` asks the spool."""
        known = await self._face.run(self._keeper.known)
        self._show(replace(self.state, known=known))
        if job := self.state.test_id:
            trial, code = await self._face.run(lambda: test(job))
            if self.state.test_id == job:
                self._show(replace(self.state, test=trial, code=code))
        if not self.state.name and known:
            await self.choose(known[0].name, language)

    async def choose(self, name: str, language: str) -> None:
        """Bring a template into the field, with what was typed of it before."""
        kept = await self._face.run(lambda: self._keeper.text(name))
        text = self._drafts.get(name, kept)
        state = self.state
        dropped = self._dropped.get(name, "")
        self._show(TemplatesState(state.known, name, text, state.shown + 1, kept, dropped))
        await self._try(language)

    async def edit(self, text: str, language: str) -> None:
        """Try what is typed."""
        if text == self.state.text:
            return
        self._drafts[self.state.name] = text
        self._show(replace(self.state, text=text, tried=None))
        await self._try(language)

    async def keep(self, language: str) -> None:
        """Keep what is typed as this store's own version, once it is fine."""
        state, author = await self._tried(language), self._desk.me.staff_id
        if state.tried is None or not state.tried.is_fine or not state.is_changed:
            return
        if state.text == await self._face.run(lambda: self._keeper.shipped(state.name)):
            await self._drop(state)
        else:
            await self._face.run(lambda: self._keeper.keep(state.name, state.text, author))
        await self._after(state.name, language)

    async def go_back(self, language: str) -> None:
        """Back to the version that ships; for what is only typed, back to what is kept. What was given up
        so comes back into the field with the next one, to be kept again."""
        state = self.state
        if state.chosen is None:
            return
        if state.can_recover:
            self._drafts[state.name] = state.dropped
            await self.choose(state.name, language)
            return
        if state.can_drop:
            await self._drop(state)
        await self._after(state.name, language)

    async def print_test(self, language: str) -> None:
        """Print a label of what is typed, through the spool; nothing need be kept for it."""
        state, author = await self._tried(language), self._desk.me.staff_id
        if state.tried is None or not state.tried.preview:
            return
        job = await self._face.run(lambda: self._keeper.print_test(state.name, state.text, author, language))
        self._show(replace(self.state, test_id=job, test=Trial.WAITING, code=""))

    async def _drop(self, state: TemplatesState) -> None:
        """Go back to what ships; this store's own version is remembered while the program runs."""
        if state.chosen is not None and state.chosen.is_own:
            self._dropped[state.name] = state.kept
        await self._face.run(lambda: self._keeper.drop(state.name, self._desk.me.staff_id))

    async def _tried(self, language: str) -> TemplatesState:
        """The state with what its text came to: it may have been typed a moment ago."""
        if self.state.tried is None:
            await self._try(language)
        return self.state

    async def _after(self, name: str, language: str) -> None:
        self._drafts.pop(name, None)
        known = await self._face.run(self._keeper.known)
        self._show(replace(self.state, known=known))
        await self.choose(name, language)

    async def _try(self, language: str) -> None:
        name, text = self.state.name, self.state.text
        tried = await self._face.run(lambda: self._keeper.try_text(name, text, language))
        if (self.state.name, self.state.text) == (name, text):
            self._show(replace(self.state, tried=tried))

    def _show(self, state: TemplatesState) -> None:
        self.state = state
        self._on_change(state)
