"""Answers about one text are given once, and let go of."""

from nlp.per_text import forget_texts, per_text

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
