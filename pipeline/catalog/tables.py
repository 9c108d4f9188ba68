"""The catalog's tables; migrations/ builds the same ones, and a test compares the two.

Moments are seconds since the epoch (UTC); days are dates.
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
    Table,
    false,
    text,
)

from pipeline.catalog.columns import BYTES, Name, Words
from pipeline.name_keys import LONGEST_KEY

FIELD_NAME = 64
"""Most letters of a field's name."""

SEARCH_NAME = 200
"""Most letters of the name of a saved search, and of its owner's."""

metadata = MetaData()

batches = Table(
    "batches",
    metadata,
    Column("id", Name(32), primary_key=True),
    Column("at", Double, nullable=False),
    Column("by", Words, nullable=False),
    Column("holder", Words, nullable=False),
    Column("alive_until", Double, nullable=False),
    Column("ended_at", Double),
)

originals = Table(
    "originals",
    metadata,
    Column("sha256", Name(64), primary_key=True),
    Column("size", BYTES, nullable=False),
    Column("kind", Name(16), nullable=False),
    Column("pages", Integer, nullable=False),
    Column("version", Words, nullable=False),
    Column("received_at", Double, nullable=False),
    Column("verified_at", Double),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Name(16), primary_key=True),
    Column("batch", Name(32), ForeignKey("batches.id"), nullable=False),
    Column("file", Words, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("profile", Name(16), nullable=False),
    Column("stage", Name(16), nullable=False),
    Column("recipe", Words, nullable=False, default=""),
    Column("revision", Integer, nullable=False, default=0),
    Column("indexed_revision", Integer, nullable=False, default=0),
    Column("attempts", Integer, nullable=False, default=0),
    Column("fence", Integer, nullable=False, default=0),
    Column("claim_holder", Words),
    Column("claim_until", Double),
    Column("type", Name(64), nullable=False, default="unknown"),
    Column("type_name", Words, nullable=False, default=""),
    Column("type_confidence", Double, nullable=False, default=0.0),
    Column("form", Words, nullable=False, default=""),
    Column("restricted", Words),
    Column("received_at", Double, nullable=False),
    Column("received_by", Words, nullable=False),
    Column("finished_at", Double),
    Column("seconds", Double, nullable=False, default=0.0),
    Column("accepted_at", Double),
    Column("accepted_by", Words),
    Column("withdrawn_at", Double),
    Column("withdrawn_why", Words),
    Column("replaced_by", Name(16)),
    Column("told_role", Name(16)),
    Column("restricted_by", Words),
    Column("sensitive", Boolean, nullable=False, default=False),
    Column("bounds_by", Words),
    Column("mentions", Words),
    Column("matched", Integer),
)
Index("ix_documents_batch", documents.c.batch)
_UNFINISHED = text("stage <> 'EXTRACTED'")
Index(
    "ix_documents_unfinished",
    documents.c.received_at,
    sqlite_where=_UNFINISHED,
    postgresql_where=_UNFINISHED,
)
Index("ix_documents_claim_holder", documents.c.claim_holder)
_WAITING = text("revision > indexed_revision")
Index(
    "ix_documents_unindexed",
    documents.c.finished_at,
    sqlite_where=_WAITING,
    postgresql_where=_WAITING,
)

_MATCHED = text("matched IS NOT NULL")
Index(
    "ix_documents_matched",
    documents.c.matched,
    sqlite_where=_MATCHED,
    postgresql_where=_MATCHED,
)

