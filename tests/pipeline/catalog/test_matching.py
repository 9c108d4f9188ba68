"""Papers and the register, whichever comes first, on each kind of catalog; people's word stays."""

import datetime as dt
import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

import pytest
from servers.catalogs import Place
from sqlalchemy import text

from pipeline.catalog import Catalog
from pipeline.catalog.edits import Editor
from pipeline.catalog.matching import Refiled
from pipeline.catalog.records import Finding, Placement
from pipeline.find_place import find_place, refile
from pipeline.holder import this_process
from pipeline.mentions import Mentions
from pipeline.model import (
    CodeSighting,
    Dossier,
    Extraction,
    FieldState,
    FieldValue,
    Filing,
    Problem,
    Role,
)
from pipeline.name_keys import near_keys, person_key

NOW = 1_700_000_000.0
DOC = "a" * 16
DAY = dt.date(2024, 1, 5)
CODE = "H60.05-240105-0001"
OWN = Dossier(
    CODE,
    procedure_name="Trợ cấp xã hội hằng tháng",
    unit_name="Ủy ban nhân dân xã Tân Trào",
    applicant="Vừ Mí Mẫu",
    received=DAY,
    returned=DAY + dt.timedelta(10),
)
RIVAL = replace(OWN, code="H60.05-240108-0002", received=DAY + dt.timedelta(3))
Receive = Callable[[str], bool]


def value(name: str, said: str) -> FieldValue:
    return FieldValue(name, said, said, 0.9, FieldState.AUTO, 1, None, "don@1")


def application(
    name: str = "VỪ MÍ MẪU", *codes: CodeSighting, restricted: str | None = None
) -> Extraction:
    fields = (
        value("applicant", name),
        value("request", "hưởng trợ cấp xã hội hằng tháng"),
        value("addressee", "Ủy ban nhân dân xã Tân Trào"),
        value("written", DAY.isoformat()),
    )
    return Extraction(
        "don-de-nghi", "Đơn đề nghị", 0.98, "don@1", fields, (), codes, Role.APPLICATION, restricted
    )


def understand(catalog: Catalog, extraction: Extraction, document: str = DOC) -> None:
    """What `digitize` does once a paper is read."""
    claim = catalog.claims.take(document, holder=this_process(), now=NOW)
    assert claim is not None
    seen = tuple(f"{one.code} {one.confidence}" for one in extraction.dossier_codes)
    mentioned = Mentions(codes=seen)
    place = find_place(catalog, catalog.documents.get(document), extraction, mentioned)
    finding = Finding(
        type=extraction.type,
        type_name=extraction.type_name,
        type_confidence=0.98,
        form=extraction.form,
        fields=extraction.fields,
        problems=place.filed.problems,
        filings=place.filed.filings,
        restricted=extraction.restricted,
        seconds=1.0,
        mentions=mentioned.dump(),
        matched=place.version,
    )
    catalog.documents.record(claim, finding, now=NOW)


def again(catalog: Catalog) -> int:
    return refile(catalog, {"don-de-nghi": Role.APPLICATION}.get, now=NOW)


def filed(catalog: Catalog, document: str = DOC) -> tuple[tuple[Filing, ...], list[str]]:
    record = catalog.documents.get(document)
    return record.filings, [problem.code for problem in record.problems]


def test_a_paper_finds_its_dossier_in_the_register(catalog: Catalog, receive: Receive) -> None:
    receive("a")
    catalog.dossiers.bring_up_to_date([OWN])
    understand(catalog, application())
    (filing,), problems = filed(catalog)
    assert (filing.dossier, filing.filed_by, filing.role) == (CODE, "register", Role.APPLICATION)
    assert not filing.in_doubt and problems == [] and filing.confidence > 0.99
    assert filing.why == "name.same, person.applicant, procedure.same, day.close, unit.same"
    assert catalog.documents.get(DOC).why_review == ()


@pytest.mark.parametrize("name", ["Vừ Mí Mẫu", "vu mi mau", "VỪ MÍ MẪN", "Vừ MíMẫu", "Vừ Mí Mẫuu"])
def test_whoever_is_misread_by_a_letter_is_found(catalog: Catalog, name: str) -> None:
    catalog.dossiers.bring_up_to_date([OWN, replace(OWN, code=RIVAL.code, applicant="Lò A")])
    key = person_key(name)
    found = catalog.matching.candidates([key, *near_keys(key)], [])
    assert [one.code for one in found.dossiers] == [CODE] and found.version == 1


def test_the_register_may_come_after_the_papers(catalog: Catalog, receive: Receive) -> None:
    for letter in "ab":
        receive(letter)
    understand(catalog, application())
    assert filed(catalog) == ((), ["filing.unfiled"])
    assert again(catalog) == 0
    catalog.dossiers.bring_up_to_date([OWN])
    assert again(catalog) == 1 and again(catalog) == 0
    understand(catalog, application(), "b" * 16)
    late, early = filed(catalog), filed(catalog, "b" * 16)
    assert [replace(one, document="") for one in late[0]] == [
        replace(one, document="") for one in early[0]
    ]
    assert late[1] == early[1] == []
    assert catalog.documents.get(DOC).revision == 2
    assert catalog.documents.history(DOC)[-1].after == CODE


