"""The register as first laid out.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of the first register."""
    op.create_table(
        "catalogue_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.String(length=32), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("number_key", sa.String(length=200), nullable=True),
        sa.Column("short_key", sa.String(length=200), nullable=True),
        sa.Column("name_key", sa.String(length=500), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("issuer_id", sa.String(length=200), nullable=True),
        sa.Column("date", sa.String(length=40), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("effective_from", sa.String(length=40), nullable=True),
        sa.Column("effective_to", sa.String(length=40), nullable=True),
        sa.Column("status", sa.String(length=60), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_entry")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_catalogue_entry_fingerprint")),
    )
    op.create_index(
        op.f("ix_catalogue_entry_date"), "catalogue_entry", ["date"], unique=False
    )
    op.create_index(
        op.f("ix_catalogue_entry_issuer_id"),
        "catalogue_entry",
        ["issuer_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_catalogue_entry_name_key"),
        "catalogue_entry",
        ["name_key"],
        unique=False,
    )
    op.create_index(
        op.f("ix_catalogue_entry_number_key"),
        "catalogue_entry",
        ["number_key"],
        unique=False,
    )
    op.create_index(
        op.f("ix_catalogue_entry_short_key"),
        "catalogue_entry",
        ["short_key"],
        unique=False,
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("number_key", sa.String(length=200), nullable=True),
        sa.Column("short_key", sa.String(length=200), nullable=True),
        sa.Column("name_key", sa.String(length=500), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("issuer_id", sa.String(length=200), nullable=True),
        sa.Column("date", sa.String(length=40), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("effective_from", sa.String(length=40), nullable=True),
        sa.Column("signer", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("home", sa.Text(), nullable=True),
        sa.Column("draft", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("sha256", name=op.f("uq_document_sha256")),
    )
    op.create_index(op.f("ix_document_date"), "document", ["date"], unique=False)
    op.create_index(
        op.f("ix_document_issuer_id"), "document", ["issuer_id"], unique=False
    )
    op.create_index(
        op.f("ix_document_name_key"), "document", ["name_key"], unique=False
    )
    op.create_index(
        op.f("ix_document_number_key"), "document", ["number_key"], unique=False
    )
    op.create_index(
        op.f("ix_document_short_key"), "document", ["short_key"], unique=False
    )
    op.create_table(
        "ledger",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reached", sa.String(length=12), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=True),
        sa.Column("message_vi", sa.Text(), nullable=True),
        sa.Column("message_en", sa.Text(), nullable=True),
        sa.Column("received_at", sa.String(length=32), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger")),
        sa.UniqueConstraint("sha256", name=op.f("uq_ledger_sha256")),
    )
    op.create_index("ix_ledger_state", "ledger", ["state"], unique=False)
    op.create_table(
        "citation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("number_key", sa.String(length=200), nullable=True),
        sa.Column("short_key", sa.String(length=200), nullable=True),
        sa.Column("name_key", sa.String(length=500), nullable=True),
        sa.Column("date", sa.String(length=40), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("provisions", sa.JSON(), nullable=False),
        sa.Column("relation", sa.String(length=20), nullable=False),
        sa.Column("form", sa.String(length=10), nullable=False),
        sa.Column("acts", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=True),
        sa.Column("reference", sa.JSON(), nullable=False),
        sa.Column("resolution", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_citation_document_id_document"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citation")),
        sa.UniqueConstraint(
            "document_id", "position", name=op.f("uq_citation_document_id_position")
        ),
    )
    op.create_index(
        op.f("ix_citation_name_key"), "citation", ["name_key"], unique=False
    )
    op.create_index(
        op.f("ix_citation_number_key"), "citation", ["number_key"], unique=False
    )
    op.create_index(
        op.f("ix_citation_short_key"), "citation", ["short_key"], unique=False
    )
    op.create_table(
        "reading",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("layout", sa.LargeBinary(), nullable=False),
        sa.Column("analysis", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_reading_document_id_document"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_reading")),
    )
    op.create_table(
        "version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.String(length=32), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
        sa.Column("analysis_sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_version_document_id_document"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version")),
        sa.UniqueConstraint(
            "document_id", "position", name=op.f("uq_version_document_id_position")
        ),
    )
    op.create_table(
        "link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("citation_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("match", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["citation_id"],
            ["citation.id"],
            name=op.f("fk_link_citation_id_citation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_link_document_id_document"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["catalogue_entry.id"],
            name=op.f("fk_link_entry_id_catalogue_entry"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
    )
    op.create_index(op.f("ix_link_citation_id"), "link", ["citation_id"], unique=False)
    op.create_index(op.f("ix_link_document_id"), "link", ["document_id"], unique=False)
    op.create_index(op.f("ix_link_entry_id"), "link", ["entry_id"], unique=False)


def downgrade() -> None:
    """Take the tables of the first register away again."""
    op.drop_index(op.f("ix_link_entry_id"), table_name="link")
    op.drop_index(op.f("ix_link_document_id"), table_name="link")
    op.drop_index(op.f("ix_link_citation_id"), table_name="link")
    op.drop_table("link")
    op.drop_table("version")
    op.drop_table("reading")
    op.drop_index(op.f("ix_citation_short_key"), table_name="citation")
    op.drop_index(op.f("ix_citation_number_key"), table_name="citation")
    op.drop_index(op.f("ix_citation_name_key"), table_name="citation")
    op.drop_table("citation")
    op.drop_index("ix_ledger_state", table_name="ledger")
    op.drop_table("ledger")
    op.drop_index(op.f("ix_document_short_key"), table_name="document")
    op.drop_index(op.f("ix_document_number_key"), table_name="document")
    op.drop_index(op.f("ix_document_name_key"), table_name="document")
    op.drop_index(op.f("ix_document_issuer_id"), table_name="document")
    op.drop_index(op.f("ix_document_date"), table_name="document")
    op.drop_table("document")
    op.drop_index(op.f("ix_catalogue_entry_short_key"), table_name="catalogue_entry")
    op.drop_index(op.f("ix_catalogue_entry_number_key"), table_name="catalogue_entry")
    op.drop_index(op.f("ix_catalogue_entry_name_key"), table_name="catalogue_entry")
    op.drop_index(op.f("ix_catalogue_entry_issuer_id"), table_name="catalogue_entry")
    op.drop_index(op.f("ix_catalogue_entry_date"), table_name="catalogue_entry")
    op.drop_table("catalogue_entry")
