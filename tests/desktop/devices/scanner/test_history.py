"""What was scanned lately; twice within a second is told."""

from desktop.devices.scanner import Article, Badge, StagingBin
from desktop.devices.scanner.history import MOST_KEPT, ScanHistory

GTIN = "4006381333931"


def test_the_same_within_a_second_is_told_and_not_a_moment_later():
    history = ScanHistory()
    assert not history.hear(GTIN, Article(GTIN), 10_000)
    assert history.hear(f"]E0{GTIN}", Article(GTIN), 11_000)
    assert not history.hear(GTIN, Article(GTIN), 12_001)
    assert not history.hear("BIN-1", StagingBin("BIN-1"), 12_002)
    assert not history.hear(GTIN, Article(GTIN), 12_003)


def test_the_newest_is_first_and_no_badge_can_be_read_from_it():
    history = ScanHistory()
    for number in range(MOST_KEPT + 5):
        history.hear(str(number), StagingBin(f"BIN-{number}"), number * 5_000)
    history.hear("BADGE-1041", Badge("BADGE-1041"), 10**9)
    assert len(history.scans) == MOST_KEPT
    assert [past.text for past in history.scans[:2]] == ["", str(MOST_KEPT + 4)]
