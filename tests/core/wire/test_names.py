"""Piece names lead nowhere but to the piece."""

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.errors import BadInput
from core.wire import PieceName

streams = st.sampled_from(["network", "sales:idf", "store:12", "device:018bcfe5-6800-7000-8000-000000000000"])


@given(
    stream=streams,
    partition=st.integers(0, 999),
    epoch=st.from_regex(r"[a-z0-9]{1,32}", fullmatch=True),
    first=st.integers(0, 10**17),
    span=st.integers(0, 1000),
    mark=st.from_regex(r"[0-9a-f]{8,64}", fullmatch=True),
    what=st.sampled_from(["delta", "shard"]),
)
def test_a_name_says_what_it_was_made_of(
    stream: str, partition: int, epoch: str, first: int, span: int, mark: str, what: str
) -> None:
    name = PieceName(
        stream=stream,
        partition=partition,
        epoch=epoch,
        from_version=first,
        to_version=first + span,
        mark=mark,
        what=what,  # type: ignore[arg-type]
    )
    assert PieceName.parse(str(name)) == name
    for path in (PurePosixPath(str(name)), PureWindowsPath(str(name))):
        assert not path.is_absolute() and ".." not in path.parts and len(path.parts) == 3


def test_a_stream_of_one_store_is_written_without_a_colon() -> None:
    name = PieceName(
        stream="store:12", epoch="e1", from_version=0, to_version=9, mark="0badcafe", what="shard"
    )
    assert str(name) == "store.12/0/e1-0-9-0badcafe.shard"


@pytest.mark.parametrize(
    "name",
    [
        "",
        "network/0/e1-0-9-0badcafe",
        "network/0/e1-0-9-0badcafe.delta\n",
        "network/0/e1-0-9-0badcafe.exe",
        "../0/e1-0-9-0badcafe.delta",
        "/network/0/e1-0-9-0badcafe.delta",
        "network/../e1-0-9-0badcafe.delta",
        "network\\0\\e1-0-9-0badcafe.delta",
        "network/00/e1-0-9-0badcafe.delta",
        "network/0/e1-01-9-0badcafe.delta",
        "network/0/e1-0-9-0BADCAFE.delta",
        "network/0/e1-0-\u0669-0badcafe.delta",
        "store:12/0/e1-0-9-0badcafe.delta",
        "con/0/e1-0-9-0badcafe.delta",
        "network/0/" + "e" * 300 + "-0-9-0badcafe.delta",
    ],
)
def test_no_other_name_is_read(name: str) -> None:
    with pytest.raises(BadInput):
        PieceName.parse(name)


def test_a_name_that_would_not_be_read_is_not_written() -> None:
    with pytest.raises(BadInput):
        str(PieceName(stream="../x", epoch="e1", from_version=0, to_version=1, mark="0badcafe", what="delta"))
