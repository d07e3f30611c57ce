"""The whole examination, in the order in which a support desk asks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from core.rules.errors import CoulisseError
from core.rules.time import Instant
from desktop import preferences
from desktop.support.doctor import comparison, keys, line, machine, replica, traces
from desktop.support.doctor.finding import Finding, Verdict, worst
from desktop.support.inspection import inspecting
from sync.files import STORE_FILE


class Examination(msgspec.Struct, frozen=True):
    """What was found; the exit code is 1 if anything is bad."""

    verdict: Verdict
    findings: list[Finding]

    @property
    def exit_code(self) -> int:
        """For a script."""
        return 1 if self.verdict is Verdict.BAD else 0


def examine(profile: Path, logs: Path, now: Instant, use_language: Callable[[str], None]) -> Examination:
    """Look at everything. Blocks: seconds, on a large replica minutes.

    `use_language` is called with the workstation's own choice before anything is said, if it can be read.
    """
    key = keys.FoundKey(profile)
    fault: CoulisseError | None = None
    seen: list[Finding] = []
    try:
        with inspecting(profile, key.key) as look:
            standing, identity = look.standing(), look.identity()
            use_language(preferences.load(profile).language)
            seen = [
                replica.opens(None, standing),
                replica.ages(standing, profile, now),
                line.line(identity),
                replica.outbox(standing, now),
                replica.spool(standing),
                replica.integrity(look, standing, profile),
                *comparison.compare(look, standing, identity, profile),
            ]
    except CoulisseError as error:
        fault = error
    if fault is not None:
        seen = [replica.opens(fault, None)]
    has_replica = (profile / STORE_FILE).exists()
    findings = [
        machine.program(),
        machine.files(profile),
        machine.room(profile),
        machine.permissions(profile),
        keys.key(key, has_replica=has_replica),
        *seen,
        traces.stalls(logs),
        traces.crashes(logs),
        traces.log(logs),
    ]
    return Examination(worst(findings), findings)
