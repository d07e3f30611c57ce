"""What routes get by name from the application: the core, and the parts of the exchange with workstations."""

from __future__ import annotations

from dataclasses import dataclass

from litestar.di import NamedDependency

from core.feed.publisher import Publisher
from core.orchestration import Core
from core.orchestration.command_decision import React
from core.orchestration.company import Company
from core.service.piece_reads import PieceReads
from core.service.pokes import PokeHub


@dataclass(frozen=True)
class Exchange:
    """The parts that commands and the feed need, besides the database.

    Attributes:
        react: what the centre does after a store's command.
        company: where what is often asked is done together.
        piece_reads: where pieces are read from.
    """

    core: Core
    publisher: Publisher
    hub: PokeHub
    react: React
    company: Company
    piece_reads: PieceReads


TheCore = NamedDependency[Core]
"""The type of a handler's parameter `core`."""
TheExchange = NamedDependency[Exchange]
"""The type of a handler's parameter `exchange`."""
