"""Processes that start at once: forked from a server that has all imported, where the system can."""

from __future__ import annotations

from multiprocessing import get_all_start_methods, get_context
from multiprocessing.context import ForkServerContext, SpawnContext


def forked(module: str) -> ForkServerContext | SpawnContext:
    """Makes processes that run functions of a module. The first that starts one has its module imported."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(["__main__", module])
    return context
