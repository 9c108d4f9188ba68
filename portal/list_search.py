"""`sohoa search --list`: each row of a list looked up, answered in one table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.bench import Archive
from pipeline.errors import BadQuery
from pipeline.masking import masked
from pipeline.model import Match, Tier
from pipeline.name_lists import NameList
from pipeline.spreadsheets import Value
from portal.asked import Asked
from portal.door import Door
from portal.entries import Entry
from portal.hits import hit_entry, hits
from portal.progress import Progress
from search.finder import Finder

COLUMNS = (
    "row",
    "text",
    "total",
    "tier",
    "document",
    "type",
    "title",
    "issued",
    "dossiers",
    "more",
)
_TIERS = list(Tier)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a row of the list found. refused: why it could not be looked up, empty where it was."""

    row: int
    text: str
    total: int
    best: tuple[Match, ...]
    refused: str = ""

    @property
    def tier(self) -> Tier | None:
        """The best tier among the documents shown."""
        return min((match.tier for match in self.best), key=_TIERS.index, default=None)


def look_up(
    door: Door, finder: Finder, listed: NameList, filters: Asked, *, best: int
) -> list[Answer]:
    """Every row as words that stand together, or as a code; the filters hold for all."""
    progress, answers = Progress(door), []
    for row, text in listed.rows:
        answers.append(_answer(finder, filters, best, row, text))
        progress.show(door.phrase("step.looking", done=len(answers), total=len(listed.rows)))
    progress.end()
    return answers


def _answer(finder: Finder, filters: Asked, best: int, row: int, text: str) -> Answer:
    try:
        query = filters.query('"{}"'.format(text.replace('"', " ")))
    except BadQuery as exc:
        return Answer(row, text, 0, (), refused=exc.detail)
    found = finder.search(query, limit=best)
    return Answer(row, text, found.total, found.matches)


def answer_entries(archive: Archive, finder: Finder, answers: Sequence[Answer]) -> list[Entry]:
    """`{"row", "text", "total", "tier", "refused", "documents": [hit]}`, in the order of the list."""
    shown = {match.document: match for answer in answers for match in answer.best}
    known = {
        hit.record.id: hit_entry(hit) for hit in hits(archive, list(shown.values()), finder.reader)
    }
    return [_entry(answer, known) for answer in answers]


def _entry(answer: Answer, known: dict[str, Entry]) -> Entry:
    documents = [
        {**known[match.document], "score": round(match.score, 3), "tier": match.tier.value}
        for match in answer.best
        if match.document in known
    ]
    return {
        "row": answer.row,
        "text": answer.text,
        "total": answer.total,
        "tier": answer.tier.value if answer.tier else None,
        "refused": answer.refused or None,
        "documents": documents,
    }


def table_rows(door: Door, entries: Sequence[Entry]) -> Iterator[tuple[Value, ...]]:
    """The answers as `COLUMNS`: the best document by its facts, the others by their ids."""
    for entry in entries:
        first: Entry = next(iter(entry["documents"]), {})
        yield (
            entry["row"],
            entry["text"],
            entry["total"],
            _tier(door, entry),
            first.get("document", ""),
            first.get("type_name", ""),
            first.get("title", ""),
            first.get("issued") or "",
            " ".join(first.get("dossiers", ())),
            " ".join(one["document"] for one in entry["documents"][1:]),
        )


def answer_lines(door: Door, entries: Sequence[Entry]) -> Iterator[str]:
    """The answers for people: a line a row, a line a document."""
    for entry in entries:
        found = door.phrase("list.row", total=entry["total"], tier=_tier(door, entry))
        yield masked(f"{entry['row']:>5}  {entry['text']}: {found}")
        for one in entry["documents"]:
            about = [
                one["document"],
                one["title"],
                one["type_name"],
                one["issued"],
                *one["dossiers"],
            ]
            yield masked("       " + " | ".join(filter(None, about)))


def _tier(door: Door, entry: Entry) -> str:
    if entry["refused"]:
        return door.phrase("list.refused")
    return door.phrase(f"tier.{entry['tier']}") if entry["tier"] else door.phrase("list.none")
