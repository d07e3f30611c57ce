"""Workstations become devices of the core, and lease numbers."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated, Any

import msgspec
from litestar import Request, post
from litestar.params import JSONBody

from core.feed.settings import Setting, setting
from core.orchestration import UnitOfWork
from core.orchestration.enrolment import NewCode, code_digest, enrol, make_code
from core.orchestration.leasing import MAX_HELD_BLOCKS, HeldBlock, lease_block, note_held
from core.rules.errors import BadInput
from core.rules.time import Instant
from core.service.auth import ADMINS, DEVICES, NO_TOKEN_NEEDED, Caller, token_digest, token_of
from core.service.exchange import TheCore, TheExchange
from core.wire import check_enrolment

MAX_CODE_MINUTES = 7 * 24 * 60


class CodeRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """For which location, by its code, and for how long."""

    location: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    valid_minutes: Annotated[int, msgspec.Meta(ge=1, le=MAX_CODE_MINUTES)] = 24 * 60


class CodeAnswer(msgspec.Struct, frozen=True):
    """The code is shown once; it enrols one device before `expires_at`."""

    code: str
    location_id: int
    expires_at: Instant


class EnrolRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The code, the name that people will know the machine by, and its Ed25519 public key in base64.

    `proof` is the signature of that key (base64) over the context `coulisse enrolment 1`, a zero byte, and
    msgpack of `[code, name, public key]`, each as it stands here and the key as bytes.
    """

    code: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
    public_key: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    proof: Annotated[str, msgspec.Meta(max_length=128)] = ""


class EnrolAnswer(msgspec.Struct, frozen=True):
    """Who the device is now. The core keeps a digest of the token; its key (hex) verifies manifests."""

    device_id: str
    token: str
    location_id: int
    location_code: str
    location_name: str
    core_id: str
    core_public_key: str
    epoch: str


class BlockRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The kind of number: `sscc`, `return`, `credit`."""

    kind: Annotated[str, msgspec.Meta(min_length=1, max_length=64)] = "sscc"


class BlockAnswer(msgspec.Struct, frozen=True):
    """Numbers for this device alone, both ends included. They travel with the device's stream as well."""

    id: str
    kind: str
    prefix: str
    first: int
    last: int


class HeldRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The blocks that the device holds."""

    blocks: Annotated[list[HeldBlock], msgspec.Meta(max_length=MAX_HELD_BLOCKS)]


class HeldAnswer(msgspec.Struct, frozen=True):
    """How many of them the core had not known."""

    noted: int


@post("/devices/codes", guards=[ADMINS], sync_to_thread=True, tags=["devices"])
def post_code(core: TheCore, data: JSONBody[CodeRequest]) -> CodeAnswer:
    """Make a one-time code that enrols a workstation at a location."""
    made: NewCode = core.transact(lambda unit: make_code(unit, data.location, data.valid_minutes * 60_000))
    return CodeAnswer(made.code, made.location_id, made.expires_at)


@post("/devices/enrol", opt={NO_TOKEN_NEEDED: True}, security=[{}], sync_to_thread=True, tags=["devices"])
def post_enrolment(exchange: TheExchange, data: JSONBody[EnrolRequest]) -> EnrolAnswer:
    """Make a machine a device of the core, with a one-time code and a key that the machine made.

    The same code with the same key gets the same answer again, until the code expires or the device has sent
    its first command. Another key is refused, and so is one that the machine does not prove to have.
    """
    core = exchange.core
    public_key = _bytes(data.public_key, "bad_public_key")
    check_enrolment(data.code, data.name, public_key, _bytes(data.proof, "enrolment_unproven"))
    # Not drawn but told by code and key: a repeated request that arrives late takes nobody's token away.
    purpose = b"\0".join((b"device token", code_digest(data.code).encode(), public_key))
    token = token_of(exchange.publisher.secret_for(purpose))

    def work(unit: UnitOfWork) -> EnrolAnswer:
        device = enrol(unit, data.code, data.name, public_key, token_digest(token))
        return EnrolAnswer(
            device_id=device.id,
            token=token,
            location_id=device.location.id,
            location_code=device.location.code,
            location_name=device.location.name,
            core_id=setting(unit.session, Setting.CORE_ID),
            core_public_key=exchange.publisher.public_key.hex(),
            epoch=setting(unit.session, Setting.EPOCH),
        )

    return core.transact(work)


@post("/devices/blocks", guards=[DEVICES], sync_to_thread=True, tags=["devices"])
def post_block(
    request: Request[Caller, Any, Any], core: TheCore, data: JSONBody[BlockRequest]
) -> BlockAnswer:
    """Lease the next block of numbers; ask when less than a fifth of the last one is left."""
    device_id = request.user.id

    def work(unit: UnitOfWork) -> BlockAnswer:
        block = lease_block(unit, device_id, data.kind)
        return BlockAnswer(block.id, block.kind, block.prefix, block.first, block.last)

    return core.transact(work)


@post("/devices/blocks/held", guards=[DEVICES], status_code=200, sync_to_thread=True, tags=["devices"])
def post_held_blocks(
    request: Request[Caller, Any, Any], core: TheCore, data: JSONBody[HeldRequest]
) -> HeldAnswer:
    """Report the blocks that the device holds, after the core began a new epoch: a core that was put back to
    an older day may have forgotten them, and would lease their numbers again."""
    device_id = request.user.id
    return HeldAnswer(core.transact(lambda unit: note_held(unit, device_id, data.blocks)))


def _bytes(text: str, code: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadInput(code) from error
