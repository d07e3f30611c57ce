"""How long ago, and how long still, as people say it."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from core.rules.time import DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS
from desktop.shell.saying import translate
from sync import Download

_MEGABYTE = 1_000_000


def ago_words(age_ms: int) -> str:
    """An age: "just now", "8 s ago", "2 min ago", "3 h ago", "4 d ago"."""
    if age_ms < SECOND_MS:
        return translate("Ages", "just now")
    return translate("Ages", "{0} ago").format(duration_words(age_ms))


def duration_words(duration_ms: int) -> str:
    """A length of time in its largest unit: "8 s", "2 min", "3 h", "4 d"."""
    duration_ms = max(0, duration_ms)
    if duration_ms < MINUTE_MS:
        return translate("Ages", "{0} s").format(duration_ms // SECOND_MS)
    if duration_ms < HOUR_MS:
        return translate("Ages", "{0} min").format(duration_ms // MINUTE_MS)
    if duration_ms < DAY_MS:
        return translate("Ages", "{0} h").format(duration_ms // HOUR_MS)
    return translate("Ages", "{0} d").format(duration_ms // DAY_MS)


def download_words(download: Download, locale: QLocale | None = None) -> str:
    """ "84 of 210 MB · 410,000 of 1,024,000 rows · 2 min left"."""
    said = locale or QLocale()
    done, total = (
        said.toString(size / _MEGABYTE, "f", 1) for size in (download.done_bytes, download.total_bytes)
    )
    come, rows = (said.toString(count) for count in (download.done_rows, download.total_rows))
    words = [
        translate("Sync", "{done} of {total} MB").format(done=done, total=total),
        translate("Sync", "{done} of {total} rows").format(done=come, total=rows),
    ]
    if download.left_ms:
        words.append(translate("Sync", "{0} left").format(duration_words(download.left_ms)))
    return " · ".join(words)
