"""What the register promises: idempotence, links both ways, finding, versions."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.register import BytesDiffer, NotHeld, Register, all_documents

REFERS = {"kind": "Quyết định", "number": "38/QĐ-LHH", "date": "2020-07-31"}


def test_adding_twice_changes_nothing(
    register: Register, made: Any, decision: Any
) -> None:
    """The same bytes and reading give the same document and one version."""
    first = register.add(*made(**decision))
    again = register.add(*made(**decision))
    assert again == first
    assert register.counts()["documents"] == 1
    assert len(register.versions(first.id)) == 1


def test_a_new_reading_of_the_same_bytes_is_a_new_version(
    register: Register, made: Any, decision: Any
) -> None:
    """A better analysis replaces the old one and is remembered as a version."""
    data, document, analysis = made(**decision)
    held = register.add(data, document, analysis)
    better = replace(analysis, header=replace(analysis.header, signer="Nguyễn Văn A"))
    assert register.add(data, document, better).signer == "Nguyễn Văn A"
    assert [row["position"] for row in register.versions(held.id)] == [1, 2]
    assert register.document(held.id)[1] == better


def test_document_comes_back_as_it_went_in(
    register: Register, made: Any, decision: Any
) -> None:
    """Text, layout, analysis and bytes are those that were added."""
    data, document, analysis = made(cites=(REFERS,), **decision)
    held = register.add(data, document, analysis)
    assert register.document(held.id) == (document, analysis)
    assert register.original(held.id) == data
    assert register.by_sha256(document.sha256) == held


def test_bytes_must_be_those_that_were_read(
    register: Register, made: Any, decision: Any
) -> None:
    """Bytes of another file are refused, and nothing is stored."""
    _, document, analysis = made(**decision)
    with pytest.raises(BytesDiffer):
        register.add(b"khac", document, analysis)
    assert register.counts()["documents"] == 0


@pytest.mark.parametrize("target_first", [True, False])
def test_links_do_not_depend_on_the_order_of_arrival(
    register: Register, made: Any, decision: Any, target_first: bool
) -> None:
    """A citation leads to its document whether that came before or after."""
    cite = {**REFERS, "issuer": decision["issuer"]}
    target, citing = made(**decision), made("b.txt", cites=(cite,))
    order = [target, citing] if target_first else [citing, target]
    for each in order:
        register.add(*each)
    (held,) = register.find("38/QĐ-LHH")
    (by,) = register.cited_by(held.id)
    assert (by.resolution, by.by.name) == ("exact", "b.txt")
    (cites,) = register.cites(by.by.id)
    assert [target.id for target in cites.targets] == [str(held.id)]


def test_only_citations_of_that_key_are_resolved_anew(
    register: Register, made: Any, decision: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document that arrives touches the citations of its number, no others."""
    from corpus import linking

    others = tuple(
        {"kind": "Nghị định", "number": f"{n}/2020/NĐ-CP"} for n in range(1, 30)
    )
    register.add(*made("b.txt", cites=(*others, REFERS)))
    seen: list[str | None] = []
    real = linking.resolve_nearby

    def counting(ours: Any, *args: Any, **options: Any) -> Any:
        seen.append(ours.number)
        return real(ours, *args, **options)

    monkeypatch.setattr(linking, "resolve_nearby", counting)
    register.add(*made(**decision))
    assert seen == ["38/QĐ-LHH"]


def test_same_number_of_two_provinces_is_ambiguous(
    register: Register, made: Any, decision: Any
) -> None:
    """Without an issuer no one is picked; both are candidates."""
    register.add(*made(**decision))
    other = "Liên hiệp các Hội Khoa học và Kỹ thuật thành phố Đà Nẵng"
    register.add(*made("c.txt", **{**decision, "issuer": other}))
    citing = register.add(*made("b.txt", cites=(REFERS,)))
    (cite,) = register.cites(citing.id)
    assert cite.resolution == "ambiguous"
    assert len(cite.targets) == 2
    assert len(register.find("38/qđ-lhh")) == 2


