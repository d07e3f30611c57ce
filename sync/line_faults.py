"""What stands between this machine and the core, told from what httpx says."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from core.rules.errors import Offline
from sync.connection import Cause


@contextmanager
def line_faults() -> Iterator[None]:
    """Raise `Offline` with its cause in place of what httpx says."""
    try:
        yield
    except (httpx.TimeoutException, TimeoutError) as error:
        raise Offline("offline", cause=Cause.TIMEOUT) from error
    except httpx.ProxyError as error:
        raise Offline("offline", cause=Cause.PROXY) from error
    except httpx.ConnectError as error:
        cause = Cause.TLS if _is_tls(error) else Cause.UNREACHABLE
        raise Offline("offline", cause=cause) from error
    except (httpx.TransportError, httpx.StreamError, httpx.DecodingError) as error:
        raise Offline("offline", cause=Cause.CUT) from error


def _is_tls(error: BaseException) -> bool:
    chain: BaseException | None = error
    while chain is not None:
        if isinstance(chain, ssl.SSLError):
            return True
        chain = chain.__cause__ or chain.__context__
    return False