parts = Table(
    "parts",
    metadata,
    Column("document", Name(16), ForeignKey("documents.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("sha256", Name(64), ForeignKey("originals.sha256"), nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("file", Words, nullable=False),
    Column("left_out", Boolean, nullable=False, server_default=false()),
)
Index("ix_parts_sha256", parts.c.sha256)

successors = Table(
    "successors",
    metadata,
    Column("document", Name(16), ForeignKey("documents.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("successor", Name(16), ForeignKey("documents.id"), nullable=False),
)
Index("ix_successors_successor", successors.c.successor)

hand_ins = Table(
    "hand_ins",
    metadata,
    Column("batch", Name(32), ForeignKey("batches.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("file", Words, nullable=False),
    Column("answer", Name(16), nullable=False),
    Column("sha256", Name(64)),
    Column("document", Name(16)),
    Column("first", Integer),
    Column("last", Integer),
    Column("code", Words),
    Column("detail", Words),
)
Index("ix_hand_ins_document", hand_ins.c.document)

pages = Table(
    "pages",
    metadata,
    Column("document", Name(16), ForeignKey("documents.id"), primary_key=True),
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
    Column("document", Name(16), ForeignKey("documents.id"), primary_key=True),
    Column("name", Name(FIELD_NAME), primary_key=True),
    Column("ordinal", Integer, nullable=False),
    Column("value", Words, nullable=False),
    Column("raw", Words, nullable=False),
    Column("confidence", Double, nullable=False),
    Column("state", Name(16), nullable=False),
    Column("page", Integer),
    Column("left", Double),
    Column("top", Double),
    Column("right", Double),
    Column("bottom", Double),
    Column("source", Words, nullable=False),
)

problems = Table(
    "problems",
    metadata,
    Column("document", Name(16), ForeignKey("documents.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("code", Name(64), nullable=False),
    Column("page", Integer),
    Column("detail", Words, nullable=False),
)

signatures = Table(
    "signatures",
    metadata,
    Column("document", Name(16), ForeignKey("documents.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("field", Words, nullable=False),
    Column("signer", Words, nullable=False),
    Column("organisation", Words, nullable=False),
    Column("at", Words),
    Column("stamped", Words),
    Column("intact", Boolean),
    Column("covers_whole", Boolean),
    Column("changed", Name(16)),
    Column("trusted", Boolean),
    Column("valid_then", Boolean),
    Column("weak", Boolean, nullable=False),
    Column("problem", Name(64), nullable=False),
    Column("page", Integer),
    Column("left", Double),
    Column("top", Double),
    Column("right", Double),
    Column("bottom", Double),
)

likenesses = Table(
    "likenesses",
    metadata,
    Column("key", BYTES, primary_key=True, autoincrement=False),
    Column("document", Name(16), ForeignKey("documents.id"), primary_key=True),
    sqlite_with_rowid=False,
)
Index("ix_likenesses_document", likenesses.c.document)

dossiers = Table(
    "dossiers",
    metadata,
    Column("code", Name(64, bytewise=True), primary_key=True),
    Column("procedure", Words),
    Column("procedure_name", Words),
    Column("unit", Words),
    Column("unit_name", Words),
    Column("channel", Words),
    Column("applicant", Words),
    Column("received", Date),
    Column("due", Date),
    Column("finished", Date),
    Column("returned", Date),
    Column("returns_result", Boolean, nullable=False),
    Column("registered", Boolean, nullable=False),
    Column("person", Name(LONGEST_KEY)),
)
Index("ix_dossiers_person", dossiers.c.person)
Index("ix_dossiers_received", dossiers.c.received)
Index("ix_dossiers_returned", dossiers.c.returned)

filings = Table(
    "filings",
    metadata,
    Column("document", Name(16), ForeignKey("documents.id"), primary_key=True),
    Column("dossier", Name(64, bytewise=True), ForeignKey("dossiers.code"), primary_key=True),
    Column("role", Name(16)),
    Column("filed_by", Words, nullable=False),
    Column("confidence", Double, nullable=False),
    Column("in_doubt", Boolean, nullable=False),
    Column("accepted", Boolean, nullable=False),
    Column("why", Words, nullable=False, default=""),
)
Index("ix_filings_dossier", filings.c.dossier)

register = Table(
    "register",
    metadata,
    Column("name", Name(16), primary_key=True),
    Column("version", Integer, nullable=False),
)
"""How often the office's register of dossiers was changed by imports; one row, none before the first."""

history = Table(
    "history",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("document", Name(16), nullable=False),
    Column("at", Double, nullable=False),
    Column("by", Words, nullable=False),
    Column("event", Name(32), nullable=False),
    Column("name", Words, nullable=False),
    Column("before", Words),
    Column("after", Words),
)
Index("ix_history_document", history.c.document)

holds = Table(
    "holds",
    metadata,
    Column("dossier", Name(64, bytewise=True), ForeignKey("dossiers.code"), primary_key=True),
    Column("by", Words, nullable=False),
    Column("at", Double, nullable=False),
)

held_originals = Table(
    "held_originals",
    metadata,
    Column("sha256", Name(64), ForeignKey("originals.sha256"), primary_key=True),
)

learnt = Table(
    "learnt",
    metadata,
    Column("field", Name(FIELD_NAME), primary_key=True),
    Column("read", Name(200), primary_key=True),
    Column("issuer", Name(200), primary_key=True),
    Column("value", Name(400), primary_key=True),
    Column("document", Name(16), nullable=False),
    Column("by", Words, nullable=False),
    Column("at", Double, nullable=False),
)
Index("ix_learnt_read", learnt.c.read)

searches = Table(
    "searches",
    metadata,
    Column("by", Name(SEARCH_NAME, bytewise=True), primary_key=True),
    Column("name", Name(SEARCH_NAME, bytewise=True), primary_key=True),
    Column("text", Words, nullable=False),
    Column("filters", Words, nullable=False),
    Column("at", Double, nullable=False),
)
