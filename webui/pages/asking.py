"""What the address of a search page asks for, and addresses that ask a little else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from search.query import Field
from webui.archive import FILTERS, SORTS

# What is carried from one address to the next.
CARRIED = ("q", *FILTERS, "sort", "page", "luu")


@dataclass(frozen=True, slots=True)
class Asked:
    """The text typed, the filters chosen, and the order."""

    text: str
    filters: dict[Field, str]
    sort: str

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is asked."""
        return not self.text and not self.filters

    def as_values(self) -> dict[str, str]:
        """Return what is asked as names and values of an address, page and order out.

        Two addresses that ask the same give the same.
        """
        values: dict[str, str] = {"q": self.text} if self.text else {}
        values.update((str(name), value) for name, value in self.filters.items())
        return values


def asked() -> Asked:
    """Return what the address of the present request asks for."""
    filters: dict[Field, str] = {
        name: value for name in FILTERS if (value := request.args.get(name, "").strip())
    }
    sort = request.args.get("sort", "relevance")
    text = request.args.get("q", "").strip()
    return Asked(text, filters, sort if sort in SORTS else "relevance")


def address(endpoint: str, **changes: Any) -> str:
    """Return an address with what was asked, changed; nothing else is carried over."""
    given = {name: request.args.get(name) for name in CARRIED}
    chosen = {**given, **changes}
    return url_for(endpoint, **{k: v for k, v in chosen.items() if v is not None})
