"""What one picture of the tour shows, as the report keeps it: without Qt, for whoever only reads it."""

from __future__ import annotations

import msgspec


class Shown(msgspec.Struct, frozen=True):
    """What one picture shows.

    Attributes:
        page: the screen in front; empty for none.
        parts: names of the widgets that can be seen.
        actions: names of the actions that could be done on it.
        cases: kinds of the exception whose detail is seen, as far as its title tells.
    """

    page: str = ""
    parts: frozenset[str] = frozenset()
    actions: frozenset[str] = frozenset()
    cases: frozenset[str] = frozenset()
