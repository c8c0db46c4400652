"""Run by alembic: applies the steps on the connection that the register hands over."""

from __future__ import annotations

from alembic import context

from corpus.tables import metadata

# Absent unless alembic runs this file: importing it then does nothing.
config = getattr(context, "config", None)

if config is not None:
    context.configure(
        connection=config.attributes["connection"],
        target_metadata=metadata,
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()
