"""What the editor of templates shows."""

from __future__ import annotations

import msgspec

from desktop.labels.chain_templates import Faults
from desktop.screens.settings.templates_keeping import TemplateName, Tried
from desktop.screens.settings.trial import Trial


class TemplatesState(msgspec.Struct, frozen=True):
    """What the editor shows.

    Attributes:
        known: every template.
        name: the one under work; "" for none yet.
        text: what is typed, or was; `shown` counts up when the field is to show it anew.
        kept: what is used now.
        may_edit, may_publish: what whoever is here may do with it.
        dropped: this workstation's own version that was given up; "" for none.
        refused: why the chain's last publication is not used here.
        tried: what the text came to; None while that is found out.
        test_id, test, code: the test that was printed, and what stood in its way.
    """

    known: tuple[TemplateName, ...] = ()
    name: str = ""
    text: str = ""
    shown: int = 0
    kept: str = ""
    dropped: str = ""
    may_edit: bool = False
    may_publish: bool = False
    refused: Faults = Faults()
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
    def can_turn(self) -> bool:
        """Whether there is another version to turn to."""
        return self.can_drop or self.can_recover or self.can_take_shipped

    @property
    def can_drop(self) -> bool:
        """Whether an own version is used that can be given up for the chain's or the shipped one."""
        chosen = self.chosen
        return (
            self._is_kept and chosen is not None and chosen.is_own and (chosen.is_shipped or chosen.is_chain)
        )

    @property
    def can_recover(self) -> bool:
        """Whether a version that was given up can be brought back into the field."""
        return bool(self.dropped) and self._is_kept and not self.can_drop

    @property
    def can_take_shipped(self) -> bool:
        """Whether the shipped text can be put into the field in the place of the chain's, to be published."""
        chosen = self.chosen
        is_chain = chosen is not None and chosen.is_chain and chosen.is_shipped
        return is_chain and self.may_publish and self._is_kept and not self.can_drop and not self.dropped

    @property
    def _is_kept(self) -> bool:
        return self.may_edit and not self.is_changed
