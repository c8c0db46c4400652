"""The pages people read: search, documents, intake, cross-check."""

from flask import Blueprint

pages = Blueprint("pages", __name__)

# The views register themselves on the blueprint.
from webui.pages import (  # noqa: E402
    accounts,
    checking,
    collections,
    comparing,
    exporting,
    headers,
    intake,
    overview,
    people,
    reading,
    saved,
    searching,
    second_factor,
)

__all__ = [
    "accounts",
    "checking",
    "collections",
    "comparing",
    "exporting",
    "headers",
    "intake",
    "overview",
    "pages",
    "people",
    "reading",
    "saved",
    "searching",
    "second_factor",
]
