"""Processes that start at once: forked from a server that has all imported, where the system can."""

from __future__ import annotations

from multiprocessing import get_all_start_methods, get_context
from multiprocessing.context import ForkServerContext, SpawnContext

_modules: list[str] = []
"""What has asked so far: Python has one such server, which imports what the last one that asked has named."""


def forked(module: str) -> ForkServerContext | SpawnContext:
    """Makes processes that run functions of a module.

    It is imported once, with those of all who have asked, before the first process starts.
    """
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    _modules.append(module)
    context = get_context("forkserver")
    context.set_forkserver_preload(["__main__", *_modules])
    return context
