"""The set-up hands on what the machine says, and names what it cannot install."""

from __future__ import annotations

import sys

import pytest
import set_up
import system_libraries


def test_the_index_that_pip_is_told_of_is_handed_to_uv(monkeypatch: pytest.MonkeyPatch) -> None:
    said = ":env:.cert='/certificates.pem'\nglobal.index-url='http://mirror.invalid/simple'"
    monkeypatch.setattr(set_up, "_output", lambda command: said)
    for name in ("UV_INDEX_URL", "UV_DEFAULT_INDEX", "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)

    assert set_up._pip_settings_for_uv() == {
        "UV_DEFAULT_INDEX": "http://mirror.invalid/simple",
        "SSL_CERT_FILE": "/certificates.pem",
    }


def test_what_uv_was_told_itself_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(set_up, "_output", lambda command: "global.index-url='http://mirror.invalid/simple'")
    monkeypatch.setenv("UV_DEFAULT_INDEX", "http://own.invalid/simple")

    assert set_up._pip_settings_for_uv() == {}


def test_libraries_that_may_not_be_installed_are_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system_libraries, "_is_present", lambda name: name != "libxcb-cursor.so.0")
    monkeypatch.setattr(system_libraries, "_apt_get", lambda: None)
    monkeypatch.setattr(sys, "platform", "linux")

    assert not system_libraries.provide(system_libraries.GROUPS_TO_RUN)
    assert "apt-get install libxcb-cursor0" in capsys.readouterr().err


def test_nothing_is_named_where_nothing_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system_libraries, "_is_present", lambda name: True)

    assert system_libraries.provide(system_libraries.GROUPS)
    assert capsys.readouterr().err == ""
