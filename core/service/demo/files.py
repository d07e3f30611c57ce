"""The demo network as files: JSON lines, one kind a file, as ``coulisse-core import`` reads them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from core.service.demo.network import DemoNetwork, Progress, silent
from core.service.order_records import OrderRecord

LINES_A_WRITE = 5_000
"""How many records are held as text at a time."""


def write(
    network: DemoNetwork, folder: Path, orders: Iterable[OrderRecord] = (), progress: Progress = silent
) -> dict[str, Path]:
    """Writes ``<kind>.jsonl`` for each kind into the folder, which is made, and returns the files by kind."""
    folder.mkdir(parents=True, exist_ok=True)
    kinds = network.kinds(progress) | {"orders": iter(orders)}
    return {kind: _write_lines(folder / f"{kind}.jsonl", records) for kind, records in kinds.items()}


def _write_lines(path: Path, records: Iterable[Any]) -> Path:
    encoder = msgspec.json.Encoder()
    rest = iter(records)
    with path.open("wb") as file:
        while batch := list(islice(rest, LINES_A_WRITE)):
            file.write(encoder.encode_lines(batch))
    return path
