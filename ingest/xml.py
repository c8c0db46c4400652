"""XML of office files, parsed without entities, external files or the network."""

from __future__ import annotations

from lxml import etree

from ingest.errors import Corrupt, Hostile


def parse(content: bytes) -> etree._Element:
    """Return the root of an XML part.

    Raises:
        Hostile: it declares a document type, which no office program writes.
        Corrupt: it is not well-formed XML.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        if b"<!ENTITY" in content:
            raise Hostile from error
        raise Corrupt from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Hostile
    return root
