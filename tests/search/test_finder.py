"""Who asks, through the one way to the index: only for its reader, and the log keeps no word."""

import inspect
import logging
from contextlib import closing

import pytest

from pipeline.facets import Facets
from pipeline.model import Matches, Order, Reader
from pipeline.ports import SearchIndex
from search.embedded import EmbeddedIndex
from search.finder import Finder
from search.query import parse

PERSON = "Giàng Mí Sính 002080001234"


@pytest.fixture
def finder(tmp_path, paper):
    with closing(EmbeddedIndex(tmp_path / "index")) as index:
        index.put([paper("a", f"đơn của {PERSON}"), paper("b", f"đơn của {PERSON} khác")])
        yield Finder(index, Reader("lan", units=(), clearance=0))


def test_each_question_leaves_a_line_without_a_word_of_it(finder, paper, caplog):
    caplog.set_level(logging.INFO)
    query = parse(f'"{PERSON}" đơn -vắng type:unknown signer:Pó', unit="H60", order=Order.NEWEST)
    finder.search(query, limit=5)
    finder.facets(query)
    finder.alike(paper("a", f"đơn của {PERSON}"))
    lines = [record.getMessage() for record in caplog.records]
    assert [line.split()[1] for line in lines] == ["search", "facets", "alike"]
    told = "kinds=words,phrases,without,fields words=5 filters=type,unit order=newest total=0"
    assert told in lines[0]
    for line in lines:
        assert "reader='lan' units=all" in line and "seconds=" in line
        for word in (*PERSON.split(), "đơn", "vắng", "Pó", "H60", "unknown"):
            assert word not in line


def test_ids_are_counted_not_told(finder, caplog):
    caplog.set_level(logging.INFO)
    Finder(finder.index, Reader("Lan\nx", ("H60.01", "H60.02"))).search(
        parse("002080001234"), limit=1
    )
    (line,) = [record.getMessage() for record in caplog.records]
    assert "kinds=codes words=0" in line and "units=H60.01,H60.02" in line
    assert "\n" not in line and "00208" not in line


def test_every_question_of_the_port_must_name_its_reader():
    asking = {
        name: inspect.signature(method).parameters
        for name, method in vars(SearchIndex).items()
        if not name.startswith("_") and method.__annotations__.get("return") in (Matches, Facets)
    }
    assert set(asking) == {"search", "facets", "alike"}
    for parameters in asking.values():
        assert parameters["reader"].default is inspect.Parameter.empty


def test_a_reader_of_no_unit_here_gets_nothing_in_any_way(finder, paper):
    nobody = Finder(finder.index, Reader("x", units=("elsewhere",)))
    assert nobody.search(parse("đơn"), limit=5) == Matches(0, ())
    assert nobody.facets(parse("đơn")).type == ()
    assert nobody.alike(paper("c", f"đơn của {PERSON}")) == Matches(0, ())
