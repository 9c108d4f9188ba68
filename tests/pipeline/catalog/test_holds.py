"""What is to be held follows from the held dossiers and the papers filed in them."""

import pytest

from pipeline import holds
from pipeline.catalog.records import Placement
from pipeline.errors import BadRequest
from pipeline.model import Role
from pipeline.stores.folder import open_folder_store

NOW = 1_700_000_000.0
CASE, OTHER = "H60.05-240105-0001", "H60.05-240105-0002"


def file(catalog, letter: str, dossier: str) -> None:
    placement = Placement(dossier, Role.RESULT, "option")
    assert catalog.documents.place(letter * 16, placement, by="Lan", now=NOW)


def test_papers_of_a_held_dossier_are_to_be_held_also_those_filed_later(catalog, receive) -> None:
    for letter in "abc":
        receive(letter)
    file(catalog, "a", CASE)
    file(catalog, "c", OTHER)
    assert catalog.holds.begin(CASE, by="Hà", now=NOW)
    assert not catalog.holds.begin(CASE, by="Hà", now=NOW)
    assert catalog.holds.held() == {CASE}
    assert catalog.holds.to_hold() == [("a" * 64, "")]
    catalog.holds.told("a" * 64, on=True)
    catalog.holds.told("a" * 64, on=True)
    assert catalog.holds.to_hold() == []
    file(catalog, "b", CASE)
    assert catalog.holds.to_hold() == [("b" * 64, "")]


def test_a_released_original_stays_held_while_another_dossier_holds_it(catalog, receive) -> None:
    receive("a")
    for dossier in (CASE, OTHER):
        file(catalog, "a", dossier)
        catalog.holds.begin(dossier, by="Hà", now=NOW)
    catalog.holds.told("a" * 64, on=True)
    assert catalog.holds.end(CASE, by="Hà", now=NOW)
    assert not catalog.holds.end(CASE, by="Hà", now=NOW)
    assert catalog.holds.to_release() == []
    catalog.holds.end(OTHER, by="Hà", now=NOW)
    assert catalog.holds.to_release() == [("a" * 64, "")]
    catalog.holds.told("a" * 64, on=False)
    assert catalog.holds.to_release() == []


def test_the_history_of_each_paper_tells_of_the_hold(catalog, receive) -> None:
    receive("a")
    file(catalog, "a", CASE)
    catalog.holds.begin(CASE, by="Hà", now=NOW)
    catalog.holds.end(CASE, by="Hà", now=NOW + 1)
    told = [(one.by, one.event) for one in catalog.documents.history("a" * 16)]
    assert told[-2:] == [("Hà", "held"), ("Hà", "released")]


def test_a_store_that_cannot_hold_is_said_before_anything_is_written(
    catalog, receive, tmp_path
) -> None:
    receive("a")
    file(catalog, "a", CASE)
    store = open_folder_store(tmp_path / "store", tmp_path / "tmp")
    with pytest.raises(BadRequest) as said:
        holds.hold(catalog, store, CASE, by="Hà", now=NOW)
    assert said.value.code == "request.no_hold"
    with pytest.raises(BadRequest) as unknown:
        holds.hold(catalog, store, OTHER, by="Hà", now=NOW)
    assert unknown.value.code == "request.no_dossier"
    assert catalog.holds.to_hold() == []
