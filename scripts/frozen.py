"""Check the frozen program where its user has it: away from the source, from this Python and its packages.

dist/coulisse is copied to a folder of its own and started offscreen with an environment that knows nothing of
this one: a demo core, the first steps of the tour, then `doctor` in both languages, then the desktop twice on
one replica. What they leave is read.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from failure import SetUpFailed, run, say

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "dist" / "coulisse"
SUFFIX = ".exe" if sys.platform == "win32" else ""
STEPS = 15
"""Of the tour: enrolled (migrations, the cipher), signed in (argon2), an order picked, packed, labelled."""
NEEDED = {"program", "key", "replica", "ages", "outbox", "integrity"}
"""What doctor must find well."""
TIMEOUT_S = 300
MEGABYTE = 1_000_000
_KEPT_VARIABLES = ("SYSTEMROOT", "WINDIR", "COMSPEC", "PATHEXT")
"""Without these Windows starts nothing."""


class Frozen:
    """The program in a folder of its own, with a home of its own."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.home.mkdir()
        self._program = folder / "program"
        shutil.copytree(BUILT, self._program, symlinks=True)

    def run(self, name: str, *words: str) -> str:
        """Run one of the two commands; returns what it says on its standard output.

        Raises:
            SetUpFailed: it ended with another exit code than 0, or not in time.
        """
        return self.run_whole(name, *words).stdout

    def run_whole(self, name: str, *words: str) -> subprocess.CompletedProcess[str]:
        """The same, with all that it says."""
        try:
            done = subprocess.run(
                [str(self._program / f"{name}{SUFFIX}"), *words],
                cwd=self.home,
                env=self._environment(),
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=TIMEOUT_S,
                check=False,
            )
        except subprocess.TimeoutExpired as late:
            raise SetUpFailed(
                f"{name} {words[0]} had not ended after {TIMEOUT_S} s. Where the machine is busy, "
                "`make frozen` checks again what was built."
            ) from late
        if done.returncode:
            said = (done.stdout + done.stderr)[-2_000:]
            raise SetUpFailed(f"{name} {words[0]} ended with {done.returncode}:\n{said}")
        return done

    @contextmanager
    def started(self, name: str, *words: str) -> Iterator[subprocess.Popen[bytes]]:
        """One of the two commands while it runs; it is ended afterwards."""
        process = subprocess.Popen(
            [str(self._program / f"{name}{SUFFIX}"), *words],
            cwd=self.home,
            env=self._environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(TIMEOUT_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _environment(self) -> dict[str, str]:
        home = str(self.home)
        system = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
        path = os.environ.get("SYSTEMROOT", "C:\\Windows") if os.name == "nt" else "/usr/bin:/bin"
        homes = dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "TEMP", "TMPDIR"), home)
        return {**system, **homes, "PATH": path, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}


def check() -> None:
    """Run everything and read what it leaves.

    Raises:
        SetUpFailed: something is missing in the frozen program.
    """
    with tempfile.TemporaryDirectory(prefix="coulisse-frozen-") as place:
        folder = Path(place)
        frozen = Frozen(folder)
        began = time.monotonic()
        frozen.run("coulisse", "--help")
        start_s = time.monotonic() - began
        day, out = folder / "day", folder / "tour"
        size = ("--stores=12", "--articles=2000", "--orders=60")
        frozen.run("coulisse-core", "demo", f"--data={day / 'core'}", *size)
        frozen.run(
            "coulisse", "tour-day", str(day), "--out", str(out), "--language", "fr", "--steps", str(STEPS)
        )
        _read_tour(json.loads((day / "day.json").read_text(encoding="utf-8")), out)
        profile = str(day / "profile")
        told = frozen.run("coulisse", "doctor", "--profile", profile, "--json")
        _read_doctor(json.loads(told))
        if "Intégrité" not in frozen.run("coulisse", "doctor", "--profile", profile, "--language", "fr"):
            raise SetUpFailed("The frozen program speaks no French: its translations are missing.")
        _start_twice(frozen, profile)
    size_mb = (
        sum(path.stat().st_size for path in BUILT.rglob("*") if path.is_file() and not path.is_symlink())
        / MEGABYTE
    )
    say(f"The frozen program works by itself: {size_mb:.0f} MB, starts in {start_s:.1f} s")


def _read_tour(report: dict[str, Any], out: Path) -> None:
    steps = report["steps"]
    failed = [step["error"] for step in steps if step["error"]]
    if failed or len(steps) < STEPS:
        raise SetUpFailed(f"The tour did not hold: {len(steps)} steps, {failed}")
    differing = [check for step in steps for check in step["checks"] if check["screen"] != check["core"]]
    if differing:
        raise SetUpFailed(f"The screen and the core differ: {differing}")
    labels = [out / name for step in steps for name in step["labels"]]
    pictures = [out / step["picture"] for step in steps if step["picture"]]
    lacking = [path.name for path in (*labels, *pictures) if not path.stat().st_size]
    kinds = {path.suffix for path in labels}
    if lacking or not pictures or not {".pdf", ".zpl"} <= kinds:
        raise SetUpFailed(f"The tour left no whole label or picture: {sorted(kinds)}, {lacking}")


def _start_twice(frozen: Frozen, profile: str) -> None:
    """The second start asks the first for its window, says so and ends; the first goes on."""
    with frozen.started("coulisse", "--profile", profile) as first:
        end = time.monotonic() + TIMEOUT_S
        while not _is_open(json.loads(frozen.run("coulisse", "doctor", "--profile", profile, "--json"))):
            if first.poll() is not None or time.monotonic() > end:
                raise SetUpFailed("The frozen desktop did not open its replica.")
        second = frozen.run_whole("coulisse", "--profile", profile, "--language", "en")
        said = second.stdout + second.stderr
        if "open already" not in said or first.poll() is not None:
            raise SetUpFailed(f"A second start did not bring the first window to the front: {said}")


def _is_open(examination: dict[str, Any]) -> bool:
    return any(finding["data"].get("is_open") for finding in examination["findings"])


def _read_doctor(examination: dict[str, Any]) -> None:
    verdicts = {finding["key"]: finding["verdict"] for finding in examination["findings"]}
    ill = {key: verdicts.get(key, "not told") for key in NEEDED if verdicts.get(key) != "ok"}
    if ill or "bad" in verdicts.values():
        raise SetUpFailed(f"doctor finds: {ill or verdicts}")


def main() -> int:
    """Check, and say what is missing; returns the exit code."""
    return run(check, "The frozen program does not work by itself: ")


if __name__ == "__main__":
    sys.exit(main())
