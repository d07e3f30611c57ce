"""What Settings says."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QLocale

from desktop.devices.printers.chosen import PrintKind
from desktop.devices.scanner import (
    Article,
    Badge,
    Credit,
    Manifest,
    OrderNumber,
    Parcel,
    PickupCode,
    Piece,
    ReturnSlip,
    Scanned,
    Shelf,
    StagingBin,
    Tote,
    Unknown,
    Why,
)
from desktop.devices.scanner.history import Past
from desktop.screens.settings.state import Answer, Device, Heard, Part
from desktop.screens.settings.trial import Trial
from desktop.shell.amounts import local_time
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate
from desktop.shell.sentences import code_sentence
from desktop.shell.theme import Tone
from desktop.shell.widgets import PillLook

PARTS: Mapping[Part, tuple[str, str]] = {
    Part.PRINTERS: (
        QT_TRANSLATE_NOOP("Settings", "Printers"),
        QT_TRANSLATE_NOOP("Settings", "Labels and documents"),
    ),
    Part.TEMPLATES: (
        QT_TRANSLATE_NOOP("Settings", "Label templates"),
        QT_TRANSLATE_NOOP("Settings", "Change them, try them"),
    ),
    Part.WINDOW: (
        QT_TRANSLATE_NOOP("Settings", "Window"),
        QT_TRANSLATE_NOOP("Settings", "Language, look, size"),
    ),
    Part.SCANNER: (
        QT_TRANSLATE_NOOP("Settings", "Scanner"),
        QT_TRANSLATE_NOOP("Settings", "What it sends, what it means"),
    ),
    Part.PIN: (
        QT_TRANSLATE_NOOP("Settings", "My PIN"),
        QT_TRANSLATE_NOOP("Settings", "Change it, while connected"),
    ),
    Part.FIGURES: (
        QT_TRANSLATE_NOOP("Settings", "This workstation"),
        QT_TRANSLATE_NOOP("Settings", "Versions, ages, sizes"),
    ),
}
KINDS: Mapping[PrintKind, str] = {
    PrintKind.LABEL: QT_TRANSLATE_NOOP("Settings", "Labels of parcels, bins and badges"),
    PrintKind.PRICE: QT_TRANSLATE_NOOP("Settings", "Price and shelf labels"),
    PrintKind.RECEIPT: QT_TRANSLATE_NOOP("Settings", "Receipts of 80 mm"),
    PrintKind.DOCUMENT: QT_TRANSLATE_NOOP("Settings", "Documents"),
}
_ANSWERS: Mapping[Answer, tuple[Tone, str, str]] = {
    Answer.UNASKED: (Tone.NEUTRAL, "printer", QT_TRANSLATE_NOOP("Settings", "not asked")),
    Answer.ASKING: (Tone.INFO, "waiting", QT_TRANSLATE_NOOP("Settings", "asking")),
    Answer.READY: (Tone.OK, "check", QT_TRANSLATE_NOOP("Settings", "ready")),
    Answer.FAULT: (Tone.BAD, "alert", QT_TRANSLATE_NOOP("Settings", "does not print")),
}
_TESTS: Mapping[Trial, str] = {
    Trial.NONE: "",
    Trial.WAITING: QT_TRANSLATE_NOOP("Settings", "The test waits to be printed."),
    Trial.PRINTED: QT_TRANSLATE_NOOP("Settings", "The test was printed."),
    Trial.FAILED: QT_TRANSLATE_NOOP("Settings", "The test was not printed."),
}
LOOKS: Mapping[str, str] = {
    "light": QT_TRANSLATE_NOOP("Settings", "Light"),
    "dark": QT_TRANSLATE_NOOP("Settings", "Dark"),
    "system": QT_TRANSLATE_NOOP("Settings", "As the system"),
}
_WHYS: Mapping[Why, str] = {
    Why.EMPTY: QT_TRANSLATE_NOOP("Settings", "Nothing stands in it."),
    Why.TOO_LONG: QT_TRANSLATE_NOOP("Settings", "It is longer than any code of ours."),
    Why.BAD_CHECK_DIGIT: QT_TRANSLATE_NOOP("Settings", "Its check digit is wrong: it was not read whole."),
    Why.BAD_PARCEL_LABEL: QT_TRANSLATE_NOOP("Settings", "A parcel label of ours that was not read whole."),
    Why.BAD_ELEMENT_STRING: QT_TRANSLATE_NOOP("Settings", "GS1 data that was not read whole."),
    Why.NO_ARTICLE: QT_TRANSLATE_NOOP("Settings", "Good GS1 data, of neither an article nor a parcel."),
    Why.NOT_OURS: QT_TRANSLATE_NOOP("Settings", "No code that we use."),
}
PAST_SHOWN = 30
_NAMED = {"\x1d": "GS", "\r": "Enter", "\t": "Tab", " ": "␣", "": ""}


def title_words(part: Part) -> str:
    """What a part is called, on its card as in the list beside."""
    title, _hint = PARTS[part]
    return translate("Settings", title)


def answer_look(device: Device) -> PillLook:
    """How a printer is, in a word, a shape and a colour."""
    tone, icon, words = _ANSWERS[device.answer]
    return PillLook(translate("Settings", words), tone, icon)


def device_words(device: Device) -> str:
    """How a printer is, in sentences; empty for nothing to say."""
    fault = code_sentence(device.code) if device.answer is Answer.FAULT and device.code else ""
    test = translate("Settings", _TESTS[device.test]) if device.test is not Trial.NONE else ""
    return " ".join(part for part in (fault, test) if part)


def characters(text: str) -> str:
    """A text character by character, each by itself, those that cannot be seen by their names."""
    return "  ".join(_NAMED.get(char, char if char.isprintable() else f"U+{ord(char):04X}") for char in text)


def heard_facts(heard: Heard) -> list[tuple[str, str]]:
    """How a scan came."""
    none = translate("Settings", "none")
    said = QLocale()
    gap = said.toString(heard.mean_gap_ms, "f", 1)
    speed = translate("Settings", "{gap} ms from key to key, {whole} ms in all")
    is_same = heard.text == heard.typed
    same = translate("Settings", "the same")
    return [
        (translate("Settings", "Characters"), said.toString(len(heard.text))),
        (translate("Settings", "Prefix"), characters(heard.prefix) or none),
        (translate("Settings", "Ended by"), _end_words(heard.end) or none),
        (translate("Settings", "Speed"), speed.format(gap=gap, whole=said.toString(heard.duration_ms))),
        (translate("Settings", "As this keyboard types it"), same if is_same else characters(heard.typed)),
        *((f"({one.identifier}) {one.title}", one.value) for one in heard.elements),
    ]


def past_facts(past: tuple[Past, ...], timezone: str) -> list[tuple[str, str]]:
    """The last scans: the store's time, and what each meant."""
    return [
        (
            f"{local_time(one.at, timezone):%H:%M:%S}",
            f"{_past_words(one.meaning)} {_sent_words(one)}".strip(),
        )
        for one in past[:PAST_SHOWN]
    ]


