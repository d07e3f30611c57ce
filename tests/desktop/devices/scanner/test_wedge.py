"""The wedge tells scans from typing, in simulated time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.devices.scanner.wedge import (
    END_GRACE_MS,
    LEAST_CHARS,
    MAX_GAP_MS,
    MEAN_GAP_MS,
    MOST_CHARS,
    Fate,
    Kind,
    Scan,
    Stroke,
    Verdict,
    Wedge,
    WedgeSettings,
)

PASSED, HELD = Verdict(Fate.PASS), Verdict(Fate.HOLD)


class Desk:
    """A wedge, a field that gets what is typed, and the scans that were seen.

    Attributes:
        field: what reached the field, in order; other keys than characters in angle brackets.
        scans: the scans, in order.
        at_ms: the present.
    """

    def __init__(self, settings: WedgeSettings | None = None) -> None:
        self.wedge = Wedge(settings)
        self.field = ""
        self.scans: list[Scan] = []
        self.at_ms = 1_000
        self._held = ""

    def key(self, what: str, gap_ms: int, kind: Kind | None = None) -> Fate:
        """A key comes `gap_ms` after the one before; the quiet in between is noticed when it should be."""
        if self.wedge.is_holding and gap_ms > self.wedge.settings.max_gap_ms:
            self._decide(self.wedge.quiet())
        return self.late_key(what, gap_ms, kind)

    def late_key(self, what: str, gap_ms: int, kind: Kind | None = None) -> Fate:
        """Like `key`, where the event loop was held up and the quiet was not noticed."""
        self.at_ms += gap_ms
        kind = kind or {"<enter>": Kind.END, "<shift>": Kind.MODIFIER, "<left>": Kind.OTHER}.get(
            what, Kind.CHARACTER
        )
        verdict = self.wedge.press(Stroke(kind, self.at_ms, what, what))
        self._decide(verdict)
        if verdict.fate is Fate.HOLD:
            self._held += what
        elif verdict.fate is Fate.PASS and kind is not Kind.MODIFIER:
            self.field += what
        return verdict.fate

    def keys(self, text: str, gap_ms: int) -> None:
        """Characters, evenly."""
        for char in text:
            self.key(char, gap_ms)

    def rest(self) -> None:
        """A long quiet."""
        self._decide(self.wedge.quiet())
        self.at_ms += 1_000

    def _decide(self, verdict: Verdict) -> None:
        if verdict.gives_back:
            self.field += self._held
        if verdict.scan:
            self.scans.append(verdict.scan)
        if verdict.gives_back or verdict.scan:
            self._held = ""


@given(
    text=st.text(st.sampled_from("abcdef0123456789-"), min_size=LEAST_CHARS, max_size=60),
    gaps=st.lists(st.integers(0, MEAN_GAP_MS), min_size=60, max_size=60),
    end=st.booleans(),
)
def test_a_fast_burst_is_a_scan_and_leaves_nothing_in_the_field(
    text: str, gaps: list[int], end: bool
) -> None:
    desk = Desk()
    desk.keys("x", 500)
    desk.rest()
    for char, gap in zip(text, gaps, strict=False):
        desk.key(char, gap)
    if end:
        assert desk.key("<enter>", 5) is Fate.SWALLOW
    desk.rest()
    assert (desk.field, desk.scans) == ("x", [Scan(text, text)])


@given(
    text=st.text(st.sampled_from("abcdef0123456789-"), max_size=40),
    gaps=st.lists(st.integers(MAX_GAP_MS + 1, 400), min_size=41, max_size=41),
)
def test_typing_arrives_whole_and_in_order(text: str, gaps: list[int]) -> None:
    desk = Desk()
    for char, gap in zip(text, gaps, strict=False):
        desk.key(char, gap)
    assert desk.key("<enter>", gaps[-1]) is Fate.PASS
    assert (desk.field, desk.scans) == (text + "<enter>", [])


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "7", "-", "<enter>", "<shift>", "<left>"]),
            st.integers(0, 200),
            st.booleans(),
        ),
        max_size=60,
    )
)
def test_no_key_is_lost_or_doubled_whatever_the_rhythm(keys: list[tuple[str, int, bool]]) -> None:
    desk = Desk()
    for what, gap, is_noticed in keys:
        (desk.key if is_noticed else desk.late_key)(what, gap)
    desk.rest()
    characters = "".join(what for what, _, _ in keys if what in "a7-")
    arrived = desk.field.replace("<enter>", "").replace("<left>", "")
    assert sorted(arrived + "".join(scan.text for scan in desk.scans)) == sorted(characters)
    assert desk.field.count("<left>") == sum(what == "<left>" for what, _, _ in keys)


def test_two_keys_struck_together_are_typing() -> None:
    desk = Desk()
    desk.keys("th", 20)
    assert desk.field == ""
    desk.keys("e", 90)
    desk.rest()
    assert (desk.field, desk.scans) == ("the", [])


def test_a_short_burst_and_enter_go_where_they_were_typed_in_order() -> None:
    desk = Desk()
    desk.keys("ok", 20)
    assert desk.key("<enter>", 20) is Fate.PASS
    assert desk.field == "ok<enter>"


def test_another_key_within_the_time_ends_what_is_held() -> None:
    desk = Desk()
    desk.keys("ab", 10)
    assert desk.key("<left>", 10) is Fate.PASS
    assert desk.field == "ab<left>"


def test_shift_for_capitals_says_nothing() -> None:
    desk = Desk()
    for char in "CL1:":
        assert desk.key("<shift>", 2) is Fate.PASS
        desk.key(char, 2)
    desk.key("<enter>", 2)
    assert desk.scans == [Scan("CL1:", "CL1:")]


def test_keys_that_waited_for_a_busy_window_are_judged_by_their_own_times() -> None:
    desk = Desk()
    for char in "typed":
        desk.late_key(char, 120)
    desk.rest()
    assert (desk.field, desk.scans) == ("typed", [])
    for char in "scanned":
        desk.late_key(char, 5)
    desk.late_key("b", 700)
    assert desk.scans == [Scan("scanned", "scanned")]


def test_an_enter_that_comes_late_is_still_the_scanners() -> None:
    desk = Desk()
    desk.keys("3265261310894", 3)
    assert desk.key("<enter>", END_GRACE_MS) is Fate.SWALLOW
    assert desk.key("<enter>", 400) is Fate.PASS
    assert len(desk.scans) == 1


def test_both_halves_of_a_line_end_are_the_scanners() -> None:
    desk = Desk()
    desk.keys("3265261310894", 3)
    assert desk.key("<enter>", 3) is Fate.SWALLOW
    assert desk.key("<enter>", 3) is Fate.SWALLOW


def test_the_first_key_after_a_scan_is_typed_again() -> None:
    desk = Desk()
    desk.keys("3265261310894", 3)
    desk.key("<enter>", 3)
    desk.key("a", 60)
    assert desk.key("<enter>", 20) is Fate.PASS
    assert desk.field == "a<enter>"


def test_two_scans_on_each_others_heels_are_two() -> None:
    desk = Desk()
    for text in ("BIN-14", "BIN-15"):
        desk.keys(text, 3)
        desk.key("<enter>", 3)
    assert [scan.text for scan in desk.scans] == ["BIN-14", "BIN-15"]


def test_a_slow_burst_needs_an_enter() -> None:
    desk = Desk()
    desk.keys("abcdefgh", MAX_GAP_MS - 2)
    desk.rest()
    assert (desk.field, desk.scans) == ("abcdefgh", [])
    desk.keys("abcdefgh", MAX_GAP_MS - 2)
    desk.key("<enter>", 20)
    assert [scan.text for scan in desk.scans] == ["abcdefgh"]


def test_a_separator_belongs_to_a_scan_and_is_a_shortcut_elsewhere() -> None:
    desk = Desk()
    assert desk.key("\x1d", 100, Kind.SEPARATOR) is Fate.PASS
    desk.keys("10L1", 5)
    desk.key("\x1d", 5, Kind.SEPARATOR)
    desk.keys("21X", 5)
    desk.key("<enter>", 5)
    assert [scan.text for scan in desk.scans] == ["10L1\x1d21X"]


def test_with_a_prefix_nothing_else_is_a_scan() -> None:
    desk = Desk(WedgeSettings(prefix="~"))
    desk.keys("BIN-14", 3)
    desk.key("<enter>", 3)
    desk.keys("~BIN-15", 3)
    desk.key("<enter>", 3)
    assert (desk.field, desk.scans) == ("BIN-14<enter>", [Scan("BIN-15", "BIN-15")])


def test_a_burst_without_end_is_cut_and_what_follows_is_dropped() -> None:
    desk = Desk()
    desk.keys("a" * (MOST_CHARS + 50), 2)
    desk.key("<enter>", 2)
    assert [len(scan.text) for scan in desk.scans] == [MOST_CHARS]
    assert desk.field == ""


def test_a_clock_that_wraps_round_makes_no_scan() -> None:
    wedge = Wedge()
    for at_ms in (2**32 - 2, 2**32 - 1, 0, 1):
        wedge.press(Stroke(Kind.CHARACTER, at_ms, "a", "a"))
    assert wedge.quiet().scan is None


@pytest.mark.parametrize(
    ("kind", "fresh", "within"),
    [
        (Kind.CHARACTER, True, True),
        (Kind.SEPARATOR, False, True),
        (Kind.END, False, True),
        (Kind.MODIFIER, False, False),
        (Kind.OTHER, False, False),
    ],
)
def test_a_shortcut_may_take_only_what_no_scan_wants(kind: Kind, fresh: bool, within: bool) -> None:
    desk = Desk()
    assert desk.wedge.wants(Stroke(kind, desk.at_ms)) is fresh
    desk.keys("BIN-14", 3)
    assert desk.wedge.wants(Stroke(kind, desk.at_ms + 3)) is within


def test_a_quiet_with_nothing_held_decides_nothing() -> None:
    assert Wedge().quiet() == PASSED
