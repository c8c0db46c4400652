"""Whether a word can be a Vietnamese syllable: "Hiroshi" and "Sapporo" cannot."""

from __future__ import annotations

import re

from nlp.fold import fold
from nlp.per_text import per_word

_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|th|tr|ch|gh|gi|kh|ph|qu|[bcdghklmnpqrstvx])?"
    r"[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?"
)


@per_word(16_384)
def is_vietnamese(word: str) -> bool:
    """Tell whether `word` has the build of a Vietnamese syllable.

    >>> [is_vietnamese(word) for word in ("Nguyễn", "Phương", "Hiroshi", "Osaka")]
    [True, True, False, False]
    """
    return _SYLLABLE.fullmatch(fold(word)) is not None
