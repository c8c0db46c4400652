"""How much of a text is made of Vietnamese syllables? No dictionary, only spelling.

A Vietnamese word is written syllable by syllable, and a syllable is an onset and a
rhyme of two short lists. Letters that a broken font or a careless OCR left behind
rarely hit one of each.

Source: the orthography of Quốc ngữ as in Hoàng Phê, Chính tả tiếng Việt (1999).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SAMPLE = 20_000
_LEAST = 12  # words, to judge by
_WORD = re.compile(r"[^\W\d_]+")
_ONSETS = """
b c ch d đ g gh gi h k kh l m n ng ngh nh p ph r s t th tr v x
"""
_RHYMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt
iêu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oat oay oăc oăm oăn oăng
oăt oc oe oen oeo oet oi om on ong oong ooc op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp
ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut
uy uya uych uyên uyêt uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu
ưt ưu y yêm yên yêt yêu
"""
_AFTER_QU = "aăâeêiyơô"
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))


def _syllables() -> frozenset[str]:
    rhymes = _RHYMES.split()
    made = {onset + rhyme for onset in _ONSETS.split() for rhyme in rhymes}
    made |= {"qu" + rhyme for rhyme in rhymes if rhyme[0] in _AFTER_QU}
    return frozenset(made | set(rhymes) | {"gi", "gin", "giêng", "giêt"})


_SYLLABLES = _syllables()


def share(text: str) -> float | None:
    """Return the share of Vietnamese syllables among the words; None for few words.

    Text without diacritics counts as Vietnamese as far as its letters allow.

    >>> share("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015")
    1.0
    >>> share("Whereas " * 12)
    0.0
    """
    words = _WORD.findall(text[:_SAMPLE].lower())
    if len(words) < _LEAST:
        return None
    return sum(map(is_syllable, words)) / len(words)


@lru_cache(maxsize=8_192)
def is_syllable(word: str) -> bool:
    """Tell whether a word in small letters is spelled as one Vietnamese syllable."""
    return _toneless(word) in _SYLLABLES


def _toneless(word: str) -> str:
    if word.isascii():
        return word
    letters = unicodedata.normalize("NFD", word).translate(_TONES)
    return unicodedata.normalize("NFC", letters)