def test_a_rival_imported_later_brings_the_doubt_back(catalog: Catalog, receive: Receive) -> None:
    receive("a")
    catalog.dossiers.bring_up_to_date([OWN])
    understand(catalog, application())
    catalog.dossiers.bring_up_to_date([RIVAL])
    again(catalog)
    record = catalog.documents.get(DOC)
    assert [one.code for one in record.problems] in (["filing.by_register"], ["filing.candidates"])
    assert CODE in record.problems[0].detail and RIVAL.code in record.problems[0].detail
    assert "Mẫu" not in record.problems[0].detail
    assert record.why_review


def test_nothing_is_written_where_nothing_changes(catalog: Catalog, receive: Receive) -> None:
    receive("a")
    catalog.dossiers.bring_up_to_date([OWN])
    understand(catalog, application())
    catalog.dossiers.bring_up_to_date([replace(OWN, code="H60.05-190101-0009", applicant="Lò A")])
    before = catalog.documents.get(DOC)
    assert again(catalog) == 1 and catalog.documents.get(DOC) == before
    catalog.dossiers.bring_up_to_date([OWN])
    assert catalog.matching.pending() == []


def test_a_printed_code_that_the_register_learns_of_is_no_longer_in_doubt(
    catalog: Catalog, receive: Receive
) -> None:
    receive("a")
    understand(catalog, application("Lò Thị Mẫu", CodeSighting(CODE, "text", 0.9, 1)))
    assert filed(catalog)[1] == ["filing.unknown_dossier"]
    catalog.dossiers.bring_up_to_date([Dossier(CODE)])
    again(catalog)
    (filing,), problems = filed(catalog)
    assert (filing.filed_by, filing.in_doubt, filing.confidence) == ("text", False, 0.9)
    assert problems == []


def test_a_code_with_a_misread_digit_is_mended_by_the_register(
    catalog: Catalog, receive: Receive
) -> None:
    receive("a")
    misread = CodeSighting(CODE[:-1] + "7", "text", 0.9, 1)
    understand(catalog, application("VỪ MÍ MẪU", misread))
    catalog.dossiers.bring_up_to_date([OWN])
    again(catalog)
    (filing,), problems = filed(catalog)
    assert (filing.dossier, filing.filed_by, filing.in_doubt) == (CODE, "register", False)
    assert problems == []
    catalog.dossiers.bring_up_to_date([RIVAL])
    again(catalog)
    assert filed(catalog)[0][0].dossier == CODE


def test_print_that_names_a_neighbours_dossier_waits_for_a_person(
    catalog: Catalog, receive: Receive
) -> None:
    """A digit misread can name another dossier that there is; the register knows whose paper it is."""
    receive("a")
    other = replace(OWN, code=CODE[:-1] + "7", applicant="Lò Thị Mẫn")
    catalog.dossiers.bring_up_to_date([OWN, other])
    understand(catalog, application("VỪ MÍ MẪU", CodeSighting(other.code, "text", 0.95, 1)))
    (filing,), problems = filed(catalog)
    assert filing.in_doubt and problems == ["filing.disagree"]
    assert CODE in catalog.documents.get(DOC).problems[0].detail


def edits(catalog: Catalog) -> dict[str, Callable[[Editor], None]]:
    return {
        "filed": lambda editor: catalog.edits.file(DOC, RIVAL.code, Role.RESULT, editor),
        "accepted": lambda editor: catalog.edits.accept(DOC, editor),
        "withdrawn": lambda editor: catalog.edits.withdraw(DOC, "trùng", editor),
    }


@pytest.mark.parametrize("act", ["filed", "accepted", "withdrawn"])
def test_what_a_person_said_is_never_overwritten(
    catalog: Catalog, receive: Receive, act: str
) -> None:
    receive("a")
    understand(catalog, application())
    edits(catalog)[act](Editor("Lan", NOW, catalog.documents.get(DOC).revision))
    before = catalog.documents.get(DOC)
    catalog.dossiers.bring_up_to_date([OWN])
    again(catalog)
    assert catalog.documents.get(DOC) == before


def test_a_person_who_changes_the_paper_meanwhile_wins(catalog: Catalog, receive: Receive) -> None:
    receive("a")
    understand(catalog, application())
    seen = catalog.documents.get(DOC)
    catalog.edits.file(DOC, RIVAL.code, Role.RESULT, Editor("Lan", NOW, seen.revision))
    guess = Filing(DOC, CODE, Role.RESULT, "register", 0.99, False)
    assert not catalog.matching.settle(seen, Refiled((guess,), (), 1), now=NOW)
    assert [one.dossier for one in catalog.documents.get(DOC).filings] == [RIVAL.code]


