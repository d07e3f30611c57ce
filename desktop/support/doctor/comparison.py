"""Doctor on the rows themselves: all of the replica's held against the core's, by what they add up to."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Awaitable, Sequence
from pathlib import Path

from core.rules.errors import CoulisseError
from core.wire import Manifest, RowHashes, decode_hashes
from desktop.shell.saying import translate
from desktop.shell.sentences import sentence
from desktop.support.doctor.finding import Finding, Verdict
from desktop.support.inspection import Identity, Inspection, Standing, be_there
from sync import CoreClient, shards
from sync.bootstrap import NETWORK
from sync.files import EMPTY_NETWORK_FILE
from sync.private_rows import differing
from sync.shards import Kept, Shard

MOST_FETCHED = 16
"""Shards whose rows are fetched to be counted."""
SHOWN_SHARDS = 8


def compare(look: Inspection, standing: Standing, identity: Identity, profile: Path) -> list[Finding]:
    """Compare the network's copy and the store's rows with the core; nothing where there is no core.

    Reads every row: seconds for a million.
    """
    if not identity.core_url:
        return []
    path = profile / (standing.network_file or EMPTY_NETWORK_FILE)
    here = look.private_sums()
    return asyncio.run(_compare(identity, path, here))


async def _compare(identity: Identity, path: Path, here: RowHashes) -> list[Finding]:
    client = CoreClient(identity.core_url, identity.token)
    try:
        return [
            await _or_unknown("network_rows", _network_title(), _network(client, identity, path)),
            await _or_unknown("store_rows", _store_title(), _store(client, here)),
        ]
    finally:
        await client.close()


async def _or_unknown(key: str, title: str, comparing: Awaitable[Finding]) -> Finding:
    try:
        return await comparing
    except CoulisseError as error:
        return Finding(key, Verdict.WARN, title, sentence(error), _later(), {"code": error.code})


async def _network(client: CoreClient, identity: Identity, path: Path) -> Finding:
    manifest = await client.manifest(identity.core_public_key)
    stream = manifest.streams[NETWORK]
    be_there(path)
    kept, at = shards.kept(path), shards.as_they_are(path)
    hashes = stream.hashes
    is_in_step = hashes is not None and _is_of(at, manifest, stream.version)
    if hashes is None or not is_in_step:
        return _own(at.differing(kept.sums), at.version, stream.version)
    wrong = at.differing(decode_hashes(await client.piece(hashes.piece)).sums)
    rows = Counter({one.table: 0 for one in wrong})
    for shard in wrong[:MOST_FETCHED]:
        answer = await client.shard(shard.table, shard.number)
        if answer.to_version == at.version:
            rows[shard.table] += shards.differing_rows(path, shard, shards.rows_then(answer, shard, []))
    return _found("network_rows", _network_title(), wrong, rows, at.version)


def _is_of(at: Kept, manifest: Manifest, version: int) -> bool:
    return (at.epoch, at.version) == (manifest.epoch, version)


def _own(wrong: Sequence[Shard], here: int, there: int) -> Finding:
    """The copy is of another version than the core can tell of: then it is held against itself."""
    if wrong:
        return _found("network_rows", _network_title(), wrong, Counter(), here)
    said = translate("Doctor", "Version {0} here, {1} at headquarters: not compared, and whole in itself.")
    data = {"version": here, "core_version": there, "differs": {}}
    return Finding("network_rows", Verdict.WARN, _network_title(), said.format(here, there), _later(), data)


async def _store(client: CoreClient, here: RowHashes) -> Finding:
    there = await client.private_hashes()
    if (here.epoch, here.version) != (there.epoch, there.version):
        said = translate("Doctor", "Version {0} here, {1} at headquarters: not compared.")
        data = {"version": here.version, "core_version": there.version, "differs": {}}
        said = said.format(here.version, there.version)
        return Finding("store_rows", Verdict.WARN, _store_title(), said, _later(), data)
    wrong = differing(here, there)
    rows = Counter(
        {shard.table: abs(here.rows.get(shard.table, 0) - there.rows.get(shard.table, 0)) for shard in wrong}
    )
    return _found("store_rows", _store_title(), wrong, rows, here.version)


def _found(key: str, title: str, wrong: Sequence[Shard], rows: Counter[str], version: int) -> Finding:
    by_table: dict[str, list[int]] = defaultdict(list)
    for shard in wrong:
        by_table[shard.table].append(shard.number)
    differs = {name: {"shards": numbers, "rows": rows[name]} for name, numbers in by_table.items()}
    data = {"version": version, "differs": differs}
    if not wrong:
        said = translate("Doctor", "All rows are those of headquarters, at version {0}.").format(version)
        return Finding(key, Verdict.OK, title, said, data=data)
    pattern = translate("Doctor", "{table}: shards {shards}, rows at least {rows}")
    parts = [
        pattern.format(table=name, shards=_listed(numbers), rows=max(rows[name], 1))
        for name, numbers in by_table.items()
    ]
    said = translate("Doctor", "Differs from headquarters: {0}.").format("; ".join(parts))
    advice = translate(
        "Doctor", "Open the desktop with a line to headquarters: the network is put right there."
    )
    if key == "store_rows":
        advice = translate(
            "Doctor",
            "Leave the desktop open with a line to headquarters: these rows are taken again within six hours,"
            " and unsent work stays. If they differ after that, send this to support.",
        )
    return Finding(key, Verdict.BAD, title, said, advice, data)


def _listed(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:SHOWN_SHARDS]))
    return f"{shown} … ({len(numbers)})" if len(numbers) > SHOWN_SHARDS else shown


def _network_title() -> str:
    return translate("Doctor", "Rows of the network")


def _store_title() -> str:
    return translate("Doctor", "Rows of this store")


def _later() -> str:
    return translate("Doctor", "Run doctor again while the desktop is connected.")
