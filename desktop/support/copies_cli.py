"""The commands `coulisse backup`, `coulisse restore` and `coulisse change-keys`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from PySide6.QtCore import QCoreApplication
from rich.console import Console

from core.rules.errors import BadInput, CoulisseError
from desktop import preferences
from desktop.places import replica_lock
from desktop.shell.language import language, spoken_on_the_command_line
from desktop.shell.saying import translate
from desktop.shell.sentences import sentence
from sync import system_world
from sync.backup import About, back_up, recovery_code, restore
from sync.faults import database_faults
from sync.files import ReplicaFolder
from sync.keys import KEYS_FOLDER, KeyStore, replica_key_name, usable_keys
from sync.rekeying import change_key


def run_backup(profile: Path, out: Path, wanted_language: str) -> int:
    """Write the backup and say the code that opens it; returns the exit code."""

    def work(folder: ReplicaFolder, keys: KeyStore, name: str) -> list[str]:
        world = system_world()
        about = back_up(folder, keys, name, world, out.absolute())
        return [
            translate("Copies", "{file}: {place}, actions not sent yet: {waiting}.").format(
                file=out, place=_place(about), waiting=about.waiting
            ),
            translate("Copies", "Recovery code: {code}").format(code=recovery_code(keys, name, world)),
            translate(
                "Copies",
                "Write it down and keep it away from this machine: without it nobody can read the file. "
                "It is the same for all backups of this workstation.",
            ),
        ]

    return _in_words(profile, wanted_language, work)


def run_restore(profile: Path, file: Path, code: str, wanted_language: str) -> int:
    """Put the backup back and say what comes next; returns the exit code."""

    def work(folder: ReplicaFolder, keys: KeyStore, name: str) -> list[str]:
        told = code or _asked_for(translate("Copies", "Recovery code: {code}").format(code=""))
        with _alone(profile):
            restored = restore(folder, keys, name, system_world(), file, told)
        said = [
            translate("Copies", "{place} is as it was; actions that wait to be sent: {waiting}.").format(
                place=_place(restored.about), waiting=restored.about.waiting
            )
        ]
        if restored.set_aside is not None:
            words = translate("Copies", "What was here is kept in {folder}.")
            said.append(words.format(folder=restored.set_aside))
        return [
            *said,
            translate(
                "Copies",
                "Start Coulisse and enrol this workstation with a new code: only then what waits is sent. If "
                "the old machine is gone, ask headquarters to retire it.",
            ),
        ]

    return _in_words(profile, wanted_language, work)


def _asked_for(what: str) -> str:
    """What a person types. Whoever interrupts it is not answered: the interrupt goes through.

    Raises:
        BadInput: `recovery_code_missing`, where the input ends.
    """
    typed = ""
    try:
        while not typed:
            typed = input(what).strip()
    except EOFError:
        typer.echo()
        raise BadInput("recovery_code_missing") from None
    return typed


def run_change_keys(profile: Path, wanted_language: str) -> int:
    """Encrypt the replica under a new key; returns the exit code."""

    def work(folder: ReplicaFolder, keys: KeyStore, name: str) -> list[str]:
        with _alone(profile):
            change_key(folder, keys, name, system_world())
        return [translate("Copies", "This workstation’s file has a new key.")]

    return _in_words(profile, wanted_language, work)


def _place(about: About) -> str:
    return about.location_name or translate("Copies", "a workstation that is not enrolled")


@contextmanager
def _alone(profile: Path) -> Iterator[None]:
    lock = replica_lock(profile)
    if not lock.take():
        raise CoulisseError("already_running")
    try:
        yield
    finally:
        lock.release()


def _in_words(
    profile: Path, wanted_language: str, work: Callable[[ReplicaFolder, KeyStore, str], list[str]]
) -> int:
    _application = QCoreApplication.instance() or QCoreApplication(sys.argv[:1])
    language.use(wanted_language or preferences.load(profile).language or spoken_on_the_command_line())
    console = Console(highlight=False, soft_wrap=True)
    try:
        with database_faults():
            keys = usable_keys(profile / KEYS_FOLDER)
            said = work(ReplicaFolder(profile), keys, replica_key_name(profile))
    except CoulisseError as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(sentence(error))
        return 1
    except OSError as error:
        # A folder that is not there, or not ours to write in: the system's own words name it.
        Console(stderr=True, highlight=False, soft_wrap=True).print(str(error))
        return 1
    for words in said:
        console.print(words)
    return 0
