"""Everything said to tantivy: schema, writing, and a plan turned into its queries.

The one file that imports it. Terms come ready made (`search/entry.py`): its own analysers would
have to be registered anew at each opening, and split decomposed letters.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path

import tantivy
from tantivy import Index, IndexWriter, Occur, Searcher

from pipeline.errors import IndexDamaged, ServiceDown, SohoaError
from pipeline.facets import Facets
from pipeline.model import Findable, Match, Matches, Order
from search import day_numbers
from search.entry import dossier_term, entry
from search.faceting import FACETS, aggregations, facet_terms, facets
from search.nodes import Adjacent, Days, Every, Fuzzy, Node, Some, Term, Worth
from search.plan import Plan
from search.steps import Slice

__all__ = ["Index", "IndexWriter", "Searcher"]

FORMAT = 4
"""Raised whenever the terms of a field change (fields are compared): older folders are rebuilt."""

STAMP = f"format {FORMAT}, tantivy {version('tantivy')}\n"

_NO_DAY = 0
_LAST_DAY = 4_000_000
_SPARE = 16
# Positions cost space and, for common words, time: only what phrases are checked against has them.
_DETAIL = {
    **dict.fromkeys(("exact", "folded", "grams"), "freq"),
    **dict.fromkeys(("exact_pairs", "folded_pairs", "named_exact", "named_folded"), "position"),
    "lattice": "basic",
}
# Disk full, quota, file too large, no right, read-only, too many open files; writers die of these.
_REFUSED = (*(f"os error {number}" for number in (28, 122, 27, 13, 30, 24)), "writer was killed")


@contextmanager
def guarded() -> Iterator[None]:
    """Turn what the engine raises into ServiceDown (the disk refuses) or IndexDamaged."""
    try:
        yield
    except ValueError as exc:
        told = str(exc)
        if "LockBusy" in told or any(number in told for number in _REFUSED):
            raise ServiceDown("index: cannot be written") from exc
        raise IndexDamaged(told[:60]) from exc
    except BaseException as exc:
        # The engine's panics are no Exception and their class cannot be imported.
        if type(exc).__name__ == "PanicException":
            raise IndexDamaged("the engine gave up") from exc
        raise


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name, detail in _DETAIL.items():
        builder.add_text_field(name, tokenizer_name="whitespace", index_option=detail)
    for name in ("keys", "dossier", "open"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in FACETS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_integer_field("issued", indexed=True, fast=True)
    builder.add_integer_field("revision", fast=True)
    for name in ("order", "newest", "oldest"):
        builder.add_integer_field(name, fast=True)
    return builder.build()


_SCHEMA = _schema()


def make(place: Path) -> Index:
    """A new empty index in an empty folder."""
    with guarded():
        return Index(_SCHEMA, path=str(place))


def open_at(place: Path) -> Index:
    """The index of a folder; call `reloaded` for what it holds."""
    with guarded():
        index = Index.open(str(place))
        index.config_reader("Manual")
        same = index.schema == _SCHEMA
    if not same:
        raise IndexDamaged("its fields are of another version")
    return index


def reloaded(index: Index) -> Searcher:
    """A view of the last commit."""
    with guarded():
        index.reload()
        return index.searcher()


@contextmanager
def writing(index: Index, heap: int) -> Iterator[IndexWriter]:
    """A writer whose work is committed at the end, or forgotten on an error."""
    with guarded():
        writer = index.writer(heap, 1)
    try:
        yield writer
        with guarded():
            writer.commit()
    except BaseException:
        with suppress(SohoaError), guarded():
            writer.wait_merging_threads()  # gives the engine's lock back
        raise
    with guarded():
        writer.wait_merging_threads()


def write(writer: IndexWriter, documents: Iterable[Findable], known: Callable[[str], int]) -> int:
    """Write the documents of which nothing newer is known; how many different ones there were."""
    seen: dict[str, int] = {}
    for document in documents:
        newest = seen.get(document.document)
        newest = known(document.document) if newest is None else newest
        seen[document.document] = max(newest, document.revision)
        if document.revision < newest:
            continue
        built = _document(document)
        with guarded():
            writer.delete_documents_by_term("id", document.document)
            writer.add_document(built)
    return len(seen)


def _document(document: Findable) -> tantivy.Document:
    terms = entry(document)
    return tantivy.Document(
        id=document.document,
        revision=document.revision,
        issued=document.issued.toordinal() if document.issued else _NO_DAY,
        order=_order(document.document),
        exact=terms.exact,
        folded=terms.folded,
        exact_pairs=terms.exact_pairs,
        folded_pairs=terms.folded_pairs,
        named_exact=terms.named_exact,
        named_folded=terms.named_folded,
        keys=terms.keys,
        lattice=" ".join(terms.lattice),
        grams=terms.grams,
        newest=day_numbers.newest(document),
        oldest=day_numbers.oldest(document),
        dossier=[dossier_term(code) for code in document.dossiers],
        **facet_terms(document),
        open="no" if document.restricted else "yes",
    )


def erase(writer: IndexWriter, documents: Iterable[str]) -> None:
    """Take documents out by id."""
    for document in documents:
        with guarded():
            writer.delete_documents_by_term("id", document)


def revisions(searcher: Searcher) -> dict[str, int]:
    """Every document with its revision."""
    with guarded():
        hits = searcher.search(tantivy.Query.all_query(), max(1, searcher.num_docs)).hits
        addresses = [address for _, address in hits]
        found = searcher.fast_field_values("revision", addresses)
        return {_id(searcher, a): int(r or 0) for a, r in zip(addresses, found, strict=True)}


def frequency(searcher: Searcher) -> Callable[[str, str], int]:
    """(field, term) → in how many documents it stands, some replaced ones included."""

    def count(name: str, term: str) -> int:
        with guarded():
            return int(searcher.doc_freq(name, term))

    return count


def counted(searcher: Searcher, asked: Plan) -> Facets:
    """How the answers to a plan are spread."""
    with guarded():
        return facets(searcher.aggregate(_compiled(asked), aggregations()))


def ids_by_day(searcher: Searcher, asked: Plan, order: Order, page: Slice) -> tuple[int, list[str]]:
    """How many answers a plan has, and a page of them: undated last, of one day by id."""
    way = tantivy.Order.Asc if order is Order.OLDEST else tantivy.Order.Desc
    with guarded():
        found = searcher.search(
            _compiled(asked),
            max(1, page.limit),
            offset=page.offset,
            order_by_field=order.value,
            order=way,
        )
        ids = [_id(searcher, address) for _, address in found.hits][: page.limit]
        return found.count, ids  # type: ignore[attr-defined]  # missing in its stub


def answer(searcher: Searcher, asked: Plan, page: Slice) -> Matches:
    """The answers to a plan: best score first, among equals the newest; unranked: newest first."""
    with guarded():
        find = _by_score if asked.ranked else _by_date
        return find(searcher, asked, page)


def _compiled(asked: Plan) -> tantivy.Query:
    parts = [(Occur.Must, _weighed(node, asked.weight)) for node in asked.must]
    parts = parts or [(Occur.Must, tantivy.Query.all_query())]
    parts += [(Occur.Should, _weighed(node, asked.weight)) for node in asked.better]
    parts += [(Occur.MustNot, _node(node)) for node in asked.never]
    return tantivy.Query.boolean_query(parts)


def _weighed(node: Node, weight: float) -> tantivy.Query:
    made = _node(node)
    if weight == 1.0 or isinstance(node, Worth):
        return made
    return tantivy.Query.boost_query(made, weight)


def _node(node: Node) -> tantivy.Query:
    make = tantivy.Query
    match node:
        case Term(name, value):
            return make.term_query(_SCHEMA, name, value, _DETAIL.get(name, "basic"))
        case Adjacent(name, values):
            return make.phrase_query(_SCHEMA, name, list(values))
        case Fuzzy(name, value):
            return make.const_score_query(make.fuzzy_term_query(_SCHEMA, name, value), 0.0)
        case Every(parts):
            return make.boolean_query([(Occur.Must, _node(part)) for part in parts])
        case Some(parts):
            return make.boolean_query([(Occur.Should, _node(part)) for part in parts])
        case Worth(part, points):
            return make.const_score_query(_node(part), points)
        case Days(first, last):
            low = first.toordinal() if first else _NO_DAY + 1
            high = last.toordinal() if last else _LAST_DAY
            return make.range_query(_SCHEMA, "issued", tantivy.FieldType.Integer, low, high)


def _by_date(searcher: Searcher, asked: Plan, page: Slice) -> Matches:
    """Answers to filters alone: newest first, those without a date last."""
    limit = max(1, page.limit)
    found = searcher.search(_compiled(asked), limit, offset=page.offset, order_by_field="newest")
    addresses = [address for _, address in found.hits][: page.limit]
    return Matches(
        found.count,  # type: ignore[attr-defined]  # missing in its stub
        tuple(Match(_id(searcher, each), 0.0, asked.tier_of(0.0)) for each in addresses),
    )


def _by_score(searcher: Searcher, asked: Plan, page: Slice) -> Matches:
    """Best score first, among equals the newest, then by id, so that a rebuilt index answers the same."""
    total, hits = _with_equals(searcher, _compiled(asked), page.end)
    addresses = [address for _, address in hits]
    issued = searcher.fast_field_values("issued", addresses)
    order = searcher.fast_field_values("order", addresses)
    ranked = sorted(
        zip(hits, issued, order, strict=True),
        key=lambda each: (-each[0][0], -(each[1] or _NO_DAY), each[2]),
    )
    return Matches(
        total,
        tuple(
            Match(_id(searcher, address), round(asked.base + score, 3), asked.tier_of(score))
            for (score, address), *_ in ranked[page.offset : page.end]
        ),
    )


def _with_equals(
    searcher: Searcher, asked: tantivy.Query, wanted: int
) -> tuple[int, list[tuple[float, tantivy.DocAddress]]]:
    """The best `wanted` and all that score as the last of them, so that paging cuts no tie."""
    size = wanted + _SPARE
    while True:
        found = searcher.search(asked, size)
        hits = found.hits
        if len(hits) < size or wanted == 0 or hits[-1][0] < hits[wanted - 1][0]:
            return found.count, hits  # type: ignore[attr-defined]  # missing in its stub
        size = min(size * 4, searcher.num_docs + 1)


def _order(document: str) -> int:
    """The beginning of an id as a number that sorts as ids do (the engine sorts by numbers alone)."""
    return int.from_bytes(document.encode("ascii", "replace")[:8].ljust(8, b"\0"), "big")


def _id(searcher: Searcher, address: tantivy.DocAddress) -> str:
    return str(searcher.doc(address)["id"][0])


def revision(searcher: Searcher, document: str) -> int:
    """The indexed revision of a document, -1 where there is none."""
    with guarded():
        hits = searcher.search(_node(Term("id", document)), 1, count=False).hits
        if not hits:
            return -1
        revision = searcher.fast_field_values("revision", [hits[0][1]])[0]
    return int(revision or 0)
