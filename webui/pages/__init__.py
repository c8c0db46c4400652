"""The pages people read: search, documents, intake, cross-check."""

from flask import Blueprint

pages = Blueprint("pages", __name__)

# The views register themselves on the blueprint.
from webui.pages import (  # noqa: E402
    accounts,
    checking,
    headers,
    intake,
    overview,
    people,
    reading,
    searching,
)

__all__ = [
    "accounts",
    "checking",
    "headers",
    "intake",
    "overview",
    "pages",
    "people",
    "reading",
    "searching",
]
