"""The words of the interface in other languages, read from where translators write.

No compiled file stands between: nothing to build, nothing that can be out of date.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask_babel import Babel, Domain, get_locale

FOLDER = Path(__file__).parent / "translations"


@lru_cache
def translations(language: str) -> NullTranslations:
    """Return what `messages.po` of the language says; nothing is put otherwise
    where there is none, as for Vietnamese, the language of the source.

    >>> translations("en").ugettext("căn cứ")
    'legal basis'
    """
    source = FOLDER / language / "LC_MESSAGES" / "messages.po"
    if not source.exists():
        return NullTranslations()
    with source.open("rb") as file:
        catalog = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Translations(compiled)


class _Written(Domain):  # type: ignore[misc]
    """The domain of all messages."""

    def get_translations(self) -> NullTranslations:
        return translations(str(get_locale() or ""))


class Languages(Babel):  # type: ignore[misc]
    """Flask-Babel over the written translations."""

    domain_instance = _Written()
