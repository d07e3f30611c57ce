"""Of the people at a workstation: the keys that they approve with, their PINs, and those who leave."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated, Any

import msgspec
from litestar import Request, post
from litestar.params import JSONBody

from core.orchestration.people import leave, new_pin, register_key
from core.rules.errors import BadInput
from core.rules.pin import check_new
from core.rules.time import Instant
from core.service.auth import ADMINS, DEVICES, Caller
from core.service.exchange import TheCore
from core.service.import_people import pin_verifier
from core.service.pins import check_pin
from core.service.routes.parameters import Key, Word
from core.wire import check_approval_key

PinText = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
Base64Key = Annotated[str, msgspec.Meta(min_length=1, max_length=128)]


class KeyRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whose key, proven by their PIN, and its public half (Ed25519, base64).

    `proof` is the key's signature (base64) over the context `coulisse approval key 1`, a zero byte, and
    msgpack of `[device id, staff id, public key]`, the key as bytes.
    """

    staff_id: Word
    pin: PinText
    public_key: Base64Key
    proof: Base64Key


class KeyAnswer(msgspec.Struct, frozen=True):
    """What the key is called from now on."""

    id: str
    registered_at: Instant


class PinRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whose PIN, what it is, and what it shall be."""

    staff_id: Word
    pin: PinText
    new_pin: PinText


class PinAnswer(msgspec.Struct, frozen=True):
    """Whose PIN is changed. It reaches the person's workstations with the store's stream."""

    staff_id: str


class LeaveAnswer(msgspec.Struct, frozen=True):
    """Who does not work here any more."""

    staff_id: str


@post("/devices/approval-keys", guards=[DEVICES], status_code=200, sync_to_thread=True, tags=["devices"])
def post_approval_key(
    request: Request[Caller, Any, Any], core: TheCore, data: JSONBody[KeyRequest]
) -> KeyAnswer:
    """Take down the key that a person approves with on this device; the one before it is revoked.

    Problems: `unknown_staff`, `person_revoked`, `wrong_pin`, `too_many_tries`, `not_permitted`,
    `approval_key_unproven`, `approval_key_reused`.
    """
    caller, public_key = request.user, _bytes(data.public_key, "bad_public_key")
    check_approval_key(caller.id, data.staff_id, public_key, _bytes(data.proof, "approval_key_unproven"))
    check_pin(core, caller.location_id, data.staff_id, data.pin)
    row = core.transact(lambda unit: register_key(unit, caller.id, data.staff_id, public_key))
    return KeyAnswer(row.id, Instant(row.registered_at))


@post("/devices/pins", guards=[DEVICES], status_code=200, sync_to_thread=True, tags=["devices"])
def post_pin(request: Request[Caller, Any, Any], core: TheCore, data: JSONBody[PinRequest]) -> PinAnswer:
    """Change a person's PIN, which they show.

    Problems: `unknown_staff`, `person_revoked`, `wrong_pin`, `too_many_tries`, `pin_not_digits`,
    `pin_too_easy`, `pin_unchanged`.
    """
    check_pin(core, request.user.location_id, data.staff_id, data.pin)
    check_new(data.new_pin, data.pin)
    verifier = pin_verifier(data.new_pin)
    core.transact(lambda unit: new_pin(unit, data.staff_id, verifier))
    return PinAnswer(data.staff_id)


@post("/staff/{staff_id:str}/leave", guards=[ADMINS], status_code=200, sync_to_thread=True, tags=["staff"])
def post_leave(core: TheCore, staff_id: Key) -> LeaveAnswer:
    """Somebody does not work here any more: their store hears of it at once, and their keys are revoked.

    Problems: `unknown_staff`.
    """
    core.transact(lambda unit: leave(unit, staff_id))
    return LeaveAnswer(staff_id)


def _bytes(text: str, code: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadInput(code) from error
