"""A fresh desk for each test, and a counter at which officers ask."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from care.counter import Counter, fill
from care.desk import Desk
from servers.indices import fresh_prefix
from small_office import small_archive

from portal.cli import main


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with small_archive(tmp_path) as archive:
        yield Desk(*archive, tmp_path)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The home of an office with papers, to be copied, and their ids."""
    home = tmp_path_factory.mktemp("filled")
    with small_archive(home) as archive:
        return home, fill(Desk(*archive, home))


@pytest.fixture(params=["embedded", pytest.param("elasticsearch", marks=pytest.mark.servers)])
def counter(request, filled, tmp_path: Path, monkeypatch, capsys) -> Iterator[Counter]:
    home = shutil.copytree(filled[0], tmp_path / "home")

    def ask(*words: object, code: int = 0, units: str = "", clearance: int = 0) -> dict[str, Any]:
        monkeypatch.setenv("SOHOA_READER_UNITS", json.dumps([units] if units else []))
        monkeypatch.setenv("SOHOA_READER_CLEARANCE", str(clearance))
        capsys.readouterr()
        assert main(["--home", str(home), "--json", *map(str, words)]) == code
        answer = json.loads(capsys.readouterr().out)
        assert isinstance(answer, dict)
        return answer

    made = Counter(home, ask, filled[1])
    if request.param == "elasticsearch":
        made.server, made.prefix = request.getfixturevalue("elasticsearch"), fresh_prefix()
        made.settings = {"SOHOA_INDEX": f"elasticsearch+{made.server.url}/{made.prefix}"}
        monkeypatch.setenv("SOHOA_INDEX", made.settings["SOHOA_INDEX"])
        ask("reindex")
    yield made
    if made.server:
        made.server.forget(made.prefix)
