"""Doctor on the program and the machine: versions, files, room, permissions."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

from core.model.network_file import NETWORK_SCHEMA_VERSION
from core.wire.frame import FORMAT_VERSION, Kind
from desktop.places import replica_lock
from desktop.shell.amounts import size_words
from desktop.shell.saying import translate
from desktop.support.doctor.finding import Finding, Verdict
from desktop.support.versions import versions
from sync.files import STORE_FILE
from sync.migrating import revisions

MEGABYTE = 1_000_000
LITTLE_ROOM_BYTES = 1_000 * MEGABYTE
NO_ROOM_BYTES = 100 * MEGABYTE
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def program() -> Finding:
    """What runs here."""
    known = versions()
    known |= {"schema": revisions()[1], "network_schema": NETWORK_SCHEMA_VERSION}
    known["protocol"] = ".".join(str(FORMAT_VERSION[kind]) for kind in Kind)
    said = ", ".join(f"{name} {value}" for name, value in known.items())
    return Finding("program", Verdict.OK, translate("Doctor", "Program"), said, data=known)


def files(profile: Path) -> Finding:
    """The replica's files and their sizes."""
    title = translate("Doctor", "Files")
    sizes = {path.name: path.stat().st_size for path in sorted(profile.glob("*.db*")) if path.is_file()}
    data = {"folder": str(profile), "size_bytes": sizes, "is_open": bool(sizes) and _is_open(profile)}
    if not sizes:
        said = translate("Doctor", "{0} holds no replica.").format(profile)
        return Finding("files", Verdict.WARN, title, said, data=data)
    listed = ", ".join(f"{name} {size_words(size)}" for name, size in sizes.items())
    said = f"{profile}: {listed}"
    if data["is_open"]:
        said += ". " + translate("Doctor", "The desktop is open on it.")
    return Finding("files", Verdict.OK, title, said, data=data)


def _is_open(profile: Path) -> bool:
    lock = replica_lock(profile)
    try:
        is_free = lock.take()
    except OSError:
        return False
    lock.release()
    return not is_free


def room(profile: Path) -> Finding:
    """Free room on the disk of the replica."""
    place = next((folder for folder in (profile, *profile.parents) if folder.exists()), Path.cwd())
    free = shutil.disk_usage(place).free
    title, data = translate("Doctor", "Free disk"), {"free_bytes": free}
    said = translate("Doctor", "{0} MB are free.").format(free // MEGABYTE)
    if free >= LITTLE_ROOM_BYTES:
        return Finding("disk", Verdict.OK, title, said, data=data)
    verdict = Verdict.BAD if free < NO_ROOM_BYTES else Verdict.WARN
    advice = translate("Doctor", "Make room on this disk: without it nothing can be written.")
    return Finding("disk", verdict, title, said, advice, data)


def permissions(profile: Path) -> Finding:
    """Whether the replica can be written, and whether others on this machine may read its keys."""
    title = translate("Doctor", "Permissions")
    paths = [profile, profile / STORE_FILE, *sorted((profile / "keys").glob("*"))]
    there = [path for path in paths if path.exists()]
    locked = [path.name for path in there if not os.access(path, os.R_OK | os.W_OK)]
    keys = [path for path in there if path.parent.name == "keys"]
    # Windows keeps who may read in access lists of the person's own folder.
    wide = [path.name for path in keys if os.name == "posix" and path.stat().st_mode & _OTHERS]
    data = {"not_writable": locked, "readable_by_others": wide}
    if locked:
        said = translate("Doctor", "This person may not write {0}.").format(", ".join(locked))
        advice = translate("Doctor", "Give this person the replica’s folder, or sign in as its owner.")
        return Finding("permissions", Verdict.BAD, title, said, advice, data)
    if wide:
        said = translate("Doctor", "Others on this machine can read {0}.").format(", ".join(wide))
        advice = translate("Doctor", "Take the others’ right to read from these files (mode 600).")
        return Finding("permissions", Verdict.BAD, title, said, advice, data)
    return Finding("permissions", Verdict.OK, title, translate("Doctor", "As they should be."), data=data)