def test_a_corrected_name_is_asked_for_again(catalog: Catalog, receive: Receive) -> None:
    receive("a")
    catalog.dossiers.bring_up_to_date([OWN])
    understand(catalog, application("Vữ Ml Nẫu"))
    assert filed(catalog)[0] == ()
    editor = Editor("Lan", NOW, catalog.documents.get(DOC).revision)
    catalog.edits.set_field(DOC, "applicant", "Vừ Mí Mẫu", editor)
    assert again(catalog) == 1
    assert [one.dossier for one in filed(catalog)[0]] == [CODE]


def test_what_a_clerk_says_later_takes_the_place_of_the_registers_word(
    catalog: Catalog, receive: Receive
) -> None:
    receive("a")
    catalog.dossiers.bring_up_to_date([OWN])
    understand(catalog, application())
    catalog.documents.place(DOC, Placement(RIVAL.code, None, "option"), by="Lan", now=NOW)
    assert again(catalog) == 1 and again(catalog) == 0
    assert [one.filed_by for one in filed(catalog)[0]] == ["option"]


def test_restricted_papers_are_not_matched(catalog: Catalog, receive: Receive) -> None:
    receive("a")
    understand(catalog, application(restricted="MẬT"))
    catalog.dossiers.bring_up_to_date([OWN])
    assert again(catalog) == 0 and filed(catalog)[0] == ()


def test_stopped_half_way_the_rest_is_matched_by_the_next(
    catalog: Catalog, receive: Receive
) -> None:
    for letter in "abc":
        receive(letter)
        understand(catalog, application(), letter * 16)
    catalog.dossiers.bring_up_to_date([OWN])

    class Stopped(Exception):
        """As if the process had been killed."""

    def once(kind: str) -> Role:
        if filed(catalog)[0]:
            raise Stopped(kind)
        return Role.APPLICATION

    with pytest.raises(Stopped):
        refile(catalog, once, now=NOW)
    assert len(catalog.matching.pending()) == 2
    assert again(catalog) == 2
    assert all(filed(catalog, letter * 16)[0] for letter in "abc")


def test_reading_on_while_a_register_is_imported_loses_nothing(
    catalog: Catalog, receive: Receive
) -> None:
    """The register was asked before the import, the paper recorded after it."""
    receive("a")
    claim = catalog.claims.take(DOC, holder=this_process(), now=NOW)
    assert claim is not None
    extraction = application()
    place = find_place(catalog, catalog.documents.get(DOC), extraction, Mentions())
    catalog.dossiers.bring_up_to_date([OWN])
    finding = Finding(
        "don-de-nghi", "Đơn đề nghị", 0.98, "don@1", extraction.fields,
        place.filed.problems, place.filed.filings, None, 1.0, matched=place.version,
    )  # fmt: skip
    catalog.documents.record(claim, finding, now=NOW)
    assert again(catalog) == 1
    assert [one.dossier for one in filed(catalog)[0]] == [CODE]


def test_many_papers_are_matched_in_one_go(catalog: Catalog, receive: Receive) -> None:
    letters = "0123456789abcdef"
    for letter in letters:
        receive(letter)
        understand(catalog, application(), letter * 16)
    catalog.dossiers.bring_up_to_date([OWN])
    assert again(catalog) == len(letters)
    assert len(catalog.dossiers.papers(CODE)) == len(letters)


def test_papers_of_a_catalog_from_before_are_matched(catalog: Catalog, receive: Receive) -> None:
    """As the migration leaves them: nothing mentioned, matched with version 0."""
    receive("a")
    understand(catalog, application("Vừ Mí Mẫu", CodeSighting(CODE, "text", 0.9, 1)))
    with catalog.database.writing() as connection:
        connection.execute(text("UPDATE documents SET mentions = NULL, matched = 0"))
    catalog.dossiers.bring_up_to_date([OWN])
    again(catalog)
    (filing,), problems = filed(catalog)
    assert (filing.dossier, filing.filed_by, filing.in_doubt) == (CODE, "text", False)
    assert problems == [] and Problem("filing.unknown_dossier") not in problems


def match_all(place: Place) -> int:
    """What another process does at its sweep."""
    catalog = place.open()
    try:
        return again(catalog)
    finally:
        catalog.close()


@pytest.mark.slow
def test_processes_that_match_at_once_file_each_paper_once(
    place: Place, catalog: Catalog, receive: Receive
) -> None:
    letters = "0123456789abcdef"
    for letter in letters:
        receive(letter)
        understand(catalog, application(), letter * 16)
    catalog.dossiers.bring_up_to_date([OWN])
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(3, mp_context=spawning) as processes:
        counts = list(processes.map(match_all, [place] * 3))
    assert sum(counts) >= len(letters)
    for record in catalog.documents.load([letter * 16 for letter in letters]).values():
        assert [one.dossier for one in record.filings] == [CODE]
        assert record.revision == 2
        events = [one.event for one in catalog.documents.history(record.id)]
        assert events.count("filed") == 1
