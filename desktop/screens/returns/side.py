"""What the sides of the presenter share: the desk, what is shown, and how it is shown anew."""

from __future__ import annotations

from typing import Any

from desktop.desk import Desk
from desktop.screens.beside import AskBeside
from desktop.screens.returns.state import ReturnsState
from desktop.screens.screen import Face


class Side:
    """One side of what is done on Returns.

    Attributes:
        state: what is shown now.
    """

    state: ReturnsState
    _desk: Desk
    _face: Face[ReturnsState]
    _ask: AskBeside

    async def refresh(self) -> None:
        """Read again."""
        raise NotImplementedError

    async def open_credit(self, number: str) -> None:
        """Show a store credit or gift card."""
        raise NotImplementedError

    def _show(self, **changes: Any) -> None:
        """Show the state with these changes."""
        raise NotImplementedError
