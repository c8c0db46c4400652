"""The pages people read: search, documents, intake, cross-check."""

from flask import Blueprint

pages = Blueprint("pages", __name__)

# The views register themselves on the blueprint.
from webui.pages import checking, intake, overview, reading, searching  # noqa: E402

__all__ = ["checking", "intake", "overview", "pages", "reading", "searching"]
