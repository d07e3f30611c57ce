"""Doctor on the replica's key: whether it is there and where, never what it is."""

from __future__ import annotations

from pathlib import Path

from core.rules.errors import Damaged
from desktop.shell.saying import translate
from desktop.support.doctor.finding import Finding, Verdict
from sync.keys import KEY_BYTES, FileKeys, KeyringKeys, KeyStore, replica_key_name


class FoundKey:
    """The key, where it was found ("keyring", "file" or ""), and what is wrong with it (a code)."""

    def __init__(self, profile: Path) -> None:
        self.key: bytes | None = None
        self.place = ""
        self.code = ""
        name = replica_key_name(profile)
        places: list[tuple[str, KeyStore]] = [
            ("keyring", KeyringKeys()),
            ("file", FileKeys(profile / "keys")),
        ]
        for place, store in places:
            try:
                found = store.load(name)
            except Damaged as error:
                self.place, self.code = place, error.code
                return
            except Exception:
                # A keyring may fail in ways of its own (D-Bus, a locked collection): then it has nothing.
                continue
            if found is not None:
                self.place, self.key = place, found
                self.code = "" if len(found) == KEY_BYTES else "key_damaged"
                return


def key(found: FoundKey, *, has_replica: bool) -> Finding:
    """Where the key is."""
    title, data = translate("Doctor", "Key"), {"place": found.place, "code": found.code}
    if found.code:
        said = translate("Doctor", "What is kept as the key is not one.")
        advice = translate("Doctor", "Restore the key from the backup, or enrol this workstation again.")
        return Finding("key", Verdict.BAD, title, said, advice, data)
    if found.key is None:
        said = translate("Doctor", "There is no key on this machine.")
        if not has_replica:
            return Finding("key", Verdict.OK, title, said, data=data)
        advice = translate("Doctor", "Restore the key from the backup, or enrol this workstation again.")
        return Finding("key", Verdict.BAD, title, said, advice, data)
    if found.place == "keyring":
        return Finding("key", Verdict.OK, title, translate("Doctor", "In the system’s keyring."), data=data)
    said = translate("Doctor", "In a file that its owner alone reads: this machine’s keyring had no answer.")
    return Finding("key", Verdict.OK, title, said, data=data)
