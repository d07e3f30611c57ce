"""What to say about people at the workstation: signing in, PINs, and the keys that managers approve with."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.shell.saying import QT_TRANSLATE_NOOP

_REDO = QT_TRANSLATE_NOOP(
    "Sentences",
    "Headquarters did not take this approval key. Sign in again while connected: another is made.",
)

PEOPLE_REFUSALS: Mapping[str, str] = {
    "person_revoked": QT_TRANSLATE_NOOP("Sentences", "{name} does not work here any more."),
    "unknown_person": QT_TRANSLATE_NOOP("Sentences", "This person does not work here any more."),
    "unknown_staff": QT_TRANSLATE_NOOP("Sentences", "This person does not work here any more."),
    "verifier_expired": QT_TRANSLATE_NOOP(
        "Sentences", "{name}’s PIN must be confirmed by headquarters first. Connect, then try again."
    ),
    "too_many_tries": QT_TRANSLATE_NOOP("Sentences", "Too many wrong PINs. Wait {wait}, then try again."),
    "wrong_pin": QT_TRANSLATE_NOOP("Sentences", "This PIN is not right."),
    "unknown_badge": QT_TRANSLATE_NOOP("Sentences", "Nobody here has this badge."),
    "pin_not_digits": QT_TRANSLATE_NOOP("Sentences", "A PIN has {least} to {most} digits, and nothing else."),
    "pin_too_easy": QT_TRANSLATE_NOOP(
        "Sentences", "This PIN is too easily guessed: no digit repeated throughout, no digits in a row."
    ),
    "pin_unchanged": QT_TRANSLATE_NOOP("Sentences", "This is your current PIN. Choose another."),
    "pin_not_repeated": QT_TRANSLATE_NOOP("Sentences", "The two new PINs are not the same. Type them again."),
    "no_approval_key": QT_TRANSLATE_NOOP(
        "Sentences",
        "{name} cannot sign on this workstation yet: the key for it is made at a sign-in while connected.",
    ),
    "approval_key_shut": QT_TRANSLATE_NOOP(
        "Sentences", "This PIN does not open {name}’s key here. Sign in while connected: another is made."
    ),
    "approval_key_revoked": QT_TRANSLATE_NOOP(
        "Sentences", "{name}’s key of this workstation was revoked. Sign in while connected: another is made."
    ),
    "approval_key_reused": _REDO,
    "approval_key_unproven": _REDO,
}
