"""The network as JSON lines, one kind a file."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np

from core.service.demo import DemoNetwork, orders, write
from core.service.records import KINDS


def test_what_is_written_reads_back_as_the_same_records(small_network: DemoNetwork, tmp_path: Path) -> None:
    day = orders(small_network, 10, np.random.default_rng(1))
    files = write(small_network, tmp_path / "demo", day)
    assert list(files) == [kind for kind in KINDS if kind in files]
    assert files.keys() == KINDS.keys() - {"permissions", "availability_rules", "arrivals", "quotas"}
    expected = {kind: list(records) for kind, records in small_network.kinds().items()} | {"orders": day}
    for kind, path in files.items():
        assert path == tmp_path / "demo" / f"{kind}.jsonl"
        assert msgspec.json.Decoder(KINDS[kind]).decode_lines(path.read_bytes()) == expected[kind]


def test_accents_are_written_as_they_are(small_network: DemoNetwork, tmp_path: Path) -> None:
    files = write(small_network, tmp_path)
    assert "Entrepôt Saint-Priest" in files["locations"].read_text(encoding="utf-8")
