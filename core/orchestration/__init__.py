"""What only the centre does: units of work, the ledger's fold, intake of commands, sourcing, reactions."""

from core.orchestration.database import make_engine, migrate
from core.orchestration.identity import initialise, renew_epoch
from core.orchestration.ledger import CoreLedger
from core.orchestration.unit import Core, UnitOfWork

__all__ = ["Core", "CoreLedger", "UnitOfWork", "initialise", "make_engine", "migrate", "renew_epoch"]
