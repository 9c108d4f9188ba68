"""The catalog: the truth about batches, documents, filings and dossiers."""

from pathlib import Path

from pipeline.addresses import printable
from pipeline.catalog.batches import Batches
from pipeline.catalog.claims import Claims
from pipeline.catalog.documents import Documents
from pipeline.catalog.dossiers import Dossiers
from pipeline.catalog.edits import Edits
from pipeline.catalog.engine import Database, open_database
from pipeline.catalog.fixity import Fixity
from pipeline.catalog.holds import Holds
from pipeline.catalog.learnt import Learnt
from pipeline.catalog.likenesses import Likenesses
from pipeline.catalog.matching import Matching
from pipeline.catalog.migrating import migrate, recorded
from pipeline.catalog.names import Names
from pipeline.catalog.outbox import Outbox
from pipeline.catalog.queue import Queue
from pipeline.catalog.searches import Searches
from pipeline.catalog.signatures import Signatures
from pipeline.catalog.stacks import Stacks


class Catalog:
    """All repositories over one database."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.batches = Batches(database)
        self.claims = Claims(database)
        self.documents = Documents(database)
        self.dossiers = Dossiers(database)
        self.edits = Edits(database)
        self.fixity = Fixity(database)
        self.holds = Holds(database)
        self.learnt = Learnt(database)
        self.likenesses = Likenesses(database)
        self.matching = Matching(database)
        self.names = Names(database)
        self.outbox = Outbox(database)
        self.queue = Queue(database)
        self.searches = Searches(database)
        self.signatures = Signatures(database)
        self.stacks = Stacks(database)

    def shred(self) -> None:
        """Leave nothing readable of what was deleted."""
        self.database.shred()

    def close(self) -> None:
        """Close all connections."""
        self.database.close()


def open_catalog(
    address: str, home: Path, *, password: str = "", ca_file: Path | None = None
) -> Catalog:
    """The catalog at `sqlite:FILE` (in the home folder) or `postgresql://user@host:port/name`, migrated.

    ca_file: certificate authorities that the server must be vouched for by. Raises ServiceDown, BadSettings.
    """
    database = open_database(address, home, password=password, ca_file=ca_file)
    try:
        migrate(database, printable(address))
    except BaseException:
        database.close()
        raise
    return Catalog(database)


def look_at(address: str, home: Path, *, password: str = "", ca_file: Path | None = None) -> str:
    """What is at the address: server, schema, number of documents. Changes nothing; raises as `open_catalog`."""
    database = open_database(address, home, password=password, ca_file=ca_file)
    try:
        with database.reading() as connection:
            schema = recorded(connection, printable(address))
        found = f"{database.name}, schema {schema or '-'}"
        count = len(Documents(database).every()) if schema else 0
        return f"{found}, {count}"
    finally:
        database.close()
