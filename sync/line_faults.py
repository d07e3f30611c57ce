"""What stands between this machine and the core, told from what httpx says."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import httpx

from core.rules.errors import Offline
from sync.connection import Cause

# OpenSSL's verdicts on a certificate (openssl/x509_vfy.h, X509_V_ERR_*).
_NOT_NOW: Final = frozenset({9, 10})
_OF_ANOTHER: Final = frozenset({62, 63, 64})
_ASKS_FOR_A_NAME: Final = str(int(httpx.codes.PROXY_AUTHENTICATION_REQUIRED))


@contextmanager
def line_faults(*, is_behind_proxy: bool = False) -> Iterator[None]:
    """Raise `Offline` with its cause in place of what httpx says.

    Args:
        is_behind_proxy: the first machine that is asked is not the core but a proxy.
    """
    try:
        yield
    except (httpx.TimeoutException, TimeoutError) as error:
        raise Offline("offline", cause=Cause.TIMEOUT) from error
    except httpx.ProxyError as error:
        is_name_wanted = str(error).startswith(_ASKS_FOR_A_NAME)
        cause = Cause.PROXY_SIGN_IN if is_name_wanted else Cause.PROXY
        raise Offline("offline", cause=cause) from error
    except httpx.ConnectError as error:
        unreachable = Cause.PROXY if is_behind_proxy else Cause.UNREACHABLE
        raise Offline("offline", cause=_tls_cause(error) or unreachable) from error
    except (httpx.TransportError, httpx.StreamError, httpx.DecodingError) as error:
        raise Offline("offline", cause=_tls_cause(error) or Cause.CUT) from error


def _tls_cause(error: BaseException) -> Cause | None:
    """What was wrong with the secure connection; None if nothing was."""
    chain: BaseException | None = error
    while chain is not None:
        if isinstance(chain, ssl.SSLCertVerificationError):
            return _certificate_cause(chain.verify_code)
        if isinstance(chain, ssl.SSLError):
            return Cause.TLS
        chain = chain.__cause__ or chain.__context__
    return None


def _certificate_cause(verdict: int) -> Cause:
    if verdict in _NOT_NOW:
        return Cause.TLS_EXPIRED
    if verdict in _OF_ANOTHER:
        return Cause.TLS_OTHER_HOST
    return Cause.TLS_NOT_TRUSTED
