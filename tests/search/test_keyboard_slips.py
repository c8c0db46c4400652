"""Telex and VNI keys left in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.keyboard_slips import decoded


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("quyeets ddinhj", "quyết định"),
        ("nghij ddinhj", "nghị định"),
        ("nghij ddinjh", "nghị định"),
        ("thi ddua khen thuwowngr", "thi đua khen thưởng"),
        ("uyr ban nhaan daan", "ủy ban nhân dân"),
        ("ddaats ddai", "đất đai"),
        ("thoong tuw", "thông tư"),
        ("ngayf thangs", "ngày tháng"),
        ("hieeuj luwcj", "hiệu lực"),
        ("thuongwr", "thưởng"),
        ("nguowif", "người"),
        ("giaays", "giấy"),
        ("quyf", "quỳ"),
        ("hoas", "hóa"),
        ("quye6t1 d9i5nh", "quyết định"),
        ("nghi5 d9inh5", "nghị định"),
        ("u3y ban nha6n da6n", "ủy ban nhân dân"),
        ("thi d9ua khen thu7o7ng3", "thi đua khen thưởng"),
        ("d9a6t1 d9ai", "đất đai"),
        ("va8n thu7", "văn thư"),
    ],
)
def test_keys_become_letters(typed: str, meant: str) -> None:
    """Marks may be typed after the letter or after the syllable, as both methods do."""
    assert " ".join(decoded(word) or word for word in typed.split()) == meant


@pytest.mark.parametrize(
    "typed",
    [
        *("khoan", "h2", "qh14", "ubtvqh10", "38qdlhh", "covid19", "covid", "word"),
        *("", "2020", "ttbtc", "quyết", "www", "x" * 5000),
    ],
)
def test_other_words_stay(typed: str) -> None:
    """What makes no Vietnamese syllable is not decoded; codes and numbers are none."""
    assert decoded(typed) is None


@given(st.text(alphabet="adeghinouwsfrxj0123456789", max_size=16))
def test_any_keys_make_one_syllable_or_nothing(typed: str) -> None:
    """Whatever is typed, the answer is one word of letters, or none."""
    found = decoded(typed)
    assert found is None or (found.isalpha() and found != typed)
