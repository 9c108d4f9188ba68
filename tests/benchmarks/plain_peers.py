"""How the known tools search, on the same pages: one folded field, no more."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

import tantivy

from pipeline.model import Findable

ALL = 1_000_000


class PlainTantivy:
    """tantivy with its own analysis: words, lower case, accents folded; a phrase is asked."""

    def __init__(self, folder: Path, papers: Iterable[Findable]) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        builder.add_text_field("text", tokenizer_name="folding")
        folder.mkdir()
        self._index = tantivy.Index(builder.build(), path=str(folder))
        folding = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        folding = folding.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.ascii_fold())
        self._index.register_tokenizer("folding", folding.build())
        writer = self._index.writer(64_000_000, 1)
        for paper in papers:
            writer.add_document(tantivy.Document(id=paper.document, text=_text(paper)))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def ask(self, typed: str) -> list[str]:
        """Documents, best first."""
        searcher = self._index.searcher()
        query = self._index.parse_query(typed, ["text"])
        hits = searcher.search(query, ALL).hits if searcher.num_docs else []
        return [searcher.doc(address)["id"][0] for _, address in hits]


class PlainFts5:
    """SQLite FTS5 as it comes, with `unicode61 remove_diacritics 2`."""

    def __init__(self, papers: Iterable[Findable]) -> None:
        self._base = sqlite3.connect(":memory:")
        self._base.execute(
            "create virtual table text using fts5(id unindexed, body, tokenize='unicode61 remove_diacritics 2')"
        )
        rows = ((paper.document, _text(paper)) for paper in papers)
        self._base.executemany("insert into text values(?,?)", rows)

    def ask(self, typed: str) -> list[str]:
        """Documents, best first."""
        asked = "select id from text where text match ? order by rank"
        quoted = '"' + typed.strip('"') + '"'
        return [row[0] for row in self._base.execute(asked, (quoted,))]


def _text(paper: Findable) -> str:
    return " ".join(word for _, words in paper.pages for word in words)
