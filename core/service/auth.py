"""Who calls: tokens as digests in the database, and what each opens.

A shop's token places orders and asks about stock, an administrator's does that and manages the core, a
device's exchanges one workstation's streams and commands.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import Any, Final

import msgspec
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler
from litestar.middleware.authentication import AbstractAuthenticationMiddleware, AuthenticationResult
from litestar.types import ASGIApp, Guard
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import ApiToken, Device
from core.orchestration import UnitOfWork
from core.ports import Randomness
from core.rules.errors import NotAuthentic

TOKEN_BYTES: Final = 32
NO_TOKEN_NEEDED: Final = "no_token_needed"
"""The option of a route that anybody may call."""


class Scope(StrEnum):
    """What a token opens."""

    SHOP = "shop"
    ADMIN = "admin"
    DEVICE = "device"


class Caller(msgspec.Struct, frozen=True):
    """Who sent a request.

    Attributes:
        id: the device's identifier; for others the token's digest.
        location_id: of a device.
        is_revoked: a revoked device may still tell what happened, and nothing else.
    """

    id: str
    name: str
    scope: Scope
    location_id: int = 0
    is_revoked: bool = False


FindCaller = Callable[[str], Awaitable[Caller]]
"""Tells whose a token is."""


def token_digest(token: str) -> str:
    """What is kept of a token: SHA-256 in hexadecimal. A token is random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token(randomness: Randomness) -> str:
    """A token that cannot be guessed."""
    return token_of(randomness.secret(TOKEN_BYTES))


def token_of(secret: bytes) -> str:
    """A secret as a token: text that a header can carry."""
    return base64.urlsafe_b64encode(secret).decode().rstrip("=")


def issue_token(unit: UnitOfWork, name: str, scope: Scope) -> str:
    """Make a shop's or an administrator's token. It is shown once: only its digest is kept."""
    token = new_token(unit.randomness)
    unit.session.add(
        ApiToken(token_digest=token_digest(token), name=name, scope=scope.value, created_at=unit.at)
    )
    return token


def find_caller(session: Session, token: str) -> Caller:
    """Whose token it is.

    Raises:
        NotAuthentic: `token_refused`.
    """
    digest = token_digest(token)
    device = session.execute(
        select(Device.id, Device.name, Device.location_id, Device.revoked_at).where(
            Device.token_digest == digest
        )
    ).one_or_none()
    if device is not None:
        return Caller(
            device.id, device.name, Scope.DEVICE, device.location_id, is_revoked=device.revoked_at is not None
        )
    known = session.get(ApiToken, digest)
    if known is None or known.is_revoked:
        raise NotAuthentic("token_refused")
    return Caller(known.token_digest, known.name, Scope(known.scope))


class TokenMiddleware(AbstractAuthenticationMiddleware):
    """Puts the `Caller` into the request, or refuses it."""

    def __init__(self, app: ASGIApp, find: FindCaller, **options: Any) -> None:
        super().__init__(app, exclude_from_auth_key=NO_TOKEN_NEEDED, **options)
        self._find = find

    async def authenticate_request(
        self, connection: ASGIConnection[Any, Any, Any, Any]
    ) -> AuthenticationResult:
        kind, _, token = connection.headers.get("authorization", "").partition(" ")
        if kind.lower() != "bearer" or not token.strip():
            raise NotAuthentic("token_missing")
        return AuthenticationResult(user=await self._find(token.strip()), auth=None)


def needs(*scopes: Scope, also_revoked: bool = False) -> Guard:
    """A guard: one of the scopes, and a device that is not revoked unless the route hears those too.

    Raises:
        NotAuthentic: `scope_missing`, `device_revoked`.
    """

    # Awaited, though it waits for nothing: Litestar would give a plain function to a thread each time.
    async def guard(connection: ASGIConnection[Any, Any, Any, Any], _handler: BaseRouteHandler) -> None:
        caller: Caller = connection.user
        if caller.scope not in scopes:
            raise NotAuthentic("scope_missing", needs=[scope.value for scope in scopes])
        if caller.is_revoked and not also_revoked:
            raise NotAuthentic("device_revoked")

    return guard


SHOPS = needs(Scope.SHOP, Scope.ADMIN)
"""Shops and administrators."""
ADMINS = needs(Scope.ADMIN)
DEVICES = needs(Scope.DEVICE)
SHOPS_AND_DEVICES = needs(Scope.SHOP, Scope.ADMIN, Scope.DEVICE)
EVERYBODY = needs(*Scope)
"""Whoever has a token."""
