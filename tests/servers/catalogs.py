"""A catalog's place on either kind of database, for tests; may be sent to another process."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.catalog import Catalog, open_catalog


@dataclass(frozen=True)
class Place:
    """Where a catalog is or will be."""

    address: str
    home: Path
    password: str = ""

    def open(self) -> Catalog:
        """One more catalog there, as another process has it."""
        return open_catalog(self.address, self.home, password=self.password)
