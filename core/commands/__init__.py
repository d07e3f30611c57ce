"""What a person does, as data, and one handler for each: run on the workstation at once and on the core with
authority. Handlers are deterministic; time, actor and identifiers come with the command."""

from core.commands.aggregates import aggregate_of, aggregates_of, fulfilment_aggregate
from core.commands.context import Actor, Context, Ledger, grants_of
from core.commands.definitions import (
    BY_NAME,
    ClaimFulfilment,
    CloseEmpty,
    Command,
    CountArticle,
    DispatchFulfilment,
    HandOver,
    LimitIntake,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    Proof,
    PutBack,
    RejectFulfilment,
    ReleaseFulfilment,
    ReopenFulfilment,
    SettleException,
    ShortLine,
    StageFulfilment,
    UndoPick,
    UndoShort,
    arguments_of,
    decode,
)
from core.commands.outcome import Outcome, OutcomeStatus
from core.commands.reading import read_command
from core.commands.runner import run, run_unguarded
from core.rules.exceptions import Resolution

__all__ = [
    "BY_NAME",
    "Actor",
    "ClaimFulfilment",
    "CloseEmpty",
    "Command",
    "Context",
    "CountArticle",
    "DispatchFulfilment",
    "HandOver",
    "Ledger",
    "LimitIntake",
    "Outcome",
    "OutcomeStatus",
    "PackFulfilment",
    "ParcelDraft",
    "PickLine",
    "Proof",
    "PutBack",
    "RejectFulfilment",
    "ReleaseFulfilment",
    "ReopenFulfilment",
    "Resolution",
    "SettleException",
    "ShortLine",
    "StageFulfilment",
    "UndoPick",
    "UndoShort",
    "aggregate_of",
    "aggregates_of",
    "arguments_of",
    "decode",
    "fulfilment_aggregate",
    "grants_of",
    "read_command",
    "run",
    "run_unguarded",
]