def _past_words(meaning: Scanned) -> str:
    """What a scan meant; a badge that was scanned in earnest led to the sign-in."""
    if isinstance(meaning, Badge):
        return translate("Settings", "A staff badge: the PIN was asked for.")
    return meaning_words(meaning)


def _sent_words(past: Past) -> str:
    """What was sent, of what meant nothing: what it meant says the rest."""
    return characters(past.text) if isinstance(past.meaning, Unknown) else ""


def _end_words(end: str) -> str:
    return translate("Settings", "Enter") if end == "\r" else _NAMED.get(end, end)


def meaning_words(meaning: Scanned) -> str:
    """What a scan means."""
    return _MEANINGS[type(meaning)](meaning)


def _article(found: Article) -> str:
    words = translate("Settings", "The article with the GTIN {0}.").format(found.gtin)
    lot = translate("Settings", "Lot {0}.").format(found.lot) if found.lot else ""
    return f"{words} {lot}".strip()


def _piece(found: Piece) -> str:
    words = translate("Settings", "One piece of the article with the GTIN {gtin}: serial number {serial}.")
    return words.format(gtin=found.gtin, serial=found.serial)


def _parcel(found: Parcel) -> str:
    words = translate("Settings", "The parcel with the SSCC {0}.").format(found.sscc)
    if found.number is None:
        return words
    ours = translate("Settings", "A label of ours: parcel {number} of {count}.")
    return f"{words} {ours.format(number=found.number, count=found.count)}"


def _unknown(found: Unknown) -> str:
    return translate("Settings", _WHYS[found.why])


_MEANINGS: Mapping[type, Callable[..., str]] = {
    Article: _article,
    Piece: _piece,
    Parcel: _parcel,
    StagingBin: lambda found: translate("Settings", "The bin {0}.").format(found.name),
    Shelf: lambda found: translate("Settings", "The place {0}.").format(
        " · ".join(part for part in (found.zone, found.aisle, found.shelf) if part)
    ),
    Badge: lambda _found: translate("Settings", "A staff badge. Nobody is signed in by this test."),
    PickupCode: lambda found: translate("Settings", "A customer’s pickup code: {0}.").format(found.code),
    OrderNumber: lambda found: translate("Settings", "The order {0}.").format(found.number),
    Tote: lambda found: translate("Settings", "The tote {0}.").format(found.number),
    ReturnSlip: lambda found: translate("Settings", "The return {0}.").format(found.number),
    Manifest: lambda found: translate("Settings", "The manifest {0}.").format(found.number),
    Credit: lambda found: translate("Settings", "The store credit {0}.").format(found.number),
    Unknown: _unknown,
}


def is_known(meaning: Scanned) -> bool:
    """Whether a scan means something here."""
    return not isinstance(meaning, Unknown)
