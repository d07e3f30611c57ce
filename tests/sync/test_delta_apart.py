"""A large delta is applied by a process of its own; what it cannot do is done here."""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from msgspec.structs import replace
from sync_world import Pair

from core.model import Article
from core.orchestration import UnitOfWork
from core.rules.errors import Damaged
from core.wire import Delta, PieceRef, encode_delta
from desktop.core_process import desktop_command
from sync import delta_apart, network_copy
from sync.apart import Apart, EndedHere
from sync.ports import system_world

FAILS = (sys.executable, "-c", "raise SystemExit(3)")
IS_NOT_THERE = ("/nowhere/coulisse",)


def _apply(
    pair: Pair,
    delta: Delta,
    program: tuple[str, ...],
    rows: int = delta_apart.ROWS,
    apart: Apart | None = None,
) -> frozenset[str]:
    data = encode_delta(delta)
    piece = PieceRef(
        name="network/0/delta",
        from_version=delta.from_version,
        to_version=delta.to_version,
        size_bytes=len(data),
        raw_bytes=len(data),
        sha256="ab" * 32,
        rows=rows,
    )
    replica = pair.workstation.replica
    here, downloads = pair.names.store, replica.folder.downloads
    world = system_world(program=program)
    if apart is not None:
        world = replace(world, run_apart=apart.run)
    kinds = delta_apart.apply(world, replica.network_path, piece, data, pair.clock.now(), here, downloads)
    assert list(downloads.glob("*.delta")) == []
    return kinds


def _renamed(pair: Pair) -> Delta:
    def rename(unit: UnitOfWork) -> None:
        unit.session.get_one(Article, pair.names.scarf).name = "Foulard"

    version = network_copy.copy_state(pair.workstation.replica.network_path)[0]
    pair.at_core(rename)
    return pair.delta(version)


def _name(pair: Pair) -> str:
    return pair.workstation.read(lambda reader: reader.session.get_one(Article, pair.names.scarf).name)


def test_the_program_s_own_command_applies_it(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    delta = _renamed(pair)
    monkeypatch.delattr(network_copy, "apply_delta")

    kinds = _apply(pair, delta, tuple(desktop_command()))

    assert "article" in kinds
    assert _name(pair) == "Foulard"


@pytest.mark.parametrize("program", [FAILS, IS_NOT_THERE, ()])
def test_without_a_process_that_can_it_is_applied_here(pair: Pair, program: tuple[str, ...]) -> None:
    assert _apply(pair, _renamed(pair), program) == {"article"}
    assert _name(pair) == "Foulard"


def test_when_the_program_ends_it_is_not_begun_here(pair: Pair, tmp_path: Path) -> None:
    delta, mark = _renamed(pair), tmp_path / "begun"
    script = f"import time; open({str(mark)!r}, 'w').close(); time.sleep(600)"
    apart = Apart((sys.executable, "-c", script))
    with ThreadPoolExecutor(1) as thread:
        applying = thread.submit(_apply, pair, delta, (), apart=apart)
        while not mark.exists():
            time.sleep(0.01)
        apart.end()
        with pytest.raises(EndedHere):
            applying.result(60)
    assert _name(pair) != "Foulard"


def test_a_small_one_is_applied_here(pair: Pair) -> None:
    assert _apply(pair, _renamed(pair), IS_NOT_THERE, rows=delta_apart.ROWS - 1) == {"article"}


def test_what_stands_in_its_way_is_told_here(pair: Pair) -> None:
    delta = pair.delta(0)
    gap = Delta(
        stream=delta.stream,
        epoch=delta.epoch,
        from_version=delta.to_version + 1,
        to_version=delta.to_version + 2,
        tables=[],
    )
    with pytest.raises(Damaged, match="delta_does_not_follow"):
        _apply(pair, gap, FAILS)
