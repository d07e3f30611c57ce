"""The sounds of a scan: they never fail, whatever the machine has."""

import errno
import runpy
import stat
import wave
from array import array
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.devices.scanner.sounds import MOST_PLAYING, SOUNDS, Sounds, volume_in

PlayerMaker = Callable[[str, str], tuple[str, ...]]


class Beeps:
    """Counts the beeps.

    Attributes:
        count: how many there were.
    """

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> None:
        self.count += 1


@pytest.fixture
def player(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PlayerMaker:
    """Makes a player out of a line of shell; the machine is taken for a Linux one."""
    monkeypatch.setattr("desktop.devices.scanner.sounds.sys.platform", "linux")

    def make(name: str, line: str) -> tuple[str, ...]:
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\n{line}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return (str(path),)

    return make


@pytest.mark.parametrize("name", ["good", "bad", "twice", "ask"])
def test_the_files_are_what_the_script_writes(name: str, tmp_path: Path) -> None:
    script = runpy.run_path(str(SOUNDS / "make_sounds.py"))
    script["write_all"](tmp_path)
    assert (tmp_path / f"{name}.wav").read_bytes() == (SOUNDS / f"{name}.wav").read_bytes()


def test_good_is_shorter_than_bad_and_both_are_short() -> None:
    lengths_s = {}
    for name in ("good", "bad"):
        with wave.open(str(SOUNDS / f"{name}.wav")) as file:
            lengths_s[name] = file.getnframes() / file.getframerate()
    assert 0.05 < lengths_s["good"] < lengths_s["bad"] < 0.5


def test_the_player_gets_the_file(player: PlayerMaker, tmp_path: Path, qtbot: QtBot) -> None:
    beeps = Beeps()
    sounds = Sounds(players=(player("play", f'echo "$1" >> {tmp_path}/heard'),), beep=beeps)
    sounds.good()
    qtbot.waitUntil(lambda: not sounds._playing)
    sounds.bad()
    qtbot.waitUntil(lambda: not sounds._playing)
    heard = (tmp_path / "heard").read_text().split()
    assert [Path(path).name for path in heard] == ["good.wav", "bad.wav"]
    assert beeps.count == 0


def test_a_player_without_its_server_is_given_up_for_the_next(
    player: PlayerMaker, tmp_path: Path, qtbot: QtBot
) -> None:
    beeps = Beeps()
    players = (player("silent", "exit 1"), player("play", f'echo "$1" >> {tmp_path}/heard'))
    sounds = Sounds(players=players, beep=beeps)
    sounds.good()
    qtbot.waitUntil(lambda: beeps.count == 1)
    sounds.good()
    qtbot.waitUntil(lambda: (tmp_path / "heard").exists() and not sounds._playing)
    assert beeps.count == 1


def test_a_player_that_cannot_be_started_is_given_up(player: PlayerMaker, qtbot: QtBot) -> None:
    beeps = Beeps()
    broken = player("broken", "")
    Path(broken[0]).write_text("#!/no/such/interpreter\n")
    sounds = Sounds(players=(broken,), beep=beeps)
    sounds.good()
    qtbot.waitUntil(lambda: beeps.count == 1)
    sounds.good()
    assert beeps.count == 2


def test_with_no_player_at_all_it_beeps(player: PlayerMaker, qapp: object) -> None:
    beeps = Beeps()
    Sounds(players=(("no-such-player",),), beep=beeps).bad()
    assert beeps.count == 1


def test_switched_off_it_is_silent(player: PlayerMaker, qapp: object) -> None:
    beeps = Beeps()
    sounds = Sounds(players=(), beep=beeps)
    sounds.use(0)
    sounds.good()
    assert beeps.count == 0


def test_many_scans_start_few_players_and_the_end_stops_them(
    player: PlayerMaker, tmp_path: Path, qapp: object
) -> None:
    sounds = Sounds(players=(player("slow", "exec sleep 60"),), beep=Beeps())
    for _ in range(20):
        sounds.good()
    assert len(sounds._playing) == MOST_PLAYING
    sounds.stop()
    assert not sounds._playing


class FakeWinsound:
    """Windows's module, as far as it is used here."""

    SND_FILENAME, SND_ASYNC, SND_NODEFAULT = 0x20000, 1, 2

    def __init__(self, fails: bool) -> None:
        self.fails = fails
        self.played: list[tuple[str, int]] = []

    def PlaySound(self, path: str, flags: int) -> None:
        if self.fails:
            raise RuntimeError("Failed to play sound")
        self.played.append((Path(path).name, flags))


@pytest.mark.parametrize("fails", [False, True])
def test_windows_plays_by_itself_and_does_not_wait(
    fails: bool, monkeypatch: pytest.MonkeyPatch, qapp: object
) -> None:
    winsound, beeps = FakeWinsound(fails), Beeps()
    monkeypatch.setattr("desktop.devices.scanner.sounds.sys.platform", "win32")
    monkeypatch.setitem(__import__("sys").modules, "winsound", winsound)
    Sounds(players=(), beep=beeps).good()
    expected = ([], 1) if fails else ([("good.wav", 0x20003)], 0)
    assert (winsound.played, beeps.count) == expected


def test_every_kind_has_a_sound_of_its_own(player: PlayerMaker, tmp_path: Path, qtbot: QtBot) -> None:
    sounds = Sounds(players=(player("play", f'echo "$1" >> {tmp_path}/heard'),))
    for play in (sounds.good, sounds.bad, sounds.twice, sounds.ask):
        play()
        qtbot.waitUntil(lambda: not sounds._playing)
    assert [path.name for path in heard_in(tmp_path)] == ["good.wav", "bad.wav", "twice.wav", "ask.wav"]
    assert len({path.read_bytes() for path in heard_in(tmp_path)}) == 4


def test_a_softer_sound_is_the_same_one_with_smaller_samples(
    player: PlayerMaker, tmp_path: Path, qtbot: QtBot
) -> None:
    sounds = Sounds(players=(player("play", f'cp "$1" {tmp_path}/soft.wav; echo "$1" >> {tmp_path}/heard'),))
    sounds.use(25)
    sounds.good()
    qtbot.waitUntil(lambda: not sounds._playing)
    with wave.open(str(SOUNDS / "good.wav")) as loud, wave.open(str(tmp_path / "soft.wav")) as soft:
        assert loud.getparams() == soft.getparams()
        samples = [array("h", file.readframes(file.getnframes())) for file in (loud, soft)]
    assert max(samples[1]) == max(samples[0]) * 25 // 100
    sounds.stop()
    assert not heard_in(tmp_path)[0].exists(), "nothing is left behind"


def test_a_softer_sound_is_made_before_the_scan_and_the_loud_one_serves_where_there_is_no_room(
    player: PlayerMaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    sounds = Sounds(players=(player("play", f'echo "$1" >> {tmp_path}/heard'),))
    sounds.use(50)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("desktop.devices.scanner.sounds._soften", full)
    sounds.bad()
    qtbot.waitUntil(lambda: not sounds._playing)
    sounds.use(25)
    sounds.bad()
    qtbot.waitUntil(lambda: not sounds._playing)
    assert [path.name for path in heard_in(tmp_path)] == ["bad-50.wav", "bad.wav"]
    sounds.stop()


def heard_in(folder: Path) -> list[Path]:
    kept = folder / "heard"
    return [Path(line) for line in kept.read_text().splitlines()] if kept.exists() else []


@pytest.mark.parametrize(("kept", "percent"), [("", 100), ("25", 25), ("0", 0), ("31", 100), ("x", 100)])
def test_a_volume_is_read_as_it_was_kept(kept: str, percent: int) -> None:
    assert volume_in(kept) == percent
