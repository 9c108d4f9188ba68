"""The catalog: the truth about batches, documents, filings and dossiers."""

from pathlib import Path

from pipeline.catalog.batches import Batches
from pipeline.catalog.claims import Claims
from pipeline.catalog.documents import Documents
from pipeline.catalog.dossiers import Dossiers
from pipeline.catalog.edits import Edits
from pipeline.catalog.engine import Database, open_database
from pipeline.catalog.outbox import Outbox


class Catalog:
    """All repositories over one database."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.batches = Batches(database)
        self.claims = Claims(database)
        self.documents = Documents(database)
        self.dossiers = Dossiers(database)
        self.edits = Edits(database)
        self.outbox = Outbox(database)

    def close(self) -> None:
        """Close all connections."""
        self.database.close()


def open_catalog(address: str, home: Path) -> Catalog:
    """The catalog at an address such as `sqlite:catalog.db`, migrated; raises ServiceDown, BadSettings."""
    return Catalog(open_database(address, home))
