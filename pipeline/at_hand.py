"""The originals of one document as files on this machine, fetched once for all its pages."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from pipeline import keys
from pipeline.ports import ObjectStore
from pipeline.sheets import Sheet


class AtHand:
    """Files of originals, each fetched when its first page is read; several threads may ask at once."""

    def __init__(self, store: ObjectStore, held: ExitStack) -> None:
        self._store = store
        self._held = held
        self._paths: dict[tuple[str, str], Path] = {}
        self._lock = threading.Lock()

    def path(self, sheet: Sheet) -> Path:
        """The file that holds a page; must not be changed. KeyError where the store has lost it."""
        wanted = sheet.sha256, sheet.version
        with self._lock:  # the second page waits while the first one's file is fetched
            if wanted not in self._paths:
                fetched = self._store.local(keys.original(sheet.sha256), sheet.version)
                self._paths[wanted] = self._held.enter_context(fetched)
            return self._paths[wanted]


@contextmanager
def at_hand(store: ObjectStore) -> Iterator[AtHand]:
    """Originals at hand inside the block; what was fetched is gone after it."""
    with ExitStack() as held:
        yield AtHand(store, held)
