"""Tells a scan from typing by its speed. No Qt and no clock: keys come in with their times.

A keyboard wedge types what it reads, some milliseconds from key to key; people need longer. Each character is
held for at most `MAX_GAP_MS`: if another follows within that time both may be a scan and are held on; if not,
what is held is given back and goes where it was typed, so late that nobody sees it.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

import msgspec

MAX_GAP_MS: Final = 40
"""Longest time from one key of a scan to the next. USB scanners need 1 to 20; people seldom go below 50."""
MEAN_GAP_MS: Final = 30
"""Longest mean of these times in a scan that no Enter or Tab ends."""
LEAST_CHARS: Final = 4
"""A shorter burst is two keys struck together, not a scan."""
MOST_CHARS: Final = 1024
"""What comes after it in one burst is dropped: nothing that we read is as long."""
SETUP_CODE: Final = "COULISSE-SETUP"
"""Printed by us; what a scanner sends around it is its prefix and suffix (`learning`)."""
END_GRACE_MS: Final = 120
"""An Enter this soon after a scan is still the scanner's: it must not press the default button."""


class Kind(Enum):
    """What a key may be to a scan.

    Attributes:
        CHARACTER: a character; held, since a scan may begin with it.
        SEPARATOR: Ctrl+], which scanners send for FNC1; a character within a scan and a shortcut elsewhere.
        END: Enter or Tab.
        MODIFIER: Shift and its like, which scanners press for capitals; says nothing.
        OTHER: any other key, or a key that repeats itself; ends what was held.
    """

    CHARACTER = "character"
    SEPARATOR = "separator"
    END = "end"
    MODIFIER = "modifier"
    OTHER = "other"


class Stroke(msgspec.Struct, frozen=True):
    """A key going down.

    Attributes:
        kind: what it may be.
        at_ms: when, on any clock that goes forward; only differences count.
        by_code: the character by scan code, on the US layout that scanners are made with.
        typed: the character that the workstation's layout made of it; empty for a dead key.
    """

    kind: Kind
    at_ms: int
    by_code: str = ""
    typed: str = ""


class Scan(msgspec.Struct, frozen=True):
    """A text that was scanned: by scan codes, and as the workstation's layout typed it."""

    text: str
    typed: str


class Manner(msgspec.Struct, frozen=True):
    """How a scan came.

    Attributes:
        prefix: what was taken off its head.
        end: the key that ended it, "\\r" or "\\t"; empty when only the quiet did.
        duration_ms: from its first key to its last; `keys` of them.
    """

    prefix: str
    end: str
    duration_ms: int
    keys: int

    @property
    def mean_gap_ms(self) -> float:
        """From one key to the next, on average."""
        return self.duration_ms / (self.keys - 1) if self.keys > 1 else 0.0


SENT_WHOLE: Final = Manner("", "", 0, 0)
"""Of a scan that no keyboard typed."""


class Fate(Enum):
    """What is to become of a key.

    Attributes:
        PASS: it goes where it was typed.
        HOLD: it is kept back until more is known.
        SWALLOW: it was the scanner's and goes nowhere.
    """

    PASS = "pass"
    HOLD = "hold"
    SWALLOW = "swallow"


class Verdict(msgspec.Struct, frozen=True):
    """What a key, or the quiet after it, decides.

    Attributes:
        fate: of the key itself, once what was held before it has gone.
        gives_back: what was held was typing: it goes where it was typed, before this key.
        scan: what was held was this scan: it goes nowhere.
    """

    fate: Fate = Fate.PASS
    gives_back: bool = False
    scan: Scan | None = None


class WedgeSettings(msgspec.Struct, frozen=True):
    """How a workstation's scanner is set.

    Attributes:
        prefix: what the scanner sends before each scan; where it is set, nothing else is a scan.
        max_gap_ms: raise it for a slow wireless scanner.
        suffix: what it sends after each scan, before Enter or Tab; taken off where it is there.
    """

    prefix: str = ""
    max_gap_ms: int = MAX_GAP_MS
    suffix: str = ""


