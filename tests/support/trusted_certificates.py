"""Whom an HTTP client trusts is read once a process, not for each of its clients.

To read the file of the world's certificates takes 30 ms, and nearly every test of the service has two clients
or three, over plain HTTP. A client that is told whom to trust is left alone.
"""

from __future__ import annotations

import os
from functools import cache
from ssl import SSLContext
from typing import Any

import httpx
from httpx._transports import default


def share_trusted_certificates() -> None:
    """Give all clients that trust whom the machine trusts one context."""

    @cache
    def usual(_file: str | None, _folder: str | None, trust_env: bool) -> SSLContext:
        return httpx.create_ssl_context(trust_env=trust_env)

    def create(verify: Any = True, cert: Any = None, trust_env: bool = True) -> SSLContext:
        if verify is not True or cert is not None:
            return httpx.create_ssl_context(verify=verify, cert=cert, trust_env=trust_env)
        return usual(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"), trust_env)

    default.create_ssl_context = create  # type: ignore[attr-defined]
