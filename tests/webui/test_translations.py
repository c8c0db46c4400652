"""Every word of the interface has an English one, and the compiled file is current."""

from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

WEBUI = Path(__file__).resolve().parents[2] / "webui"
MESSAGES = WEBUI / "translations" / "en" / "LC_MESSAGES"


def test_every_message_is_translated() -> None:
    """What the sources say in Vietnamese stands in the catalogue with its English."""
    methods = [("**.py", "python"), ("templates/**.html", "jinja2")]
    keywords = {"_": None, "gettext": None, "later": None}
    used = {
        message
        for _, _, message, _, _ in extract_from_dir(
            WEBUI, method_map=methods, keywords=keywords
        )
        if isinstance(message, str)
    }
    with (MESSAGES / "messages.po").open("rb") as file:
        translated = {message.id for message in read_po(file) if message.string}

    assert sorted(used - translated) == []


def test_the_compiled_messages_are_current() -> None:
    """The `.mo` that is shipped says what the `.po` says."""
    with (MESSAGES / "messages.po").open("rb") as file:
        source = {message.id: message.string for message in read_po(file) if message.id}
    with (MESSAGES / "messages.mo").open("rb") as file:
        compiled = {m.id: m.string for m in read_mo(file) if m.id}

    assert compiled == source
