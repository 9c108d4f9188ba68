"""Protocols with really two sides: object store, search index, OCR engine."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from pipeline.facets import Facets
from pipeline.model import Findable, Matches, Query, Reader, Word

Grey: TypeAlias = NDArray[np.uint8]
"""(height, width) uint8, 0 = ink, 255 = paper."""

Colour: TypeAlias = NDArray[np.uint8]
"""(height, width, 3) uint8, RGB."""


@dataclass(frozen=True, slots=True)
class Stored:
    """An object in the store. version: the store's own id of these bytes, empty where it has none."""

    key: str
    size: int
    version: str = ""


class ObjectStore(Protocol):
    """Bytes by key. Keys are relative POSIX paths of `[a-z0-9./@_-]`. Errors: `ServiceDown`, `KeyError`.

    version: the store's own id of the bytes that `put_once` stored, as the catalog recorded it; empty for
    the newest. A store that has versions reads the recorded one, whatever lies above it.
    Contract: `tests/contract/test_object_store.py`.
    """

    def put_once(self, key: str, source: Path, sha256: str) -> Stored:
        """Store the bytes of `source` unless the key exists; never changes stored bytes. Atomic, durable.

        Raises FileChanged when the bytes are not those of `sha256` any more.
        """
        ...

    def put(self, key: str, data: bytes | Path) -> Stored:
        """Store or replace a derived object. Atomic, durable."""
        ...

    def read(self, key: str) -> bytes:
        """All bytes of a small object; KeyError where there is none."""
        ...

    def open(self, key: str, version: str = "") -> BinaryIO:
        """A stream over the object; KeyError where there is none. The caller closes it."""
        ...

    def local(self, key: str, version: str = "") -> AbstractContextManager[Path]:
        """The object as a read-only file on this machine, for tools that need a path; gone after the block."""
        ...

    def find(self, key: str, version: str = "") -> Stored | None:
        """What is stored under the key, or None."""
        ...

    def newest(self, prefix: str) -> Iterator[Stored]:
        """What a plain read of each key below a prefix finds, in no order; deleted keys are left out."""
        ...

    def keys(self, prefix: str) -> Iterator[str]:
        """All keys below a prefix, in no order."""
        ...

    def remove(self, key: str) -> None:
        """Remove a derived object; nothing happens where there is none. Originals are refused."""
        ...

    @property
    def can_hold(self) -> bool:
        """Whether the store itself can keep an original from everybody, its administrator too."""
        ...

    def hold(self, key: str, version: str, *, on: bool) -> None:
        """Put a legal hold on an original, or lift it; BadRequest where `can_hold` is false."""
        ...

    def remove_unfinished(self, before: float) -> int:
        """Remove what puts begun before a moment (seconds since the epoch) left behind; returns how many."""
        ...


class SearchIndex(Protocol):
    """The disposable index over documents. Contract: `tests/contract/test_search_index.py`."""

    def reach(self) -> None:
        """Raise at once what would keep it from taking documents, as far as that is known."""
        ...

    def put(self, documents: Iterable[Findable]) -> None:
        """Add or replace documents by id; searchable when this returns. An older revision does no harm."""
        ...

    def remove(self, documents: Iterable[str]) -> None:
        """Take documents out by id."""
        ...

    def search(self, query: Query, reader: Reader, *, limit: int, offset: int = 0) -> Matches:
        """Documents that answer the query and that `reader` may see, best first or as the query says."""
        ...

    def facets(self, query: Query, reader: Reader) -> Facets:
        """How many of all answers that `reader` may see are of each type, unit and so on."""
        ...

    def alike(self, document: Findable, reader: Reader) -> Matches:
        """At most 100 other documents like this one that `reader` may see, most alike first.

        score: which share of what tells this paper from others they have too (0–1).
        """
        ...

    def revisions(self) -> dict[str, int]:
        """Every indexed document with its revision."""
        ...

    def rebuild(self, documents: Iterable[Findable]) -> int:
        """Build a fresh index beside the old and swap; returns how many documents it holds."""
        ...

    def close(self) -> None:
        """Release files and connections."""
        ...


class OcrEngine(Protocol):
    """Reads one upright, deskewed grey picture. Contract: `tests/contract/test_ocr_engine.py`."""

    @property
    def name(self) -> str:
        """Engine, version and model: part of the recipe."""
        ...

    def read(self, grey: Grey, dpi: int) -> list[Word]:
        """Words in reading order, boxes as fractions of `grey`, lines numbered from 0."""
        ...


@dataclass(frozen=True, slots=True)
class LineText:
    """What stands on one line. text: NFC, single spaces, empty where nothing does.

    sure: a probability (0–1) a character. spans: where each character begins and ends, 0–1 of the strip's width.
    """

    text: str
    sure: tuple[float, ...]
    spans: tuple[tuple[float, float], ...]


class LineRecogniser(Protocol):
    """Reads lines that are cut out already. Contract: `tests/contract/test_line_recogniser.py`."""

    @property
    def name(self) -> str:
        """Recogniser, version and model: part of the recipe."""
        ...

    @property
    def height(self) -> int:
        """Px of height that its strips should have."""
        ...

    def read(self, strips: Sequence[Grey]) -> list[LineText]:
        """The text of each strip: (height, any width) uint8, one line of print on light paper."""
        ...
