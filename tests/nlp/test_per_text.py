"""Answers about one text are given once, and let go of."""

from nlp.per_text import forget_texts, per_text, per_word

LONG = "Căn cứ Luật Tổ chức chính quyền địa phương; " * 100


def test_a_long_text_is_read_once() -> None:
    """A second question about the same text costs nothing; a short one is no matter."""
    asked: list[str] = []

    @per_text
    def size(text: str) -> int:
        asked.append(text)
        return len(text)

    assert [size(LONG), size(LONG), size("a"), size("a")] == [len(LONG)] * 2 + [1, 1]
    assert asked == [LONG, "a", "a"]


def test_texts_are_forgotten() -> None:
    """After `forget_texts` a text is read anew, so none is kept."""
    asked: list[str] = []

    @per_text
    def size(text: str) -> int:
        asked.append(text)
        return len(text)

    size(LONG)
    forget_texts()
    size(LONG)
    assert asked == [LONG, LONG]


def test_words_longer_than_people_write_are_not_kept() -> None:
    """A few of a hundred million letters would fill the memory of a server."""
    read: list[str] = []

    @per_word(8)
    def length(word: str) -> int:
        read.append(word)
        return len(word)

    for word in ("ngắn", "dài" * 1_000):
        assert [length(word), length(word)] == [len(word)] * 2
    assert read == ["ngắn", "dài" * 1_000, "dài" * 1_000]
