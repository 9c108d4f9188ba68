"""A list of the store's objects with their hashes, on disk: an office may have millions."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from pipeline.needed import Needed

_AT_ONCE = 1000
_TABLE = """CREATE TABLE objects (
    key TEXT PRIMARY KEY, version TEXT NOT NULL, mark TEXT NOT NULL, sha256 TEXT, size INTEGER
) WITHOUT ROWID"""


@dataclass(frozen=True, slots=True)
class Listed:
    """An object whose bytes are known. size: bytes."""

    key: str
    sha256: str
    size: int


class ObjectList:
    """One file. An object without hash is one whose bytes are still to be fetched."""

    def __init__(self, path: Path) -> None:
        self._file = sqlite3.connect(path, isolation_level=None, check_same_thread=False)

    @classmethod
    def of(cls, path: Path, objects: Iterable[Needed]) -> "ObjectList":
        """A new list; none of its objects is fetched."""
        path.unlink(missing_ok=True)
        made = cls(path)
        made._file.execute("PRAGMA synchronous=OFF")  # whoever keeps the list makes it durable
        made._file.execute(_TABLE)
        rows = ((one.key, one.version, one.mark) for one in objects)
        while some := list(islice(rows, _AT_ONCE)):
            made._write("INSERT OR IGNORE INTO objects (key, version, mark) VALUES (?, ?, ?)", some)
        return made

    def take_over(self, earlier: Path) -> None:
        """Believe what an earlier list says of objects that were not made anew since."""
        self._file.execute("ATTACH ? AS earlier", (str(earlier),))
        self._file.execute(
            "UPDATE objects SET (sha256, size) = (SELECT sha256, size FROM earlier.objects AS old"
            " WHERE old.key = objects.key AND old.mark = objects.mark)"
        )
        self._file.execute("DETACH earlier")

    def to_fetch(self) -> Iterator[list[tuple[str, str, str]]]:
        """Key, version and mark of objects without hash, some at a time; each comes once."""
        last = ""
        chosen = "SELECT key, version, mark FROM objects WHERE sha256 IS NULL AND key > ?"
        while some := self._some(chosen, last):
            yield some
            last = some[-1][0]

    def fetched(self) -> Iterator[list[Listed]]:
        """Objects with hash, some at a time, by key."""
        last = ""
        chosen = "SELECT key, sha256, size FROM objects WHERE sha256 IS NOT NULL AND key > ?"
        while some := self._some(chosen, last):
            yield [Listed(*row) for row in some]
            last = some[-1][0]

    def know(self, listed: Iterable[Listed]) -> None:
        """These were fetched."""
        rows = [(one.sha256, one.size, one.key) for one in listed]
        self._write("UPDATE objects SET sha256 = ?, size = ? WHERE key = ?", rows)

    def forget(self, keys: Iterable[str]) -> None:
        """These are to be fetched again."""
        forgotten = "UPDATE objects SET sha256 = NULL, size = NULL WHERE key = ?"
        self._write(forgotten, [(key,) for key in keys])

    def holds(self, sha256: str) -> bool:
        """Whether any object has these bytes."""
        chosen = "SELECT 1 FROM objects WHERE sha256 = ? LIMIT 1"
        return self._file.execute(chosen, (sha256,)).fetchone() is not None

    def has(self, key: str) -> bool:
        """Whether an object is listed and was fetched."""
        chosen = "SELECT 1 FROM objects WHERE key = ? AND sha256 IS NOT NULL"
        return self._file.execute(chosen, (key,)).fetchone() is not None

    def sums(self) -> tuple[int, int]:
        """How many objects were fetched, and their bytes; equal bytes count once."""
        distinct = "SELECT DISTINCT sha256, size FROM objects WHERE sha256 IS NOT NULL"
        count, size = self._file.execute(
            f"SELECT count(*), coalesce(sum(size), 0) FROM ({distinct})"
        ).fetchone()
        return count, size

    def finish(self) -> None:
        """No more changes; finding by hash is quick from now on."""
        self._file.execute("CREATE INDEX by_hash ON objects (sha256)")
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _some(self, chosen: str, last: str) -> list[Any]:
        return self._file.execute(f"{chosen} ORDER BY key LIMIT {_AT_ONCE}", (last,)).fetchall()

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        self._file.execute("BEGIN")
        self._file.executemany(statement, rows)
        self._file.execute("COMMIT")
