"""Doctor on what the program has left: stalls, crash reports, the log."""

from __future__ import annotations

from pathlib import Path

from desktop.shell.amounts import size_words
from desktop.shell.saying import translate
from desktop.support.crash_reports import CrashFolder
from desktop.support.doctor.finding import Finding, Verdict
from desktop.support.folders import LOG_FILE, STALLS_FILE, crash_folder
from desktop.support.stalls import read_figures

LONG_STALL_MS = 500
TOLD = 5
"""Reports that are named."""


def stalls(logs: Path) -> Finding:
    """How long the window stood still in the last run."""
    title, figures = translate("Doctor", "Window"), read_figures(logs / STALLS_FILE)
    if figures is None:
        return Finding("stalls", Verdict.OK, title, translate("Doctor", "Not watched yet."))
    data = {
        "longest_stall_ms": figures.longest_ms,
        "count": figures.count,
        "watched_ms": figures.watched_ms,
        "longest": [{"stall_ms": stall.stall_ms, "where": list(stall.where)} for stall in figures.longest],
    }
    said = translate("Doctor", "Longest stall: {longest} ms; stalls: {count} in {minutes} min.").format(
        longest=figures.longest_ms, count=figures.count, minutes=round(figures.watched_ms / 60_000)
    )
    if figures.longest_ms > LONG_STALL_MS:
        advice = translate(
            "Doctor", "Is this machine short of memory or its disk slow? Send the JSON to support."
        )
        return Finding("stalls", Verdict.WARN, title, said, advice, data)
    return Finding("stalls", Verdict.OK, title, said, data=data)


def crashes(logs: Path) -> Finding:
    """The fault reports that are there."""
    title, folder = translate("Doctor", "Fault reports"), crash_folder(logs)
    reports = CrashFolder(folder).reports()
    named = [f"{report.number} ({report.at})" for report in reports[:TOLD]]
    data = {"folder": str(folder), "count": len(reports), "reports": named}
    if not reports:
        return Finding("crashes", Verdict.OK, title, translate("Doctor", "None."), data=data)
    advice = translate("Doctor", "Send them to support, then delete them on the screen Sync.")
    return Finding("crashes", Verdict.WARN, title, f"{', '.join(named)}: {folder}", advice, data)


def log(logs: Path) -> Finding:
    """Where the log is."""
    sizes = {path.name: path.stat().st_size for path in sorted(logs.glob(f"{LOG_FILE}*"))}
    said = f"{logs}: {size_words(sum(sizes.values()))}"
    title, data = translate("Doctor", "Log"), {"folder": str(logs), "size_bytes": sizes}
    return Finding("log", Verdict.OK, title, said, data=data)
