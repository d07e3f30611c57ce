"""Short worlds, each from one seed: whatever befalls workstations, what must be true is true."""

from __future__ import annotations

import random
import re
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from disks import DAMAGED_FILES, DAMAGES, damage_of
from plan import KILL_IN_BOOTSTRAP, OLDER_PROGRAM, STATION_TROUBLES, Deed, Plan, Trouble
from short_worlds import worlds_with
from station import QuickReplica
from troubles import COMMITS, SWAPS, TWO_VERSIONS, another_program
from world import happen

from sync.containment import raw_of
from sync.files import ReplicaFolder
from sync.replica import Replica

ALSO_STRIKES = {
    "disk_copied": ("fork_noticed",),
    "disk_put_back": ("fork_noticed",),
    "backup_restored": ("enrolled_anew",),
    "store_damaged": ("damage_noticed", "enrolled_anew"),
    "copy_damaged": (
        *(".db of the copy truncated", ".db of the copy flipped_in_front"),
        ".db-wal of the copy torn",
    ),
    OLDER_PROGRAM: (TWO_VERSIONS,),
}
"""What must have come of it at least once, too."""

ROOT = Path(__file__).resolve().parents[2]
NOT_IN_A_WORLD = {"approval_key", "core_url", "replica.made"}
"""Killed there in processes of their own."""

QUICK = ("synchronous", "busy_timeout")

pytestmark = pytest.mark.timeout(900)
# A world's time is its own: a slow machine is no failure.


@pytest.mark.parametrize("kind", dict.fromkeys((*STATION_TROUBLES, KILL_IN_BOOTSTRAP)))
def test_whatever_befalls_workstations_what_must_be_true_is_true(kind: str) -> None:
    also = ALSO_STRIKES.get(kind, ())
    struck = worlds_with(kind, also)

    assert all(struck[one] for one in (kind, *also)), struck


def test_a_world_waits_neither_for_the_platter_nor_for_whoever_holds_a_file(tmp_path: Path) -> None:
    """Ten seconds of a real clock for each lock would pass in no time of the world's."""
    replica = QuickReplica(ReplicaFolder(tmp_path), bytes(32), lambda _point: None)
    found = replica.read(
        lambda session: [raw_of(session).execute(f"PRAGMA {name}").fetchone()[0] for name in QUICK]
    )
    replica.close()
    for driver in (sqlite3, sqlcipher):
        with closing(another_program(driver, tmp_path / driver.__name__)) as other:
            found += other.execute("PRAGMA busy_timeout").fetchone()

    assert found == [0, 0, 0, 0]


def test_machines_are_killed_at_each_commit_that_the_sources_name() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "sync").glob("*.py"))
    named = set(re.findall(r'\.(?:writing|commit)\(\s*"([a-z._]+)"', sources))

    assert named == {*COMMITS, *SWAPS} | NOT_IN_A_WORLD


def test_store_and_log_are_damaged_in_each_way() -> None:
    wanted = {f"{name} {damage}" for name in DAMAGED_FILES for damage in DAMAGES}
    draws = {of_draw(draw): draw for draw in range(100)}
    struck: Counter[str] = Counter()
    for draw in draws.values():
        trouble = Trouble(at_s=1.5, what="store_damaged", station=0, lasts_s=1.0, draw=draw)
        works = tuple(Deed(at_s=0.2 * n, what="work", station=0, draw=n) for n in range(1, 5))
        struck += happen(Plan(seed=draw, stations=(0,), deeds=works, troubles=(trouble,))).struck

    assert draws.keys() == wanted
    assert {one for one in wanted if not struck[one]} == set()


def of_draw(draw: int) -> str:
    """Which file is damaged, and how, by a draw."""
    return " ".join(damage_of(random.Random(draw)))


def test_a_page_that_does_not_fit_its_seal_is_noticed_as_a_transaction_ends_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The cipher says there that there is no memory left: a fresh look at all pages tells what it was."""
    looks = Counter[bool]()
    is_sealed = Replica._is_sealed

    def counted(replica: Replica) -> bool:
        found = is_sealed(replica)
        looks[found] += 1
        return found

    monkeypatch.setattr(Replica, "_is_sealed", counted)
    # Where in its transactions a machine meets the page depends on all that it does: the first that does, of
    # several that did. Where none of them does any more, let this loop go through range(200), print each draw
    # after which `looks` holds False alone, and write down the first five.
    for draw in (8, 20, 43, 55, 58):
        damaged = Trouble(at_s=1.3, what="store_damaged", station=1, lasts_s=1.962, draw=draw)
        works = Deed(at_s=4.738, what="work", station=1, draw=148507776)
        history = happen(Plan(seed=6740, stations=(-1, 0), deeds=(works,), troubles=(damaged,)))
        if looks:
            break

    assert looks and not looks[True]
    assert history.struck["enrolled_anew"]


def test_a_damaged_page_that_only_who_is_asked_at_the_end_meets_is_helped_too() -> None:
    """The exchange and the screens of that day read none of it: the world ended there."""
    # As above: the first page that is met so, of range(400); here print the draws whose history tells of it.
    for draw in (74, 366, 373):
        damaged = Trouble(at_s=1.3, what="store_damaged", station=1, lasts_s=1.962, draw=draw)
        history = happen(Plan(seed=6740, stations=(-1, 0), deeds=(), troubles=(damaged,)))
        if "shows nobody what is asked: replica_damaged" in history.told():
            break

    assert "shows nobody what is asked: replica_damaged" in history.told()
    assert history.struck["damage_noticed"] and history.struck["enrolled_anew"]


def test_a_code_is_asked_for_again_where_another_program_holds_the_database_of_the_core() -> None:
    held_meanwhile = Plan(
        seed=336,
        stations=(0, 1),
        deeds=(),
        troubles=(
            Trouble(at_s=0.64, what="backup_restored", station=0, lasts_s=2.924, draw=1805428847),
            Trouble(at_s=3.857, what="long_transaction", station=1, lasts_s=3.863, draw=458612811),
        ),
    )

    assert happen(held_meanwhile).struck["enrolled_anew"]


def test_what_was_taken_in_exchange_stays_on_the_screen_while_no_price_is_known() -> None:
    """The copy of the network is lost before the core has heard, and the program ends as another comes."""
    copy_lost = Plan(
        seed=93000028,
        stations=(-1, -1, 1),
        deeds=(Deed(at_s=4.454, what="exchange", station=2, draw=2327463953),),
        troubles=(Trouble(at_s=4.557, what=KILL_IN_BOOTSTRAP, station=2, lasts_s=2.703, draw=1567274574),),
    )

    history = happen(copy_lost)

    assert history.struck[KILL_IN_BOOTSTRAP] and history.did["ProposeRefund"]
