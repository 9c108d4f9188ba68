"""Opens the search index at its address, and makes it whole again when it is damaged."""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from pipeline import indexing
from pipeline.addresses import scheme_of, server_address
from pipeline.catalog import Catalog
from pipeline.errors import BadSettings, IndexDamaged
from pipeline.facets import Facets
from pipeline.model import Findable, Matches, Query, Reader
from pipeline.ports import ObjectStore, SearchIndex
from pipeline.settings import Settings

log = logging.getLogger(__name__)

T = TypeVar("T")


def open_index(settings: Settings, catalog: Catalog, store: ObjectStore) -> SearchIndex:
    """The index of the settings; damage noticed at any call makes it rebuild itself once.

    An index that is gone altogether is rebuilt: an empty one would look sound and find nothing.
    """
    match scheme_of(settings.index):
        case "embedded":
            return _embedded(settings, catalog, store)
        case "elasticsearch+http" | "elasticsearch+https":
            return MendingIndex(open_elastic(settings), catalog, store)
        case scheme:
            raise BadSettings(f"index: {scheme}: unknown; see docs/settings.md")


def _embedded(settings: Settings, catalog: Catalog, store: ObjectStore) -> SearchIndex:
    from search.embedded import EmbeddedIndex

    folder = settings.in_home(settings.index)
    index = MendingIndex(EmbeddedIndex(folder), catalog, store)
    if not any(folder.glob("gen-*")) and catalog.outbox.has_told():
        log.warning("index is gone and rebuilt: %s", folder)
        indexing.rebuild(catalog, store, index)
    return index


def open_elastic(settings: Settings) -> SearchIndex:
    """The index on a server, unmended. It is asked at its first use: other work goes on while it is away."""
    from search.elastic import ElasticIndex, Login

    login = Login(
        settings.index_user,
        settings.index_password.get_secret_value(),
        settings.index_api_key.get_secret_value(),
    )
    return ElasticIndex(server_address("index", settings.index), login, settings.ca_file)


class MendingIndex:
    """A SearchIndex that is rebuilt from catalog and store when it turns out to be damaged."""

    def __init__(self, index: SearchIndex, catalog: Catalog, store: ObjectStore) -> None:
        self._index = index
        self._catalog = catalog
        self._store = store

    def reach(self) -> None:
        """Raise at once what would keep it from taking documents."""
        try:
            self._index.reach()
        except IndexDamaged as exc:
            self._mend(exc)

    def put(self, documents: Iterable[Findable]) -> None:
        """Add or replace documents."""
        listed = list(documents)
        self._whole(lambda: self._index.put(listed))

    def remove(self, documents: Iterable[str]) -> None:
        """Take documents out."""
        listed = list(documents)
        self._whole(lambda: self._index.remove(listed))

    def search(self, query: Query, reader: Reader, *, limit: int, offset: int = 0) -> Matches:
        """Documents that answer the query and that `reader` may see."""
        return self._whole(lambda: self._index.search(query, reader, limit=limit, offset=offset))

    def facets(self, query: Query, reader: Reader) -> Facets:
        """How the answers that `reader` may see are spread."""
        return self._whole(lambda: self._index.facets(query, reader))

    def alike(self, document: Findable, reader: Reader) -> Matches:
        """Documents like this one that `reader` may see."""
        return self._whole(lambda: self._index.alike(document, reader))

    def revisions(self) -> dict[str, int]:
        """Every indexed document with its revision."""
        return self._whole(self._index.revisions)

    def rebuild(self, documents: Iterable[Findable]) -> int:
        """Build a fresh index and swap."""
        return self._index.rebuild(documents)

    def close(self) -> None:
        """Release files."""
        self._index.close()

    def _whole(self, ask: Callable[[], T]) -> T:
        """The answer, of a mended index where it turns out to be damaged."""
        try:
            return ask()
        except IndexDamaged as exc:
            self._mend(exc)
            return ask()

    def _mend(self, damage: IndexDamaged) -> None:
        log.warning("index is rebuilt: %s", damage)
        indexing.rebuild(self._catalog, self._store, self._index)
