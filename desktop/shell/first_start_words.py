"""What the first start says about what stands in the way."""

from __future__ import annotations

from core.rules.errors import BadInput, CoulisseError, Offline
from desktop.shell.first_start import CODE_CHARS, Asked
from desktop.shell.saying import translate
from desktop.shell.sentences import code_sentence, sentence
from desktop.shell.wording import cause_words
from sync import Cause, ConnectionKind, ConnectionState
from sync.keys import KeyPlace


def why_not(address: str, code: str) -> Asked | None:
    """What is missing before headquarters can be asked at all."""
    if not address:
        return Asked(address=translate("FirstStart", "Type the address of headquarters."))
    if len(code.replace("-", "")) < CODE_CHARS:
        words = translate("FirstStart", "A code has {0} letters and digits, in groups of four.")
        return Asked(code=words.format(CODE_CHARS))
    return None


def asked_again(error: CoulisseError) -> Asked:
    """What headquarters, or what is in its place, said to the address and the code."""
    if not isinstance(error, Offline | BadInput):
        return Asked(code=sentence(error))
    if error.data.get("cause") != Cause.NOT_THE_CORE:
        return Asked(address=sentence(error))
    words = translate(
        "FirstStart",
        "What answers at this address is not a Coulisse headquarters; perhaps it is the sign-in page of the "
        "shop’s Wi-Fi.",
    )
    return Asked(address=words)


def note(place: KeyPlace, *, is_again: bool, aside: str = "") -> str:
    """What is to be known about this machine: that work is kept on it, or was set aside; where the key of its
    data is."""
    kept = translate(
        "FirstStart",
        "What was done here and not sent yet is kept; it goes out once this workstation is enrolled again.",
    )
    old = translate(
        "FirstStart",
        "The file from before is in the folder {0} beside the new one, with what was not sent from it.",
    )
    said = (kept if is_again else "", old.format(aside) if aside else "", _key_note(place))
    return " ".join(part for part in said if part)


def _key_note(place: KeyPlace) -> str:
    if place is KeyPlace.KEYRING:
        return ""
    return translate(
        "FirstStart",
        "This machine’s keyring does not answer. The key of the data kept here is in a file that only this "
        "user can read.",
    )


def trouble_words(state: ConnectionState) -> str:
    """What keeps the rest from arriving now."""
    if state.fault:
        return code_sentence(state.fault)
    if state.kind is ConnectionKind.STARTING or state.is_answered:
        return ""
    words = translate("FirstStart", "{why} What has come is kept; the rest is fetched by itself.")
    return words.format(why=cause_words(state.cause))
