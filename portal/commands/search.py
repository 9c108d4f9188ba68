"""`sohoa search`: find papers by what is on them; papers like one; a list looked up; searches kept by name."""

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flows.bench import Archive
from pipeline.errors import BadRequest, NotAllowed
from pipeline.indexing import findable
from pipeline.model import Matches
from pipeline.name_lists import read_list
from pipeline.settings import Settings
from pipeline.spreadsheets import MOST_ROWS, check_kind
from portal import saved_searches
from portal.asked import FILTERS, asked, option
from portal.commands.show import readable
from portal.door import Door, clerk
from portal.entries import Entry
from portal.exports import export, export_matches
from portal.facet_entries import facet_entries, facet_lines
from portal.finding import finder_of
from portal.hits import hit_entry, hit_lines, hits, marked_entry
from portal.list_search import COLUMNS, answer_entries, answer_lines, look_up, table_rows
from search.finder import Finder

_HITS = 20
_BEST = 3
"""Documents shown for a row of a list."""


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every way of asking needs. by: whose saved searches, and whom the log names."""

    door: Door
    settings: Settings
    archive: Archive
    finder: Finder
    by: str


_Way = Callable[[_Desk, argparse.Namespace], None]


def run(door: Door, options: argparse.Namespace) -> int:
    """Ask in the way that the options tell, print."""
    way = _way(options)
    if options.export:
        check_kind(Path(options.export))
    settings = door.settings()
    by = clerk(options.by)
    with door.archive(settings) as archive:
        finder = finder_of(archive, settings, by)
        way(_Desk(door, settings, archive, finder, by), options)
    return 0


def _way(options: argparse.Namespace) -> _Way:
    """The first way that is asked for; raises BadRequest where an option does not go with it."""
    way, takes = next((way, takes) for wanted, way, takes in _WAYS if wanted(options))
    given = {name for name in _OPTIONS if getattr(options, name) not in (None, False, 0, [])}
    if not given - _SHOWING:
        raise BadRequest("QUERY")
    if wrong := sorted(given - takes):
        raise BadRequest(", ".join(map(option, wrong)), code="request.search")
    return way


def _search(desk: _Desk, options: argparse.Namespace) -> None:
    """Search, mark the words of the hits that are shown."""
    question = asked(options)
    if options.saved:
        question = question.over(saved_searches.recall(desk.archive, desk.by, options.saved))
    if options.save:
        saved_searches.keep(desk.archive, desk.by, options.save, question)
    query = question.query()
    started = time.perf_counter()
    found = desk.finder.search(query, limit=_limit(options), offset=options.offset)
    shown = hits(desk.archive, found.matches, desk.finder.reader)
    entries = [marked_entry(desk.archive, hit, query) for hit in shown]
    answer = _answer({"query": question.text}, found.total, started, entries)
    if options.facets:
        answer["facets"] = facet_entries(desk.archive, desk.finder.facets(query), desk.door)
    if options.export:
        every = desk.finder.search(query, limit=min(found.total, MOST_ROWS))
        answer["exported"] = _exported(desk, every, options.export)
    _print(desk.door, answer)


def _like(desk: _Desk, options: argparse.Namespace) -> None:
    """Papers like one that this reader may read."""
    record = readable(desk.archive, options.like, desk.settings)
    if record.sensitive and desk.finder.reader.clearance < 1:
        raise NotAllowed(record.id)
    started = time.perf_counter()
    found = Matches(0)
    if record.finished:
        codes = [filing.dossier for filing in record.filings]
        dossiers = desk.archive.catalog.dossiers.known(codes)
        found = desk.finder.alike(findable(desk.archive.store, record, dossiers))
    first = max(0, options.offset)
    page = found.matches[first : first + _limit(options)]
    entries = [hit_entry(hit) for hit in hits(desk.archive, page, desk.finder.reader)]
    answer = _answer({"like": record.id}, found.total, started, entries)
    if options.export:
        answer["exported"] = _exported(desk, found, options.export)
    _print(desk.door, answer)


def _list(desk: _Desk, options: argparse.Namespace) -> None:
    """Every row of a list."""
    door = desk.door
    listed = read_list(Path(options.list), options.column)
    started = time.perf_counter()
    best = _BEST if options.limit is None else options.limit
    answers = look_up(door, desk.finder, listed, asked(options), best=best)
    rows = answer_entries(desk.archive, desk.finder, answers)
    answer: Entry = {
        "list": options.list,
        "column": listed.header or None,
        "seconds": round(time.perf_counter() - started, 4),
        "found": sum(row["total"] > 0 for row in rows),
        "rows": rows,
    }
    if options.export:
        table = table_rows(door, rows)
        answer["exported"] = export(door, Path(options.export), COLUMNS, table)
    _print_list(door, answer)


def _saved(desk: _Desk, options: argparse.Namespace) -> None:
    """List the searches that were kept, without the one to be forgotten."""
    if options.forget:
        desk.archive.catalog.searches.forget(desk.by, options.forget.strip())
    saved_searches.print_saved(desk.door, desk.archive, desk.by)


def _limit(options: argparse.Namespace) -> int:
    return _HITS if options.limit is None else max(0, options.limit)


def _answer(asked: Entry, total: int, started: float, entries: list[Entry]) -> Entry:
    seconds = round(time.perf_counter() - started, 4)
    return {**asked, "total": total, "seconds": seconds, "hits": entries}


def _exported(desk: _Desk, found: Matches, path: str) -> Entry:
    reader = desk.finder.reader
    return export_matches(desk.door, desk.archive, reader, found.matches, Path(path))


def _print(door: Door, answer: Entry) -> None:
    if door.json:
        door.print_json(answer)
        return
    door.print(door.phrase("search.total", total=answer["total"], seconds=answer["seconds"]))
    for entry in answer["hits"]:
        door.print()
        for line in hit_lines(door, entry):
            door.print(line)
    if "facets" in answer:
        door.print()
        for line in facet_lines(door, answer["facets"]):
            door.print(line)
    _print_exported(door, answer)


def _print_list(door: Door, answer: Entry) -> None:
    if door.json:
        door.print_json(answer)
        return
    door.print(door.phrase("list.total", found=answer["found"], rows=len(answer["rows"])))
    for line in answer_lines(door, answer["rows"]):
        door.print(line)
    _print_exported(door, answer)


def _print_exported(door: Door, answer: Entry) -> None:
    if "exported" in answer:
        door.print(door.phrase("search.exported", **answer["exported"]))


_NARROWING = {*FILTERS, "field"}
_SHOWING = {"limit", "offset", "export", "by"}
_OPTIONS = {
    *("query", "facets", "save", "saved", "forget", "like", "list", "column"),
    *_NARROWING,
    *_SHOWING,
}
_WAYS: tuple[tuple[Callable[[argparse.Namespace], bool], _Way, set[str]], ...] = (
    (lambda options: bool(options.forget), _saved, {"forget", "by"}),
    (lambda options: options.saved == "", _saved, {"saved", "by"}),
    (lambda options: bool(options.like), _like, {"like", *_SHOWING}),
    (
        lambda options: bool(options.list),
        _list,
        {"list", "column", "limit", "export", "by", *_NARROWING} - {"sort"},
    ),
    (lambda options: True, _search, _OPTIONS - {"like", "list", "column", "forget"}),
)
