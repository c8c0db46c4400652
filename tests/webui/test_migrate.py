"""`cancu migrate` as a person runs it: there, searched, and back."""

from pathlib import Path

from click.testing import CliRunner

from tests.webui.conftest import open_archive
from webui.cli import cancu


def test_to_another_folder_and_its_index(tmp_path: Path) -> None:
    """Everything is moved, found, and verified; a second time is refused."""
    archive = open_archive(tmp_path / "a")
    text = "Số: 38/QĐ-LHH\n\nQUYẾT ĐỊNH\nVề công tác thi đua\n"
    archive.add_bytes(text.encode(), "a.txt")
    archive.close()
    target = tmp_path / "b.toml"
    target.write_text(f'data = "{tmp_path}/b"\n', "utf-8")
    env = {"CANCU_DATA": str(tmp_path / "a")}

    counted = CliRunner().invoke(cancu, ["migrate", str(target), "--dry-run"], env=env)
    assert "document: 1" in counted.output
    done = CliRunner().invoke(cancu, ["migrate", str(target)], env=env)
    assert done.exit_code == 0, done.output
    moved = open_archive(tmp_path / "b")
    assert moved.search("38/QĐ-LHH").total == 1
    assert moved.verify() == []
    moved.close()

    again = CliRunner().invoke(cancu, ["migrate", str(target)], env=env)
    assert again.exit_code == 1
    assert "không trống" in again.output
    same = tmp_path / "same.toml"
    same.write_text(f'data = "{tmp_path}/a"\n', "utf-8")
    refused = CliRunner().invoke(cancu, ["migrate", str(same)], env=env)
    assert refused.exit_code == 1
    assert "the same" in refused.output
