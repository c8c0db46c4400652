#!/bin/sh
# Build the wheel, install it in an environment of its own, and use it there: what is
# shipped must work without the repository around it.
set -eu
bin=$(cd "$1" && pwd)
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$bin/python" -m build --no-isolation --wheel --outdir "$work/dist" "$root" >"$work/build.log" 2>&1 || {
  cat "$work/build.log"
  exit 1
}
"$bin/uv" venv --quiet --python "$bin/python" "$work/venv"
"$bin/uv" pip install --quiet --python "$work/venv/bin/python" --require-hashes -r "$root/requirements.lock"
"$bin/uv" pip install --quiet --python "$work/venv/bin/python" --no-deps "$work"/dist/*.whl

cd "$work"
CANCU_DATA=$work/data
export CANCU_DATA
"$work/venv/bin/python" - <<'PYTHON'
from importlib.metadata import packages_distributions

owners = packages_distributions()
for room in ("ingest", "nlp", "search", "corpus", "webui"):
    assert owners[room] == ["cancu"], (room, owners.get(room))
PYTHON
printf 'Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ;\n' >sample.txt
"$work/venv/bin/cancu" extract sample.txt | grep -q "30/2020/NĐ-CP"
"$work/venv/bin/cancu" ingest sample.txt 2>/dev/null
"$work/venv/bin/cancu" search "nd 30 2020" | grep -q "1 văn bản"
"$work/venv/bin/python" -c 'from webui.languages import translations as of
assert of("en").ugettext("căn cứ") == "legal basis"'
echo "wheel: built, installed and used"
