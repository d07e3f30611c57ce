"""What happened in a world, line by line: to be compared by its digest, and read by people."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class History:
    """Lines of (virtual seconds, who, what).

    Attributes:
        struck: how often each fault really struck.
        did: how often people did what.
        points: how often each commit point was passed.
        bugs: what the product itself reported as such.
    """

    lines: list[tuple[float, str, str]] = field(default_factory=list)
    struck: Counter[str] = field(default_factory=Counter)
    did: Counter[str] = field(default_factory=Counter)
    points: Counter[str] = field(default_factory=Counter)
    bugs: list[str] = field(default_factory=list)
    clock: Callable[[], float] = lambda: 0.0

    def note(self, who: str, what: str) -> None:
        """Something happened, now."""
        self.lines.append((round(self.clock(), 6), who, what))

    def strike(self, fault: str, who: str, what: str = "") -> None:
        """A fault struck, now."""
        self.struck[fault] += 1
        self.note(who, f"** {fault} {what}".rstrip())

    def digest(self) -> str:
        """The same for the same history."""
        told = "\n".join(f"{at_s:.6f} {who} {what}" for at_s, who, what in self.lines)
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    def told(self, last: int = 400) -> str:
        """The last lines, as people read them."""
        shown = self.lines[-last:]
        left_out = len(self.lines) - len(shown)
        head = [f"  ... {left_out} lines before"] if left_out else []
        return "\n".join(head + [f"  {at_s:9.3f} s  {who:<10} {what}" for at_s, who, what in shown])
