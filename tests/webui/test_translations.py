"""Every word of the interface has an English one, which is what is shown."""

from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from webui.languages import translations

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


def test_the_interface_speaks_from_what_translators_write() -> None:
    """Each written message is said; no compiled file could say another."""
    with (MESSAGES / "messages.po").open("rb") as file:
        source = {message.id: message.string for message in read_po(file) if message.id}

    english = translations("en")

    assert {message: english.ugettext(message) for message in source} == source
    assert list(WEBUI.rglob("*.mo")) == []


def test_vietnamese_is_said_as_it_stands() -> None:
    """The language of the source needs no file."""
    assert translations("vi").ugettext("căn cứ") == "căn cứ"
