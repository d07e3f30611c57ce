"""What a printer says of itself over IPP, as the codes of our own errors (RFC 8011, 5.4.11 and 5.4.12)."""

from __future__ import annotations

from enum import IntEnum

from desktop.devices.printers.ipp_encoding import Answer

_SEVERITIES = ("-report", "-warning", "-error")
_REASONS = (
    (("media-empty", "media-needed", "input-tray-missing"), "paper_out"),
    (("media-jam",), "printer_paper_jam"),
    (("cover-open", "door-open", "interlock-open"), "printer_cover_open"),
    (("marker-supply-empty", "toner-empty", "marker-ribbon-empty", "developer-empty"), "printer_ink_out"),
    (("paused", "moving-to-paused"), "printer_paused"),
    (("connecting-to-device", "timed-out", "offline", "shutdown", "stopped-partly"), "printer_unreachable"),
    (("output-area-full", "output-tray-missing"), "printer_output_full"),
)
"""The first that holds is what people are told: what their hands can mend comes first."""
_ALWAYS_STOPS = ("media-jam", "cover-open", "door-open", "interlock-open")
"""Printers say these as warnings too: nothing comes out all the same. Of paper and ink another tray may
have some."""
_HARMLESS = ("connecting-to-device",)
"""Said by CUPS of every job for a moment: only while the printer is stopped does it mean anything."""


class PrinterState(IntEnum):
    """What a printer does."""

    IDLE = 3
    PROCESSING = 4
    STOPPED = 5


class JobState(IntEnum):
    """Where a job is."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELLED = 7
    ABORTED = 8
    COMPLETED = 9


ENDED = (JobState.CANCELLED, JobState.ABORTED)


def fault_of(answer: Answer, *, is_stuck: bool = False) -> str:
    """What keeps a printer from printing, by its answer to Get-Printer-Attributes; empty for nothing.

    Reasons that end in ``-report`` or ``-warning`` are about what is still to come, unless it has stopped or
    a job does not come out (`is_stuck`).
    """
    is_stopped = is_stuck or answer.first("printer-state") == PrinterState.STOPPED
    reasons = {_bare(reason): reason for reason in answer.texts("printer-state-reasons")}
    for names, code in _REASONS:
        for name in names:
            if name in reasons and (is_stopped or _is_grave(reasons[name])):
                return code
    if answer.first("printer-state") == PrinterState.STOPPED:
        return "printer_stopped"
    return "printer_not_accepting" if answer.first("printer-is-accepting-jobs", True) is False else ""


def _bare(reason: str) -> str:
    for severity in _SEVERITIES:
        reason = reason.removesuffix(severity)
    return reason


def _is_grave(reason: str) -> bool:
    mild = "-report" if _bare(reason) in _ALWAYS_STOPS else ("-report", "-warning")
    return not reason.endswith(mild) and _bare(reason) not in _HARMLESS
