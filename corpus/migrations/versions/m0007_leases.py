"""Who goes on with a file, and until when nobody else does.

Revision ID: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns of the lease to the ledger."""
    op.add_column("ledger", sa.Column("lease_by", sa.String(length=100)))
    op.add_column("ledger", sa.Column("lease_until", sa.String(length=32)))
    op.create_index(op.f("ix_ledger_lease_by"), "ledger", ["lease_by"])
