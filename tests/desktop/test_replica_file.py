"""A replica's file that nothing can read is set aside, though another program has it open for a while."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from core.folder_lock import FolderLock
from core.rules.errors import Conflict
from desktop import replica_file
from desktop.replica_file import put_aside
from sync.ports import OsFiles, system_world


class HeldOnWindows(OsFiles):
    """Another program has the file open for so many tries."""

    def __init__(self, tries: int) -> None:
        self.tries = tries

    def replace(self, source: Path, target: Path) -> None:
        self.tries -= 1
        if self.tries >= 0:
            refusal = PermissionError(13, "The process cannot access the file")
            refusal.winerror = 32  # type: ignore[attr-defined]
            raise refusal
        super().replace(source, target)


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(replica_file, "BETWEEN_TRIES_S", 0.0)
    (tmp_path / "store.db").write_bytes(b"unreadable")
    return tmp_path


def aside(profile: Path, files: OsFiles) -> None:
    lock = FolderLock(profile / "lock")
    try:
        put_aside(profile, replace(system_world(), files=files), lock)
    finally:
        assert FolderLock(profile / "lock").take(), "the lock is let go of either way"


def test_it_is_tried_again_until_a_backup_has_ended(profile: Path) -> None:
    aside(profile, HeldOnWindows(3))
    assert not (profile / "store.db").exists()
    [kept] = profile.glob("set-aside-*/store.db")
    assert kept.read_bytes() == b"unreadable"


def test_what_stays_open_is_told_and_stays_where_it_is(profile: Path) -> None:
    with pytest.raises(Conflict, match="replica_busy"):
        aside(profile, HeldOnWindows(replica_file.TRIES))
    assert (profile / "store.db").read_bytes() == b"unreadable"
