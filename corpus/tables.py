"""The tables of the register, as SQLAlchemy sees them: names and types, no behaviour.

Only portable SQL: the same metadata serves SQLite and PostgreSQL. The migrations in
`corpus/migrations` produce exactly this metadata, and a test compares the two.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _identity() -> list[Column[object]]:
    """Return the columns by which one document is told from another.

    The keys are derived (`corpus.identity`): `number_key` spells the number without
    leading zeros, `short_key` is kind/serial/year, `name_key` the folded name of a law.
    """
    return [
        Column("kind", Text),
        Column("number", Text),
        Column("number_key", String(200), index=True),
        Column("short_key", String(200), index=True),
        Column("name_key", String(500), index=True),
        Column("issuer", Text),
        Column("issuer_id", String(200), index=True),
        Column("date", String(40), index=True),
        Column("title", Text),
        Column("effective_from", String(40)),
    ]


document = Table(
    "document",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("media_type", String(120), nullable=False),
    Column("size", Integer, nullable=False),
    Column("added_at", String(32), nullable=False),
    *_identity(),
    Column("signer", Text),
    Column("place", Text),
    Column("home", Text),
    Column("draft", Integer, nullable=False, default=0),
    Column("collection_id", Integer, nullable=False, server_default="1", index=True),
)

reading = Table(
    "reading",
    metadata,
    Column(
        "document_id",
        ForeignKey("document.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("text", Text, nullable=False),
    Column("layout", LargeBinary, nullable=False),
    Column("analysis", LargeBinary, nullable=False),
)

version = Table(
    "version",
    metadata,
    Column("id", Integer, primary_key=True),
    Column(
        "document_id", ForeignKey("document.id", ondelete="CASCADE"), nullable=False
    ),
    Column("position", Integer, nullable=False),
    Column("read_at", String(32), nullable=False),
    Column("text_sha256", String(64), nullable=False),
    Column("analysis_sha256", String(64), nullable=False),
    UniqueConstraint("document_id", "position"),
)

catalogue_entry = Table(
    "catalogue_entry",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("fingerprint", String(64), nullable=False, unique=True),
    Column("added_at", String(32), nullable=False),
    Column("source", Text),
    *_identity(),
    Column("effective_to", String(40)),
    Column("status", String(60)),
)

citation = Table(
    "citation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column(
        "document_id", ForeignKey("document.id", ondelete="CASCADE"), nullable=False
    ),
    Column("position", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("kind", Text),
    Column("number", Text),
    Column("number_key", String(200), index=True),
    Column("short_key", String(200), index=True),
    Column("name_key", String(500), index=True),
    Column("date", String(40)),
    Column("issuer", Text),
    Column("title", Text),
    Column("provisions", JSON, nullable=False),
    Column("relation", String(20), nullable=False),
    Column("form", String(10), nullable=False),
    Column("acts", Integer, nullable=False),
    Column("status", String(12)),
    Column("reference", JSON, nullable=False),
    Column("resolution", String(12), nullable=False, index=True),
    UniqueConstraint("document_id", "position"),
)

link = Table(
    "link",
    metadata,
    Column("id", Integer, primary_key=True),
    Column(
        "citation_id",
        ForeignKey("citation.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("document_id", ForeignKey("document.id", ondelete="CASCADE"), index=True),
    Column(
        "entry_id", ForeignKey("catalogue_entry.id", ondelete="CASCADE"), index=True
    ),
    Column("match", String(12), nullable=False),
)

ledger = Table(
    "ledger",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("state", String(12), nullable=False),
    Column("reached", String(12), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("code", String(60)),
    Column("message_vi", Text),
    Column("message_en", Text),
    Column("received_at", String(32), nullable=False),
    Column("changed_at", String(32), nullable=False),
    Column("collection_id", Integer, nullable=False, server_default="1", index=True),
    Column("lease_by", String(100), index=True),
    Column("lease_until", String(32)),
    Index("ix_ledger_state", "state"),
)

# Keyed by the digest of a file, not by its row: a decision outlives both.
decision = Table(
    "decision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("fingerprint", String(64), nullable=False, index=True),
    Column("sha256", String(64), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("code", String(40), nullable=False),
    Column("quote", Text, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("message", Text, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("who", Text, nullable=False),
    Column("decided_at", String(32), nullable=False),
    Column("rules", String(12), nullable=False),
    Column("reason", Text),
    Column("field", String(16)),
    Column("value", Text),
)

# Why fields of a header want a person's eye, as the last reading has it.
doubt = Table(
    "doubt",
    metadata,
    Column("id", Integer, primary_key=True),
    Column(
        "document_id",
        ForeignKey("document.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("field", String(16), nullable=False),
    Column("code", String(20), nullable=False),
    Column("value", Text),
    Column("message", Text, nullable=False),
    Column("message_en", Text, nullable=False),
)

# What people said of it; keyed by the digest of the file, as decisions are.
correction = Table(
    "correction",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False, index=True),
    Column("field", String(16), nullable=False),
    Column("read", Text),
    Column("value", Text),
    Column("who", Text, nullable=False),
    Column("decided_at", String(32), nullable=False),
)

# One row for each change of what stands at a path; `last` marks the present one and
# `replaces` names the bytes that stood there before.
source = Table(
    "source",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("path", Text, nullable=False, index=True),
    Column("sha256", String(64), nullable=False, index=True),
    Column("last", Integer, nullable=False),
    Column("replaces", String(64), index=True),
    Column("size", BigInteger, nullable=False),
    Column("modified", BigInteger, nullable=False),
    Column("seen_at", String(32), nullable=False),
)

# What was in a bundle, an archive or an e-mail: its members by the digests of both.
member = Table(
    "member",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("bundle_sha256", String(64), nullable=False),
    Column("bundle", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("sha256", String(64), nullable=False, index=True),
    Column("name", Text, nullable=False),
    UniqueConstraint("bundle_sha256", "position"),
)

# The smallest hashes of the runs of words of a text: what alike texts share.
shingle = Table(
    "shingle",
    metadata,
    Column(
        "document_id",
        ForeignKey("document.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("value", Integer, primary_key=True, index=True),
)

# Documents are in one collection each; the first is there from the beginning, and
# those that are open are seen by everybody.
collection = Table(
    "collection",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(100), nullable=False),
    Column("name_key", String(100), nullable=False, unique=True),
    Column("open", Integer, nullable=False),
    Column("added_at", String(32), nullable=False),
)

# People are never removed, only disabled: the audit log speaks of them.
person = Table(
    "person",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(60), nullable=False, unique=True),
    Column("full_name", String(200), nullable=False),
    Column("role", String(16), nullable=False),
    Column("password", Text),
    Column("must_change", Integer, nullable=False),
    Column("disabled", Integer, nullable=False),
    Column("added_at", String(32), nullable=False),
    Column("password_at", String(32)),
)

access = Table(
    "access",
    metadata,
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "collection_id",
        ForeignKey("collection.id", ondelete="CASCADE"),
        primary_key=True,
    ),
)

# One row for each log-in that is open; the secret itself is only in the cookie.
sitting = Table(
    "sitting",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column(
        "person_id",
        ForeignKey("person.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("began_at", String(32), nullable=False),
    Column("seen_at", String(32), nullable=False),
    Column("address", String(64), nullable=False),
)

token = Table(
    "token",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column(
        "person_id",
        ForeignKey("person.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("label", String(100), nullable=False),
    Column("role", String(16), nullable=False),
    Column("added_at", String(32), nullable=False),
    Column("expires_at", String(32), nullable=False),
    Column("revoked_at", String(32)),
    Column("used_at", String(32)),
)

# The secret that a person's telephone shares, once it was shown to have it; `last_step`
# is the last half minute whose code was used.
second_factor = Table(
    "second_factor",
    metadata,
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column("secret", String(200), nullable=False),
    Column("added_at", String(32), nullable=False),
    Column("last_step", BigInteger, nullable=False),
)

# Each opens one log-in of who has lost the telephone.
recovery_code = Table(
    "recovery_code",
    metadata,
    Column("id", Integer, primary_key=True),
    Column(
        "person_id",
        ForeignKey("person.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("digest", String(64), nullable=False, unique=True),
)

# Who changed or took out what: rows are added, and the database refuses the rest.
trail = Table(
    "trail",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String(32), nullable=False, index=True),
    Column("who", String(300), nullable=False),
    Column("person_id", Integer, index=True),
    Column("action", String(60), nullable=False, index=True),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("address", String(64), nullable=False),
)

# Searches that people keep; without accounts nobody's, which is this machine's.
saved_search = Table(
    "saved_search",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), index=True),
    Column("name", String(200), nullable=False),
    Column("asked", JSON, nullable=False),
    Column("saved_at", String(32), nullable=False),
    Column("seen_at", String(32), nullable=False),
)

# One row: its mark is another one after each change (`corpus.changes`).
revision = Table(
    "revision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", BigInteger, nullable=False),
    Column("mark", String(16), nullable=False),
)


def kept_tables() -> list[Table]:
    """Return the tables that a backup keeps, each after those it refers to."""
    return [table for table in metadata.sorted_tables if table is not revision]
