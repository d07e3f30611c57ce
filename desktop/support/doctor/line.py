"""Doctor on the line: it really asks the core, and tells apart what stands in the way."""

from __future__ import annotations

import asyncio
import socket
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from core.rules.errors import CoulisseError
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate
from desktop.shell.sentences import sentence
from desktop.shell.wording import unproven_words
from desktop.support.doctor.finding import Finding, Verdict
from desktop.support.inspection import Identity
from sync import Cause, CoreClient
from sync.figures import origin

_PORTS = {"http": 80, "https": 443}


def line(identity: Identity) -> Finding:
    """Ask the core for its manifest, as the desktop does."""
    title, data = translate("Doctor", "Line to headquarters"), {"core": origin(identity.core_url)}
    proxy = proxy_of(identity.core_url)
    data |= {"proxy": proxy, "cause": ""}
    if not identity.core_url:
        said = translate("Doctor", "This workstation is not enrolled yet.")
        advice = translate("Doctor", "Start the program and enrol this workstation with a code.")
        return Finding("line", Verdict.WARN, title, said, advice, data)
    try:
        is_fresh = asyncio.run(_ask(identity))
    except CoulisseError as error:
        return _fault(error, title, proxy, identity.core_url, data)
    if not is_fresh:
        advice = translate("Doctor", "Ask headquarters of which version its program is: work goes on.")
        return Finding("line", Verdict.WARN, title, unproven_words(), advice, data)
    said = translate("Doctor", "Headquarters ({0}) answers, and its signature is right.").format(data["core"])
    return Finding("line", Verdict.OK, title, said, data=data)


async def _ask(identity: Identity) -> bool:
    """Whether the core proves that it has answered now."""
    client = CoreClient(identity.core_url, identity.token)
    try:
        await client.manifest(identity.core_public_key)
        return client.is_fresh
    finally:
        await client.close()


def _fault(error: CoulisseError, title: str, proxy: str, url: str, data: dict[str, str]) -> Finding:
    cause = str(error.data.get("cause", error.code))
    said, advice, found = sentence(error), "", cause
    if cause == Cause.PROXY_SIGN_IN:
        advice = translate("Doctor", "The proxy {0} wants a name and a password: ask who runs it.").format(
            proxy
        )
    elif cause == Cause.PROXY or (cause in (Cause.UNREACHABLE, Cause.CUT, Cause.TIMEOUT) and proxy):
        found = "proxy"
        advice = translate(
            "Doctor", "The way goes through the proxy {0}. Check it, or take the core’s address out of it."
        ).format(proxy)
    elif cause == Cause.UNREACHABLE and not _has_address(url):
        found = "no_name"
        advice = translate("Doctor", "The name {0} is not found: check the network and its DNS.").format(
            urlsplit(url).hostname
        )
    elif cause in _ADVICE:
        advice = translate("Doctor", _ADVICE[cause])
    verdict = Verdict.BAD if cause in _LASTS else Verdict.WARN
    return Finding("line", verdict, title, said, advice, data | {"cause": found})


def _has_address(url: str) -> bool:
    parts = urlsplit(url)
    try:
        return bool(socket.getaddrinfo(parts.hostname, parts.port or _PORTS.get(parts.scheme, 443)))
    except OSError:
        return False


def proxy_of(url: str) -> str:
    """The proxy that this machine's settings put before an address; empty for none."""
    parts = urlsplit(url)
    if not parts.hostname or proxy_bypass(parts.hostname):
        return ""
    proxies = getproxies()
    return origin(proxies.get(parts.scheme) or proxies.get("all") or "")


_TLS = frozenset({Cause.TLS, Cause.TLS_EXPIRED, Cause.TLS_OTHER_HOST, Cause.TLS_NOT_TRUSTED})
_LASTS = frozenset({*_TLS, Cause.TOKEN_REFUSED, Cause.FORKED, "token_refused", "bad_core_url"})
"""What does not go away by waiting."""
_ADVICE = {
    Cause.UNREACHABLE: QT_TRANSLATE_NOOP(
        "Doctor", "Check the cable and the network; a firewall may be in the way."
    ),
    Cause.TIMEOUT: QT_TRANSLATE_NOOP(
        "Doctor", "The line is there and very slow: try again, then call the provider."
    ),
    Cause.CUT: QT_TRANSLATE_NOOP(
        "Doctor", "The line breaks while answers come: look at the Wi-Fi or the cable."
    ),
    Cause.TLS: QT_TRANSLATE_NOOP(
        "Doctor", "Ask whether the address is right, and whether the network changes encrypted traffic."
    ),
    Cause.TLS_EXPIRED: QT_TRANSLATE_NOOP(
        "Doctor", "Set this machine’s clock by the network; if it is right, headquarters must renew it."
    ),
    Cause.TLS_OTHER_HOST: QT_TRANSLATE_NOOP(
        "Doctor", "Check the address of headquarters and the network’s DNS; a sign-in page may be waiting."
    ),
    Cause.TLS_NOT_TRUSTED: QT_TRANSLATE_NOOP(
        "Doctor",
        "If your network opens encrypted traffic, its authority must be in this machine’s certificate store.",
    ),
    Cause.NOT_THE_CORE: QT_TRANSLATE_NOOP(
        "Doctor", "Open a web browser: a sign-in page of the Wi-Fi (captive portal) may be waiting there."
    ),
    Cause.OLD_ANSWER: QT_TRANSLATE_NOOP(
        "Doctor", "A cache on the way keeps what must not be kept: ask who runs the network or its proxy."
    ),
    Cause.SERVER_ERROR: QT_TRANSLATE_NOOP("Doctor", "Tell headquarters; nothing is to be done here."),
    Cause.BUSY: QT_TRANSLATE_NOOP(
        "Doctor", "Headquarters is busy: it takes this workstation’s turn by itself."
    ),
    "token_refused": QT_TRANSLATE_NOOP("Doctor", "Enrol this workstation again with a new code."),
}
