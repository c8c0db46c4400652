"""Both engines hold the same and are asked the same: the answers are equal."""

import random
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from search.engine import Cited, Hit, IndexDocument, Section
from search.evaluation import without_diacritics
from search.opensearch_client import Access
from search.opensearch_engine import OpenSearchEngine
from search.query import parse
from search.whoosh_engine import WhooshEngine
from tests.opensearch_nodes import Nodes

EXPRESSIONS = (
    "thi đua khen thưởng công tác văn thư lưu trữ hồ sơ quyền quyển quyết định",
    "quy định kiểm tra thanh tra tổ chức cán bộ công chức viên chức nhiệm vụ",
    "trách nhiệm cơ quan đơn vị ủy ban nhân dân hội đồng sở giáo dục đào tạo",
    "y tế tài chính ngân sách nhà nước",
)
WORDS = [word for each in EXPRESSIONS for word in each.split()]
KINDS = ("Quyết định", "Nghị định", "Kế hoạch", "Công văn")
ISSUERS = ("Chính phủ", "Ủy ban nhân dân Thành phố Hồ Chí Minh", "Sở Nội vụ", None)
FIELDS = ("Y tế", "Đất đai", "Giáo dục – Đào tạo", "Y tế", "Đầu tư", "Đấu thầu")
STATES = ("Còn hiệu lực", "Hết hiệu lực toàn bộ", None)
QUESTIONS = (
    "thi đua",
    "thi đua khen thưởng",
    "quyền",
    "quyển",
    "trách nhiệm của cơ quan trong công tác văn thư lưu trữ",
    "kế hoạch kiểm tra 2021 ubnd tphcm",
    '"công tác văn thư"',
    '"cong tac" -"văn thư"',
    "ngân sách OR y tế",
    "khen* -thanh",
    "12/QĐ-UBND",
    "quyết định 12",
    "dẫn: 12/QĐ-UBND",
    "lĩnh vực: y tế công chức",
    "lĩnh vực: đất đai",
    "2021",
    "tháng 3 năm 2021",
    "cơ quan: UBND TP.HCM công chức",
    "văn bản còn hiệu lực về giáo dục",
    "từ: 2020 đến: 2022 hội đồng",
    "khen thuowngr can bo",
    "giaoduc",
    "viên chứv nhà nước",
    "điều 2 quyết định 12/QĐ-UBND",
    "không có từ nào ở đây xyzzy",
)


def _documents() -> Iterator[IndexDocument]:
    chosen = random.Random(11)
    for at in range(240):
        first, second = (
            " ".join(chosen.choices(WORDS, k=chosen.randint(15, 120))) for _ in "12"
        )
        text = f"Điều 1. {first}\nĐiều 2. {second}"
        middle = text.index("Điều 2")
        kind = chosen.choice(KINDS)
        yield IndexDocument(
            id=f"v{at}",
            text=text,
            number=f"{at % 40}/QĐ-UBND" if at % 5 else None,
            kind=kind,
            issuer=chosen.choice(ISSUERS),
            date=f"{2019 + at % 5}-{1 + at % 12:02}-{1 + at % 28:02}",
            title=f"{kind} về {' '.join(chosen.choices(WORDS, k=6))}",
            signer=f"Nguyễn Văn {'ABC'[at % 3]}",
            fields=FIELDS[at % 4 : at % 4 + at % 3],
            status=chosen.choice(STATES),
            provisions=(
                Section("dieu:1", 0, middle, "Phạm vi"),
                Section("dieu:2", middle, len(text)),
            ),
            people=(f"Nguyễn Văn {'ABC'[at % 3]}",),
            cites=(Cited(f"{(at + 7) % 40}/QĐ-UBND", "Quyết định"),),
            added_at=f"2026-01-01T00:{at % 60:02}:00",
        )


class Both(NamedTuple):
    """Two engines that hold the same."""

    embedded: WhooshEngine
    cluster: OpenSearchEngine


@pytest.fixture(scope="module")
def both(nodes: Nodes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """Give both engines, filled with the same documents in the same order."""
    documents = list(_documents())
    texts = {document.id: document.text for document in documents}
    folder: Path = tmp_path_factory.mktemp("index")
    embedded = WhooshEngine(folder, texts=texts.get)
    cluster = OpenSearchEngine(
        Access(nodes.hosts), texts=texts.get, prefix=f"t{uuid.uuid4().hex}", shards=3
    )
    for engine in (embedded, cluster):
        engine.add(documents)
    yield Both(embedded, cluster)
    cluster.drop()
    cluster.close()
    embedded.close()


def shown(hit: Hit) -> tuple[object, ...]:
    """Return all that a person sees of a hit."""
    sections = [(one.path, one.snippet, one.matches) for one in hit.sections]
    return hit.id, hit.snippet, hit.matches, hit.start, hit.provision, sections


@pytest.mark.parametrize("typed", QUESTIONS)
@pytest.mark.parametrize("plain", [False, True])
def test_answers_are_equal(both: Both, typed: str, plain: bool) -> None:
    """Total, facets, notices, corrections, order, snippets and highlights."""
    query = parse(without_diacritics(typed) if plain else typed, limit=30)

    one, other = both.embedded.search(query), both.cluster.search(query)

    assert other.total == one.total
    assert other.facets == one.facets
    assert other.notices == one.notices
    assert other.corrected == one.corrected
    assert [shown(hit) for hit in other.hits] == [shown(hit) for hit in one.hits]
    scores = [hit.score for hit in one.hits]
    assert [hit.score for hit in other.hits] == pytest.approx(scores, rel=0.02)


@pytest.mark.parametrize("sort", ["newest", "oldest", "number", "issuer", "added"])
def test_orders_are_equal(both: Both, sort: str) -> None:
    """Every order, to the last document."""
    query = parse("công tác", sort=sort, limit=1000)  # type: ignore[arg-type]

    one, other = both.embedded.search(query), both.cluster.search(query)

    assert [hit.id for hit in other.hits] == [hit.id for hit in one.hits]


@pytest.mark.parametrize("typed", ["12", "ke hoach", "nguyen", "van b", "uy ban", "so"])
def test_suggestions_are_equal(both: Both, typed: str) -> None:
    """The same names with the same counts."""
    assert both.cluster.suggest(typed) == both.embedded.suggest(typed)


@pytest.mark.parametrize("ident", ["v3", "v77", "v200"])
def test_what_is_alike_is_equal(both: Both, ident: str) -> None:
    """The same documents in the same order."""
    one, other = both.embedded.more_like(ident), both.cluster.more_like(ident)

    assert [hit.id for hit in other.hits] == [hit.id for hit in one.hits]
