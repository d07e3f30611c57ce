"""Where the key is kept, and that it is found again."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from core.ports import SeededRandomness
from core.rules.errors import Damaged
from sync.keys import KEY_BYTES, FileKeys, KeyringKeys, fingerprint, load_or_make, usable_keys

CHANCE = SeededRandomness(5)


class Ring(KeyringBackend):
    """A keyring in memory, which can be locked."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.secrets: dict[tuple[str, str], str] = {}
        self.is_locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.is_locked:
            raise KeyringLocked
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.is_locked:
            raise KeyringLocked
        self.secrets[(service, username)] = password


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Ring:
    made = Ring()
    monkeypatch.setattr(keyring, "get_password", made.get_password)
    monkeypatch.setattr(keyring, "set_password", made.set_password)
    return made


def test_without_a_keyring_the_key_is_in_a_file_that_its_owner_alone_can_read(tmp_path: Path) -> None:
    made = load_or_make(usable_keys(tmp_path), "replica", CHANCE)

    path = tmp_path / "replica.key"
    assert len(made) == KEY_BYTES
    assert load_or_make(usable_keys(tmp_path), "replica", CHANCE) == made
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_others_could_read_is_replaced_by_one_that_they_cannot(tmp_path: Path) -> None:
    path = tmp_path / "replica.key"
    path.write_text("00" * KEY_BYTES)
    path.chmod(0o644)

    FileKeys(tmp_path).save("replica", bytes(KEY_BYTES))

    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(found.name for found in tmp_path.iterdir()) == ["replica.key"]


def test_with_a_keyring_no_file_is_written(tmp_path: Path, ring: Ring) -> None:
    made = load_or_make(usable_keys(tmp_path), "replica", CHANCE)

    assert KeyringKeys().load("replica") == made
    assert list(tmp_path.iterdir()) == []


def test_a_key_that_was_made_without_a_keyring_is_found_when_there_is_one(tmp_path: Path, ring: Ring) -> None:
    ring.is_locked = True
    made = load_or_make(usable_keys(tmp_path), "replica", CHANCE)
    ring.is_locked = False

    assert load_or_make(usable_keys(tmp_path), "replica", CHANCE) == made


def test_a_key_of_the_keyring_comes_before_one_that_was_made_while_it_was_locked(
    tmp_path: Path, ring: Ring
) -> None:
    made = load_or_make(usable_keys(tmp_path), "replica", CHANCE)
    ring.is_locked = True
    assert load_or_make(usable_keys(tmp_path), "replica", CHANCE) != made
    ring.is_locked = False

    assert load_or_make(usable_keys(tmp_path), "replica", CHANCE) == made


@pytest.mark.parametrize("text", ["", "zz", "00ff", "\xff\xfe"])
def test_what_is_not_a_key_is_never_replaced_by_a_new_one(tmp_path: Path, text: str) -> None:
    path = tmp_path / "replica.key"
    path.write_text(text, encoding="latin-1")

    with pytest.raises(Damaged) as damage:
        load_or_make(usable_keys(tmp_path), "replica", CHANCE)

    assert damage.value.code == "key_damaged"
    assert path.read_text(encoding="latin-1") == text


def test_a_fingerprint_tells_keys_apart() -> None:
    assert fingerprint(bytes(32)) != fingerprint(bytes([1]) * 32)
    assert len(fingerprint(bytes(32))) == 16


def test_what_is_no_key_makes_room_on_the_first_day_alone(tmp_path: Path, ring: Ring) -> None:
    ring.secrets[("coulisse", "replica")] = "somebody else's password"
    store = usable_keys(tmp_path)
    with pytest.raises(Damaged):
        load_or_make(store, "replica", CHANCE)
    made = load_or_make(store, "replica", CHANCE, is_first=True)
    assert load_or_make(store, "replica", CHANCE) == made


def test_a_key_in_a_file_is_found_behind_a_keyring_that_has_something_else(
    tmp_path: Path, ring: Ring
) -> None:
    ring.is_locked = True
    made = load_or_make(usable_keys(tmp_path), "replica", CHANCE)
    ring.is_locked = False
    ring.secrets[("coulisse", "replica")] = "somebody else's password"
    assert load_or_make(usable_keys(tmp_path), "replica", CHANCE) == made
