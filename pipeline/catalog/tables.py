"""The catalog's tables; migrations/ builds the same ones, and a test compares the two.

Moments are seconds since the epoch (UTC); days are dates. No type here is peculiar to one database.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

batches = Table(
    "batches",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("at", Double, nullable=False),
    Column("by", Text, nullable=False),
    Column("holder", Text, nullable=False),
    Column("alive_until", Double, nullable=False),
    Column("ended_at", Double),
)

originals = Table(
    "originals",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("pages", Integer, nullable=False),
    Column("version", Text, nullable=False),
    Column("received_at", Double, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("batch", String(32), ForeignKey("batches.id"), nullable=False),
    Column("file", Text, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("profile", String(16), nullable=False),
    Column("stage", String(16), nullable=False),
    Column("recipe", Text, nullable=False, default=""),
    Column("revision", Integer, nullable=False, default=0),
    Column("indexed_revision", Integer, nullable=False, default=0),
    Column("attempts", Integer, nullable=False, default=0),
    Column("fence", Integer, nullable=False, default=0),
    Column("claim_holder", Text),
    Column("claim_until", Double),
    Column("type", String(64), nullable=False, default="unknown"),
    Column("type_name", Text, nullable=False, default=""),
    Column("type_confidence", Double, nullable=False, default=0.0),
    Column("form", Text, nullable=False, default=""),
    Column("restricted", Text),
    Column("received_at", Double, nullable=False),
    Column("received_by", Text, nullable=False),
    Column("finished_at", Double),
    Column("seconds", Double, nullable=False, default=0.0),
    Column("accepted_at", Double),
    Column("accepted_by", Text),
    Column("withdrawn_at", Double),
    Column("withdrawn_why", Text),
    Column("replaced_by", String(16)),
    Column("told_role", String(16)),
)
Index("ix_documents_batch", documents.c.batch)
Index("ix_documents_stage", documents.c.stage)
Index("ix_documents_claim_holder", documents.c.claim_holder)
Index("ix_documents_unindexed", documents.c.revision, documents.c.indexed_revision)

parts = Table(
    "parts",
    metadata,
    Column("document", String(16), ForeignKey("documents.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("sha256", String(64), ForeignKey("originals.sha256"), nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("file", Text, nullable=False),
)
Index("ix_parts_sha256", parts.c.sha256)

hand_ins = Table(
    "hand_ins",
    metadata,
    Column("batch", String(32), ForeignKey("batches.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("file", Text, nullable=False),
    Column("answer", String(16), nullable=False),
    Column("sha256", String(64)),
    Column("document", String(16)),
    Column("first", Integer),
    Column("last", Integer),
    Column("code", Text),
    Column("detail", Text),
)
Index("ix_hand_ins_document", hand_ins.c.document)

pages = Table(
    "pages",
    metadata,
    Column("document", String(16), ForeignKey("documents.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("dpi", Integer, nullable=False),
    Column("turned", Integer, nullable=False),
    Column("blank", Boolean, nullable=False),
    Column("confidence", Double, nullable=False),
)

fields = Table(
    "fields",
    metadata,
    Column("document", String(16), ForeignKey("documents.id"), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("ordinal", Integer, nullable=False),
    Column("value", Text, nullable=False),
    Column("raw", Text, nullable=False),
    Column("confidence", Double, nullable=False),
    Column("state", String(16), nullable=False),
    Column("page", Integer),
    Column("left", Double),
    Column("top", Double),
    Column("right", Double),
    Column("bottom", Double),
    Column("source", Text, nullable=False),
)

problems = Table(
    "problems",
    metadata,
    Column("document", String(16), ForeignKey("documents.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("code", String(64), nullable=False),
    Column("page", Integer),
    Column("detail", Text, nullable=False),
)

dossiers = Table(
    "dossiers",
    metadata,
    Column("code", String(64), primary_key=True),
    Column("procedure", Text),
    Column("procedure_name", Text),
    Column("unit", Text),
    Column("unit_name", Text),
    Column("channel", Text),
    Column("applicant", Text),
    Column("received", Date),
    Column("due", Date),
    Column("finished", Date),
    Column("returned", Date),
    Column("returns_result", Boolean, nullable=False),
    Column("registered", Boolean, nullable=False),
)
Index("ix_dossiers_received", dossiers.c.received)
Index("ix_dossiers_returned", dossiers.c.returned)

filings = Table(
    "filings",
    metadata,
    Column("document", String(16), ForeignKey("documents.id"), primary_key=True),
    Column("dossier", String(64), ForeignKey("dossiers.code"), primary_key=True),
    Column("role", String(16)),
    Column("filed_by", Text, nullable=False),
    Column("confidence", Double, nullable=False),
    Column("in_doubt", Boolean, nullable=False),
    Column("accepted", Boolean, nullable=False),
)
Index("ix_filings_dossier", filings.c.dossier)

history = Table(
    "history",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("document", String(16), nullable=False),
    Column("at", Double, nullable=False),
    Column("by", Text, nullable=False),
    Column("event", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
)
Index("ix_history_document", history.c.document)
