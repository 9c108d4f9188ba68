"""The fields of the index on Elasticsearch, and documents and removals as lines of a bulk request."""

import json
from typing import Any

from pipeline.model import Findable
from search.entry import dossier_term, entry
from search.faceting import FACETS, facet_terms

FORMAT = 3
"""Raised whenever fields or their terms change: indices of another format are rebuilt."""

STAMP = "sohoa_format"
"""Where an index of ours says its format: a key of its `_meta`."""

# Lucene takes terms of 32,766 bytes; a query's words are far shorter, so longer ones are not missed.
_LONGEST = 8191


def _words(analyzer: str, detail: str) -> dict[str, Any]:
    asked_with = {"analyzer": analyzer, "search_analyzer": "words"}
    return {"type": "text", "index_options": detail, **asked_with}


_TERMS: dict[str, Any] = {"type": "keyword", "ignore_above": _LONGEST, "doc_values": False}
_COUNTED = _TERMS | {"doc_values": True}

MAPPINGS: dict[str, Any] = {
    "dynamic": "strict",
    "_meta": {STAMP: FORMAT},
    # Made anew from catalog and store, never from here.
    "_source": {"enabled": False},
    "properties": {
        "id": {"type": "keyword"},
        "issued": {"type": "date", "format": "strict_date"},
        # Neighbours are sent once and paired there: a document of 2,000 pages is 8 MB, not 25.
        "exact": _words("words", "freqs") | {"copy_to": "exact_pairs"},
        "folded": _words("words", "freqs") | {"copy_to": "folded_pairs"},
        "exact_pairs": _words("pairs", "positions"),
        "folded_pairs": _words("pairs", "positions"),
        "named_exact": _words("words", "positions"),
        "named_folded": _words("words", "positions"),
        "lattice": _words("words", "docs") | {"norms": False},
        "grams": _words("words", "freqs"),
        **dict.fromkeys(("keys", "dossier", "open"), _TERMS),
        **dict.fromkeys(FACETS, _COUNTED),
    },
}

SETTINGS: dict[str, Any] = {
    "number_of_shards": 1,
    "auto_expand_replicas": "0-1",
    # Each put makes what it told searchable itself.
    "refresh_interval": "-1",
    "analysis": {
        "tokenizer": {"spaces": {"type": "whitespace", "max_token_length": 1024 * 1024}},
        "filter": {
            "short": {"type": "length", "max": _LONGEST},
            "neighbours": {
                "type": "shingle",
                "min_shingle_size": 2,
                "max_shingle_size": 2,
                "output_unigrams": False,
                "token_separator": "_",
            },
        },
        "analyzer": {
            "words": {"type": "custom", "tokenizer": "spaces", "filter": ["short"]},
            "pairs": {
                "type": "custom",
                "tokenizer": "spaces",
                "filter": ["neighbours", "short"],
            },
        },
    },
}


def told(document: Findable) -> bytes:
    """Two lines that put the document in, unless a newer revision is there."""
    version = {"version": document.revision, "version_type": "external_gte"}
    head = {"index": {"_id": document.document, **version}}
    return f"{_line(head)}\n{_line(_fields(document))}".encode()


def taken_out(document: str) -> bytes:
    """The line that takes a document out by its id."""
    return _line({"delete": {"_id": document}}).encode()


def _line(said: dict[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def _fields(document: Findable) -> dict[str, Any]:
    terms = entry(document)
    return {
        "id": document.document,
        "issued": document.issued.isoformat() if document.issued else None,
        "exact": terms.exact,
        "folded": terms.folded,
        "named_exact": terms.named_exact,
        "named_folded": terms.named_folded,
        "keys": terms.keys,
        "lattice": " ".join(terms.lattice),
        "grams": terms.grams,
        "dossier": [dossier_term(code) for code in document.dossiers],
        **facet_terms(document),
        "open": "no" if document.restricted else "yes",
    }
