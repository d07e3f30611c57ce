"""The command `coulisse doctor`."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
from PySide6.QtCore import QCoreApplication
from rich.console import Console
from rich.text import Text

from core.ports import SystemClock
from desktop.shell.language import LANGUAGES, language, spoken_on_the_command_line
from desktop.shell.saying import translate
from desktop.support.doctor.examination import Examination, examine
from desktop.support.doctor.finding import Verdict
from desktop.support.folders import log_folder

_LOOKS = {Verdict.OK: ("✓", "green"), Verdict.WARN: ("!", "yellow"), Verdict.BAD: ("✗", "red")}


def run_doctor(profile: Path, wanted_language: str, *, as_json: bool) -> int:
    """Examine, say what was found on standard output, return the exit code."""
    _application = QCoreApplication.instance() or QCoreApplication(sys.argv[:1])
    language.use(wanted_language if wanted_language in LANGUAGES else spoken_on_the_command_line())

    def use(kept: str) -> None:
        if wanted_language not in LANGUAGES and kept in LANGUAGES:
            language.use(kept)

    examination = examine(profile, log_folder(), SystemClock().now(), use)
    # A pipe on Windows may have a code page that lacks what is said.
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    if as_json:
        text = msgspec.json.format(msgspec.json.encode(examination), indent=2).decode()
        sys.stdout.write(text + "\n")
    else:
        _say(examination)
    return examination.exit_code


def _say(examination: Examination) -> None:
    console = Console(highlight=False, soft_wrap=True)
    for finding in examination.findings:
        sign, colour = _LOOKS[finding.verdict]
        console.print(Text(f"{sign} ", colour) + Text(finding.title, "bold") + Text(f"  {finding.said}"))
        if finding.advice:
            console.print(Text(f"    → {finding.advice}", colour))
    said = {
        Verdict.OK: translate("Doctor", "All is well."),
        Verdict.WARN: translate("Doctor", "It works; what is marked ! should be looked at."),
        Verdict.BAD: translate("Doctor", "Something needs mending: what is marked ✗."),
    }
    console.print(Text(said[examination.verdict], _LOOKS[examination.verdict][1]))
