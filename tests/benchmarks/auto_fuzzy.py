"""How Elasticsearch is commonly asked: one folded field, every word with `fuzziness: AUTO`."""

from collections.abc import Iterable, Iterator

from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk

from pipeline.model import Findable

MOST = 10_000
_FOLDING = {
    "analysis": {
        "analyzer": {
            "folding": {
                "type": "custom", "tokenizer": "standard", "filter": ["lowercase", "asciifolding"],
            }
        }
    }
}  # fmt: skip


class AutoFuzzy:
    """The papers' text in an index of its own, made anew."""

    def __init__(self, url: str, name: str, papers: Iterable[Findable]) -> None:
        self._client = Elasticsearch(url)
        self._name = name
        self._client.indices.delete(index=name, ignore_unavailable=True)
        text = {"type": "text", "analyzer": "folding"}
        self._client.indices.create(
            index=name, settings=_FOLDING, mappings={"properties": {"text": text}}
        )
        bulk(self._client, _told(name, papers), refresh=True)

    def ask(self, typed: str) -> list[str]:
        """All documents in which every word is or is nearly, best first."""
        asked = {"query": typed.strip('"'), "operator": "and", "fuzziness": "AUTO"}
        found = self._client.search(
            index=self._name, query={"match": {"text": asked}}, size=MOST, source=False
        )
        return [hit["_id"] for hit in found["hits"]["hits"]]

    def near(self, typed: str) -> list[str]:
        """The same with the words next to each other, as a name's are."""
        words = [
            {"fuzzy": {"term": word, "fuzziness": "AUTO"}}
            for word in _folded(self._client, self._name, typed)
        ]
        asked = {"text": {"all_of": {"ordered": True, "max_gaps": 0, "intervals": words}}}
        found = self._client.search(
            index=self._name, query={"intervals": asked}, size=MOST, source=False
        )
        return [hit["_id"] for hit in found["hits"]["hits"]]

    def close(self) -> None:
        """Take the index away."""
        self._client.indices.delete(index=self._name)
        self._client.close()


def _folded(client: Elasticsearch, name: str, typed: str) -> list[str]:
    told = client.indices.analyze(index=name, analyzer="folding", text=typed)
    return [token["token"] for token in told["tokens"]]


def _told(name: str, papers: Iterable[Findable]) -> Iterator[dict[str, object]]:
    for paper in papers:
        text = " ".join(word for _, words in paper.pages for word in words)
        yield {"_index": name, "_id": paper.document, "text": text}
