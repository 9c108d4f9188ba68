"""Whose word decides the language."""

from pathlib import Path

import pytest

from portal.language import language


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("SOHOA_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SOHOA_HOME", str(tmp_path))


def test_vietnamese_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    assert language(["stats"]) == "vi"
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert language(["stats"]) == "en"


def test_option_beats_variable_beats_home_beats_locale(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "sohoa.toml").write_text('lang = "en"\n')
    assert language(["stats"]) == "en"
    monkeypatch.setenv("SOHOA_LANG", "vi")
    assert language(["stats"]) == "vi"
    assert language(["stats", "--lang", "en"]) == language(["stats", "--lang=en"]) == "en"


def test_a_broken_settings_file_does_not_stop_the_help(tmp_path: Path) -> None:
    (tmp_path / "sohoa.toml").write_text("lang = [")
    assert language(["--help"]) == "vi"
