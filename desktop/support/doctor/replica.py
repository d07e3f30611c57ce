"""Doctor on the replica: whether it opens, how old what it knows is, what waits, whether it is whole."""

from __future__ import annotations

import time
from pathlib import Path

from core.rules.errors import CoulisseError
from core.rules.time import DAY_MS, HOUR_MS, MINUTE_MS, Instant
from desktop.devices.printers.chosen import PrinterChoice, PrintKind, choice_in, setting_of
from desktop.shell.ages import ago_words
from desktop.shell.saying import translate
from desktop.shell.sentences import sentence
from desktop.support.doctor.finding import Finding, Verdict
from desktop.support.inspection import Inspection, Standing, network_is_sound, network_standing
from sync.clock_offset import is_off
from sync.deadline import Unfinished
from sync.integrity import LONGEST_S

OLD_MS = 15 * MINUTE_MS
"""Without a word from the core for so long, somebody should look at the line."""
WAITS_LONG_MS = 4 * HOUR_MS


def opens(fault: CoulisseError | None, standing: Standing | None) -> Finding:
    """Whether the replica opens, and why not."""
    title = translate("Doctor", "Replica")
    if fault is None:
        schema = standing.schema if standing else ""
        said = translate("Doctor", "It opens; its tables are of revision {0}.").format(schema)
        return Finding("replica", Verdict.OK, title, said, data={"code": "", "schema": schema})
    advice = translate("Doctor", "Delete nothing before support has seen it: it may hold unsent work.")
    if fault.code == "replica_missing":
        advice = translate("Doctor", "Start the program and enrol this workstation with a code.")
    return Finding("replica", Verdict.BAD, title, sentence(fault), advice, {"code": fault.code})


def ages(standing: Standing, profile: Path, now: Instant) -> Finding:
    """How old what the replica knows is."""
    title = translate("Doctor", "Freshness")
    try:
        network = network_standing(profile, standing.network_file).version
    except CoulisseError as error:
        return Finding("ages", Verdict.BAD, title, sentence(error), _fetched_again(), {"code": error.code})
    data = {
        "heard_age_ms": now - standing.heard_at if standing.heard_at else None,
        "network_version": network,
        "store_version": standing.store_version,
        "device_version": standing.device_version,
        "clock_offset_ms": standing.clock_offset_ms,
    }
    never = translate("Doctor", "never")
    heard = ago_words(now - standing.heard_at) if standing.heard_at else never
    said = translate(
        "Doctor",
        "Last word of headquarters: {heard}. Versions: network {network}, store {store}, device {device}.",
    ).format(heard=heard, network=network, store=standing.store_version, device=standing.device_version)
    if is_off(standing.clock_offset_ms):
        minutes = abs(standing.clock_offset_ms) // MINUTE_MS
        said += " " + translate("Doctor", "This machine’s clock is {0} min off.").format(minutes)
        advice = translate("Doctor", "Set this machine’s clock by the network.")
        return Finding("ages", Verdict.WARN, title, said, advice, data)
    if not standing.heard_at or now - standing.heard_at > OLD_MS:
        advice = translate("Doctor", "Open the desktop with a line to headquarters; work goes on without it.")
        return Finding("ages", Verdict.WARN, title, said, advice, data)
    return Finding("ages", Verdict.OK, title, said, data=data)


def outbox(standing: Standing, now: Instant) -> Finding:
    """What headquarters has not answered."""
    title = translate("Doctor", "Outbox")
    age_ms = now - standing.oldest_waiting_at if standing.oldest_waiting_at else 0
    data = {"waiting": standing.waiting, "oldest_age_ms": age_ms, "refused_unseen": standing.refused_unseen}
    said = translate("Doctor", "Actions that wait: {waiting}. Refusals nobody has seen: {refused}.").format(
        waiting=standing.waiting, refused=standing.refused_unseen
    )
    if age_ms > WAITS_LONG_MS:
        said += " " + translate("Doctor", "The oldest: {0}.").format(ago_words(age_ms))
        days = age_ms > DAY_MS
        advice = translate("Doctor", "This disk holds the only copy of them: mend the line, delete nothing.")
        return Finding("outbox", Verdict.BAD if days else Verdict.WARN, title, said, advice, data)
    if standing.refused_unseen:
        advice = translate("Doctor", "Look at them on the screen Sync.")
        return Finding("outbox", Verdict.WARN, title, said, advice, data)
    return Finding("outbox", Verdict.OK, title, said, data=data)


def spool(standing: Standing) -> Finding:
    """What waits for the printer, and which printers are set."""
    title = translate("Doctor", "Printing")
    chosen = {kind: choice_in(standing.settings.get(setting_of(kind), ""), kind) for kind in PrintKind}
    printers = {kind.value: _place(choice) for kind, choice in chosen.items() if not choice.is_other}
    data = {"queued": standing.prints_queued, "failed": standing.prints_failed, "printers": printers}
    named = ", ".join(dict.fromkeys(place or translate("Doctor", "a folder") for place in printers.values()))
    said = translate(
        "Doctor", "Printer: {printers}. Labels that wait: {queued}, that failed: {failed}."
    ).format(printers=named, queued=standing.prints_queued, failed=standing.prints_failed)
    if standing.prints_failed:
        advice = translate("Doctor", "Print them again on the screen Sync; look at paper and cable first.")
        return Finding("spool", Verdict.WARN, title, said, advice, data)
    return Finding("spool", Verdict.OK, title, said, data=data)


def integrity(look: Inspection, standing: Standing, profile: Path) -> Finding:
    """Whether every page of both files is what was written."""
    title = translate("Doctor", "Integrity")
    began_s = time.monotonic()

    def is_late() -> bool:
        return time.monotonic() - began_s >= LONGEST_S

    try:
        complaints = look.complaints(is_late)
        is_copy_sound = network_is_sound(profile, standing.network_file, is_late)
    except Unfinished:
        said = translate("Doctor", "The check was not finished in {0} s.").format(round(LONGEST_S))
        advice = translate("Doctor", "Run doctor again when this machine has nothing else to do.")
        return Finding("integrity", Verdict.WARN, title, said, advice, {"is_finished": False})
    data = {"is_finished": True, "complaints": complaints, "is_network_sound": is_copy_sound}
    if complaints:
        said = translate("Doctor", "The replica is damaged; places found: {0}.").format(len(complaints))
        advice = translate("Doctor", "Copy the folder away, then restore a backup or enrol again.")
        return Finding("integrity", Verdict.BAD, title, said, advice, data)
    if not is_copy_sound:
        said = translate("Doctor", "The copy of the network is damaged; orders and work are not.")
        return Finding("integrity", Verdict.WARN, title, said, _fetched_again(), data)
    return Finding("integrity", Verdict.OK, title, translate("Doctor", "Both files are whole."), data=data)


def _place(choice: PrinterChoice) -> str:
    """Where a kind is printed: host and port, a folder, or "" for the replica's own."""
    return f"{choice.host}:{choice.port}" if choice.is_network else choice.printer or choice.folder


def _fetched_again() -> str:
    return translate("Doctor", "Open the desktop with a line to headquarters: the copy is fetched again.")