def test_removing_a_document_frees_its_citations(
    register: Register, made: Any, decision: Any
) -> None:
    """The citing document stays, its citation leads nowhere again."""
    held = register.add(*made(**decision))
    citing = register.add(
        *made("b.txt", cites=({**REFERS, "issuer": decision["issuer"]},))
    )
    register.remove(held.id)
    (cite,) = register.cites(citing.id)
    assert (cite.resolution, cite.targets) == ("unresolved", ())
    with pytest.raises(NotHeld):
        register.get(held.id)


@pytest.mark.parametrize(
    "typed",
    [
        "38/QĐ-LHH",
        "0038/qd-lhh",
        "quyet dinh 38 lhh",
        "QĐ 38/QĐ-LHH",
        "38 qd lhh",
        "1",
    ],
)
def test_find_as_people_type(
    register: Register, made: Any, decision: Any, typed: str
) -> None:
    """Marks, zeros, case and separators do not matter."""
    held = register.add(*made(**decision))
    register.add(*made("b.txt", kind="Kế hoạch", number="38/KH-UBND"))
    assert register.find(typed) == [held]


@pytest.mark.parametrize("typed", ["39/QĐ-LHH", "38/QĐ-UBND", "", "không có", "99"])
def test_find_nothing(register: Register, made: Any, decision: Any, typed: str) -> None:
    """What is not held is not found: no nearest guess."""
    register.add(*made(**decision))
    assert register.find(typed) == []


def test_find_by_digest(register: Register, made: Any, decision: Any) -> None:
    """Eight hex digits of the file are enough."""
    held = register.add(*made(**decision))
    assert register.find(held.sha256[:8]) == [held]


def test_pages_of_documents(register: Register, made: Any) -> None:
    """All documents come once, in the order of arrival, page by page."""
    names = [f"{n}.txt" for n in range(7)]
    for name in names:
        register.add(*made(name))
    assert [d.name for d in all_documents(register, page=3)] == names
    assert [d.name for d in register.documents(offset=5, limit=9)] == names[5:]


def test_threads_may_add_at_once(register: Register, made: Any) -> None:
    """Eight threads add forty documents; none is lost and none is twice there."""
    cites = ({"kind": "Nghị định", "number": "30/2020/NĐ-CP"},)
    wanted = [made(f"{n % 20}.txt", cites=cites) for n in range(40)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda each: register.add(*each), wanted))
    assert register.counts()["documents"] == 20
    assert register.counts()["citations_all"] == 20
    assert register.verify() == []


def test_what_was_added_survives_reopening(
    tmp_path: Path, made: Any, decision: Any
) -> None:
    """A second opening of the same database finds everything."""
    url = f"sqlite:///{tmp_path}/so.db"
    first = Register.open(url, tmp_path / "goc")
    held = first.add(*made(**decision))
    first.close()
    second = Register.open(url, tmp_path / "goc")
    assert second.get(held.id) == held
    second.close()


def test_check_of_a_held_document(register: Register, made: Any, decision: Any) -> None:
    """A held document is checked by its id against the others."""
    register.add(*made(**decision))
    cite = {**REFERS, "issuer": decision["issuer"]}
    citing = register.add(*made("b.txt", cites=(cite,), date="2021-01-02"))
    checked = register.check_held(citing.id)
    assert checked.counts == {
        "citations": 1,
        "verified": 1,
        "contradicted": 0,
        "unverifiable": 0,
    }
    assert checked.corpus.documents == 2
    assert checked.id == str(citing.id)


def test_status_comes_from_documents_that_repeal(
    register: Register, made: Any, decision: Any
) -> None:
    """A held decision that replaces another ends it from its own date."""
    held = register.add(*made(**decision))
    cite = {**REFERS, "issuer": decision["issuer"], "relation": "replaces"}
    later = {**decision, "number": "52/QĐ-LHH", "date": "2021-03-01"}
    register.add(*made("b.txt", cites=(cite,), **later))
    days = {
        d: register.validity(held.id, d).status.value
        for d in ("2021-02-28", "2021-03-01")
    }
    assert days == {"2021-02-28": "unknown", "2021-03-01": "expired"}
