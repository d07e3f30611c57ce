"""What travels between the core and the workstations: pure functions over bytes; the core writes, sync reads.

Up go commands in signed envelopes; down come pieces named by a signed manifest, and the private tail. Nothing
here opens a file, a connection or a clock.
"""

from core.wire.chain import Place, place
from core.wire.envelope import (
    MAX_ARGUMENTS_BYTES,
    MAX_BATCH_BYTES,
    MAX_BATCH_ENVELOPES,
    MAX_BODY_BYTES,
    NOTHING_BEFORE,
    CommandsAnswer,
    Envelope,
    OutcomeRow,
    OutcomeStatus,
    SignedEnvelope,
    body_hash,
    decode_answer,
    decode_batch,
    encode_answer,
    encode_batch,
    fill_batch,
    open_envelope,
    read_own,
    seal,
)
from core.wire.frame import DamagedPiece
from core.wire.manifest import (
    MAX_MANIFEST_BYTES,
    Manifest,
    NeedsSnapshot,
    PieceRef,
    StreamManifest,
    cover,
    open_manifest,
    sign_manifest,
)
from core.wire.names import PieceName
from core.wire.pieces import (
    MAX_DELTA_RAW_BYTES,
    MAX_TAIL_RAW_BYTES,
    Delta,
    TableDelta,
    Tail,
    decode_delta,
    decode_tail,
    encode_delta,
    encode_tail,
    in_columns,
)
from core.wire.possession import check_enrolment, prove_enrolment
from core.wire.signing import PUBLIC_KEY_BYTES, SEED_BYTES, SIGNATURE_BYTES, SigningKey, verify
from core.wire.snapshot import pack_snapshot, unpack_snapshot
from core.wire.upcast import Arguments, UnknownCommand, Upcasters, pack_arguments, unpack_arguments

__all__ = [
    "MAX_ARGUMENTS_BYTES",
    "MAX_BATCH_BYTES",
    "MAX_BATCH_ENVELOPES",
    "MAX_BODY_BYTES",
    "MAX_DELTA_RAW_BYTES",
    "MAX_MANIFEST_BYTES",
    "MAX_TAIL_RAW_BYTES",
    "NOTHING_BEFORE",
    "PUBLIC_KEY_BYTES",
    "SEED_BYTES",
    "SIGNATURE_BYTES",
    "Arguments",
    "CommandsAnswer",
    "DamagedPiece",
    "Delta",
    "Envelope",
    "Manifest",
    "NeedsSnapshot",
    "OutcomeRow",
    "OutcomeStatus",
    "PieceName",
    "PieceRef",
    "Place",
    "SignedEnvelope",
    "SigningKey",
    "StreamManifest",
    "TableDelta",
    "Tail",
    "UnknownCommand",
    "Upcasters",
    "body_hash",
    "check_enrolment",
    "cover",
    "decode_answer",
    "decode_batch",
    "decode_delta",
    "decode_tail",
    "encode_answer",
    "encode_batch",
    "encode_delta",
    "encode_tail",
    "fill_batch",
    "in_columns",
    "open_envelope",
    "open_manifest",
    "pack_arguments",
    "pack_snapshot",
    "place",
    "prove_enrolment",
    "read_own",
    "seal",
    "sign_manifest",
    "unpack_arguments",
    "unpack_snapshot",
    "verify",
]
