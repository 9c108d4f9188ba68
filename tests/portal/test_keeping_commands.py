"""`sohoa backup`, `restore`, `move`: the same office elsewhere, by the command line."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

QUESTIONS = ("ngày", "quyết định", '"Ủy ban nhân dân"', "H60")


def answers(office: Any) -> list[list[tuple[str, str]]]:
    """What the office finds, for some questions."""
    found = [office.json("search", question, "--limit", "50") for question in QUESTIONS]
    return [[(hit["document"], hit["tier"]) for hit in one["hits"]] for one in found]


def corrected(own: Any) -> str:
    """A document that a person corrected: only the catalog knows of it."""
    document: str = own.report["documents"][0]["document"]
    own.office.json("review", document, "--set", "signer=Lê Thị Hường", "--by", "Lan")
    own.office.json(
        "reindex"
    )  # hits of one score come in the order in which the index heard of them
    return document


@pytest.mark.flows
@pytest.mark.ocr
def test_an_empty_home_becomes_the_same_office(own, tmp_path: Path, office_at: Callable) -> None:
    document, folder = corrected(own), tmp_path / "backup"
    done = own.office.json("backup", folder)
    assert done["files"] == done["new_files"] > 0 and done["bytes"] > 0 and done["damaged"] == []
    again = own.office.json("backup", folder)
    assert (again["files"], again["new_files"]) == (done["files"], 0)
    (tmp_path / "elsewhere").mkdir()
    other = office_at(tmp_path / "elsewhere")
    restored = other.json("restore", folder)
    assert (restored["files"], restored["bytes"]) == (done["files"], done["bytes"])
    assert other.json("verify") == own.office.json("verify")
    assert answers(other) == answers(own.office)
    assert other.json("show", document) == own.office.json("show", document)
    assert other.json("stats") == own.office.json("stats")
    refused = other.json("restore", folder, code=2)
    assert refused["error"]["code"] == "restore.not_empty"


@pytest.mark.flows
@pytest.mark.ocr
def test_an_office_moves_to_another_place(own, tmp_path: Path) -> None:
    corrected(own)
    before, home = answers(own.office), own.office.home
    store, catalog = f"file:{tmp_path}/new/store", f"sqlite:{tmp_path}/new/catalog.db"
    (tmp_path / "new").mkdir()
    done = own.office.json("move", "--store", store, "--catalog", catalog)
    assert done["settings"] == {"store": store, "catalog": catalog} and done["damaged"] == []
    (home / "sohoa.toml").write_text(f'store = "{store}"\ncatalog = "{catalog}"\n')
    shutil.move(home / "store", home / "store-before")
    found = own.office.json("verify")
    assert found["missing"] == found["changed"] == found["unindexed"] == found["stray"] == []
    assert answers(own.office) == before


def test_a_folder_without_backup_is_said(empty, tmp_path: Path) -> None:
    assert empty.json("restore", tmp_path, code=2)["error"]["code"] == "backup.none"
    assert not empty.home.exists()


@pytest.mark.slow
def test_doctor_tells_that_no_backup_was_made_lately(empty, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    empty.home.mkdir()
    (empty.home / "sohoa.toml").write_text(f'backup_folder = "{folder}"\n')

    def backup_check() -> dict[str, Any]:
        checks = {check["name"]: check for check in empty.json("doctor")["checks"]}
        return checks["backup"]

    assert not backup_check()["ok"] and "sohoa backup" in backup_check()["advice"]
    empty.json("backup", folder)
    assert backup_check()["ok"]
    told = json.loads((folder / "backup.json").read_text())
    (folder / "backup.json").write_text(json.dumps(told | {"made": told["made"] - 3 * 24 * 3600}))
    assert not backup_check()["ok"]


@pytest.mark.slow
def test_a_move_to_nowhere_is_said(empty) -> None:
    assert empty.json("move", code=2)["error"]["code"] == "move.nothing"
    told = empty.json("move", "--catalog", "postgresql://u:geheim@127.0.0.1:1/x", code=4)
    assert told["error"]["code"] == "catalog.unreachable" and "geheim" not in str(told)


@pytest.mark.servers
@pytest.mark.flows
@pytest.mark.ocr
def test_from_one_machine_to_servers_and_back(
    own, postgres, minio, tmp_path: Path, office_at: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Move to PostgreSQL and MinIO, back up from there, restore on one machine: nothing is lost on the way."""
    from servers.stores import address_of, fresh_bucket, open_at, root_of

    document = corrected(own)
    before, shown = answers(own.office), own.office.json("show", document)
    store, catalog = address_of(minio, fresh_bucket()), postgres.make_database("moved")
    open_at(store, root_of(minio), tmp_path)
    monkeypatch.setenv("SOHOA_STORE_ACCESS_KEY", minio.user)
    monkeypatch.setenv("SOHOA_STORE_SECRET_KEY", minio.password)
    monkeypatch.setenv("SOHOA_CATALOG_PASSWORD", postgres.password)
    done = own.office.json("move", "--store", store, "--catalog", catalog)
    assert postgres.password not in str(done) and done["settings"]["store"] == store
    home = own.office.home
    (home / "sohoa.toml").write_text(f'store = "{store}"\ncatalog = "{catalog}"\n')
    shutil.move(home / "store", home / "store-before")
    shutil.move(home / "catalog.db", home / "catalog-before.db")
    found = own.office.json("verify")
    assert found["missing"] == found["changed"] == found["hidden"] == found["unindexed"] == []
    assert answers(own.office) == before and own.office.json("show", document) == shown
    checks = {check["name"]: check for check in own.office.json("doctor")["checks"]}
    assert checks["catalog"]["found"].startswith("postgresql 1") and checks["catalog"]["ok"]
    own.office.json("backup", tmp_path / "backup")
    (tmp_path / "elsewhere").mkdir()
    other = office_at(tmp_path / "elsewhere")
    other.json("restore", tmp_path / "backup")
    assert answers(other) == before and other.json("show", document) == shown
    assert other.json("verify")["checked"] == found["checked"]
