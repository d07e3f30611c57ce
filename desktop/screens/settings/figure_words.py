"""The key figures of the replica in words."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QLocale

from desktop.shell.ages import ago_words
from desktop.shell.amounts import size_words
from desktop.shell.counts import counts
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate
from sync.figures import Figures
from sync.integrity import IntegrityCheck, Soundness
from sync.keys import KeyPlace

_STREAMS: Mapping[str, str] = {
    "network": QT_TRANSLATE_NOOP("Settings", "Network"),
    "store": QT_TRANSLATE_NOOP("Settings", "This store"),
    "device": QT_TRANSLATE_NOOP("Settings", "This device"),
}
_ROWS: Mapping[str, str] = {
    "articles": QT_TRANSLATE_NOOP("Settings", "Articles"),
    "locations": QT_TRANSLATE_NOOP("Settings", "Locations"),
    "positions": QT_TRANSLATE_NOOP("Settings", "Stock positions"),
    "orders": QT_TRANSLATE_NOOP("Settings", "Orders"),
    "fulfilments": QT_TRANSLATE_NOOP("Settings", "Preparations"),
    "staff": QT_TRANSLATE_NOOP("Settings", "Staff"),
}
_FOUND: Mapping[Soundness, str] = {
    Soundness.SOUND: QT_TRANSLATE_NOOP("Settings", "nothing wrong was found"),
    Soundness.DAMAGED: QT_TRANSLATE_NOOP("Settings", "damage in {file}: please call support"),
    Soundness.UNFINISHED: QT_TRANSLATE_NOOP("Settings", "not finished within its minute, at {file}"),
}
_KEYS: Mapping[KeyPlace, str] = {
    KeyPlace.KEYRING: QT_TRANSLATE_NOOP("Settings", "in the system’s keyring"),
    KeyPlace.FILE: QT_TRANSLATE_NOOP("Settings", "in a file that only this user can read"),
}


def identity_facts(figures: Figures) -> list[tuple[str, str]]:
    """Who this workstation is, and the versions of what it runs."""
    tables = translate("Settings", "{store} (this store), {network} (network), {pieces} (what travels)")
    return [
        (translate("Settings", "Store"), figures.location_name),
        (translate("Settings", "Device"), figures.device_id),
        (translate("Settings", "Headquarters"), figures.core),
        (translate("Settings", "Program"), figures.program),
        (
            translate("Settings", "Tables"),
            tables.format(
                store=figures.store_schema, network=figures.network_schema, pieces=figures.piece_format
            ),
        ),
        (translate("Settings", "Encryption"), f"{figures.cipher} (SQLite {figures.sqlite})"),
        (translate("Settings", "Key"), translate("Settings", _KEYS[figures.key_place])),
        (translate("Settings", "Machine"), figures.machine),
    ]


def stream_facts(figures: Figures) -> list[tuple[str, str]]:
    """How far each copy has come, and what waits to go out."""
    said = translate("Settings", "version {version}, {ago}")
    nothing = translate("Settings", "nothing yet")
    streams = [
        (
            translate("Settings", _STREAMS[stream.name]),
            said.format(version=stream.version, ago=ago_words(figures.at - stream.as_of))
            if stream.version
            else nothing,
        )
        for stream in figures.streams
    ]
    none = translate("Settings", "nothing")
    return [
        *streams,
        (
            translate("Settings", "Waits for headquarters"),
            counts.actions(figures.waiting) if figures.waiting else none,
        ),
        (translate("Settings", "Turned down"), counts.actions(figures.refused) if figures.refused else none),
        (
            translate("Settings", "Printer"),
            counts.labels_waiting(figures.prints) if figures.prints else none,
        ),
    ]


def size_facts(figures: Figures) -> list[tuple[str, str]]:
    """How much there is of everything, and how much room."""
    said = QLocale()
    rows = [
        (translate("Settings", _ROWS[name]), said.toString(count)) for name, count in figures.rows.items()
    ]
    files = [(name, size_words(size)) for name, size in figures.file_bytes.items()]
    free = (translate("Settings", "Free on this disk"), size_words(figures.free_bytes))
    return [*rows, *files, free]


def check_words(checked: IntegrityCheck | None, now: int) -> str:
    """What the last look through the files came to."""
    if checked is None:
        return translate("Settings", "The files were never looked through.")
    found = translate("Settings", _FOUND[checked.found]).format(file=checked.file)
    return translate("Settings", "Checked {ago}: {found}.").format(
        ago=ago_words(now - checked.at), found=found
    )
