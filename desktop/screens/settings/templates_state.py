"""What the editor of templates shows."""

from __future__ import annotations

import msgspec

from desktop.screens.settings.templates_keeping import TemplateName, Tried
from desktop.screens.settings.trial import Trial


class TemplatesState(msgspec.Struct, frozen=True):
    """What the editor shows.

    Attributes:
        known: every template.
        name: the one under work; "" for none yet.
        text: what is typed, or was; `shown` counts up when the field is to show it anew.
        kept: what is used now.
        dropped: the store's own version that was given up for the shipped one; "" for none.
        tried: what the text came to; None while that is found out.
        test_id, test, code: the test that was printed, and what stood in its way.
    """

    known: tuple[TemplateName, ...] = ()
    name: str = ""
    text: str = ""
    shown: int = 0
    kept: str = ""
    dropped: str = ""
    tried: Tried | None = None
    test_id: str = ""
    test: Trial = Trial.NONE
    code: str = ""

    @property
    def chosen(self) -> TemplateName | None:
        """The template under work."""
        return next((one for one in self.known if one.name == self.name), None)

    @property
    def is_changed(self) -> bool:
        """Whether something is typed that is not kept."""
        return self.text != self.kept

    @property
    def can_drop(self) -> bool:
        """Whether a version of the store's own is used that can be given up for the shipped one."""
        chosen = self.chosen
        return not self.is_changed and chosen is not None and chosen.is_own and chosen.is_shipped

    @property
    def can_recover(self) -> bool:
        """Whether a version that was given up can be brought back into the field."""
        return bool(self.dropped) and not self.is_changed and not self.can_drop