class Wedge:
    """The state machine: `press` for each key, `quiet` when none came for `max_gap_ms`.

    Attributes:
        manner: how the last scan came.
    """

    def __init__(self, settings: WedgeSettings | None = None) -> None:
        self.settings = settings or WedgeSettings()
        self._burst: list[Stroke] = []
        self._ended_at_ms: int | None = None
        self.manner = Manner("", "", 0, 0)

    @property
    def is_holding(self) -> bool:
        """Whether something is held: `quiet` has to be called in time."""
        return bool(self._burst)

    @property
    def is_holding_typing(self) -> bool:
        """Whether what is held is a single key: of a scan more would be there a moment later."""
        return len(self._burst) == 1

    def wants(self, stroke: Stroke) -> bool:
        """Whether `press` would hold or swallow this key, so that no shortcut may take it."""
        if stroke.kind is Kind.CHARACTER:
            return True
        if stroke.kind is Kind.SEPARATOR:
            return self._follows(stroke)
        return stroke.kind is Kind.END and (self._is_scan(ended=True) or self._is_graced(stroke))

    def press(self, stroke: Stroke) -> Verdict:
        """Take in a key."""
        before = Verdict() if self._follows(stroke) else self.quiet()
        if stroke.kind is Kind.MODIFIER:
            return before
        if stroke.kind is Kind.CHARACTER or (stroke.kind is Kind.SEPARATOR and self._burst):
            return msgspec.structs.replace(before, fate=self._hold(stroke))
        if stroke.kind is Kind.END and self._is_scan(ended=True):
            return Verdict(Fate.SWALLOW, scan=self._take_scan(stroke.typed))
        if stroke.kind is Kind.END and self._is_graced(stroke):
            return msgspec.structs.replace(before, fate=Fate.SWALLOW)
        return self.quiet() if self._burst else before

    def quiet(self) -> Verdict:
        """Nothing more came: decide on what is held."""
        if not self._burst:
            return Verdict()
        if self._is_scan(ended=False):
            return Verdict(scan=self._take_scan())
        self._burst.clear()
        return Verdict(gives_back=True)

    def _hold(self, stroke: Stroke) -> Fate:
        self._ended_at_ms = None
        if len(self._burst) >= MOST_CHARS:
            self._burst[-1] = msgspec.structs.replace(self._burst[-1], at_ms=stroke.at_ms)
            return Fate.SWALLOW
        self._burst.append(stroke)
        return Fate.HOLD

    def _follows(self, stroke: Stroke) -> bool:
        # A clock that wrapped round gives a negative gap: not a scan.
        return bool(self._burst) and 0 <= stroke.at_ms - self._burst[-1].at_ms <= self.settings.max_gap_ms

    def _is_graced(self, stroke: Stroke) -> bool:
        ended = self._ended_at_ms
        return ended is not None and not self._burst and 0 <= stroke.at_ms - ended <= END_GRACE_MS

    def _is_scan(self, *, ended: bool) -> bool:
        if len(self._burst) < LEAST_CHARS + len(self.settings.prefix):
            return False
        mean_gap_ms = (self._burst[-1].at_ms - self._burst[0].at_ms) / (len(self._burst) - 1)
        return (ended or mean_gap_ms <= MEAN_GAP_MS) and (self._is_prefixed() or self._is_setup())

    def _is_setup(self) -> bool:
        """Whether it is the set-up code: a scan whatever was learned before."""
        return SETUP_CODE in "".join(s.by_code for s in self._burst) or SETUP_CODE in "".join(
            s.typed for s in self._burst
        )

    def _is_prefixed(self) -> bool:
        head = self._burst[: len(self.settings.prefix)]
        return self.settings.prefix in ("".join(s.by_code for s in head), "".join(s.typed for s in head))

    def _take_scan(self, end: str = "") -> Scan:
        is_setup = self._is_setup()
        prefix, suffix = ("", "") if is_setup else (self.settings.prefix, self.settings.suffix)
        body = self._burst[len(prefix) :]
        self._ended_at_ms = self._burst[-1].at_ms
        duration_ms = self._burst[-1].at_ms - self._burst[0].at_ms
        self.manner = Manner(prefix, end, duration_ms, len(self._burst))
        self._burst.clear()
        by_code, typed = "".join(stroke.by_code for stroke in body), "".join(stroke.typed for stroke in body)
        return Scan(by_code.removesuffix(suffix), typed.removesuffix(suffix))
