#!/bin/sh
# Build the wheel whose analysis is compiled, install it in an environment of its own,
# and run the tests of the language on it: what is compiled must read as the sources do.
set -eu
bin=$(cd "$1" && pwd)
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

CANCU_COMPILED=1 "$bin/python" -m build --no-isolation --wheel --outdir "$work/dist" "$root" >"$work/build.log" 2>&1 || {
  cat "$work/build.log"
  exit 1
}
"$bin/uv" venv --quiet --python "$bin/python" "$work/venv"
"$bin/uv" pip install --quiet --python "$work/venv/bin/python" --no-deps "$work"/dist/*.whl
# The libraries are those of the developers' environment, behind what was just installed.
packages() { "$1/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))'; }
packages "$bin" >"$(packages "$work/venv/bin")/libraries.pth"

# Without the sources; reviewed documents are looked for beside the project.
mkdir -p "$work/project/corpus"
cp -r "$root/tests" "$root/pyproject.toml" "$work/project"
cp -r "$root/corpus/samples" "$work/project/corpus/samples"
[ ! -d "$root/../shared" ] || ln -s "$(cd "$root/../shared" && pwd)" "$work/shared"
cd "$work/project"
"$work/venv/bin/python" -P - <<'PYTHON'
import nlp.citations
import nlp.entities

for module in (nlp.citations, nlp.entities):
    assert module.__file__.endswith((".so", ".pyd")), module.__file__
PYTHON
# Compiled functions have no docstrings to read.
"$work/venv/bin/python" -P -m pytest -q -n auto -p no:cacheprovider tests/nlp \
  --deselect tests/nlp/test_findings.py::test_every_check_says_its_codes
CANCU_DATA=$work/data
export CANCU_DATA
"$work/venv/bin/cancu" ingest corpus/samples/mau-*.txt 2>/dev/null
"$work/venv/bin/cancu" search "quyết định" | grep -q "văn bản"
echo "compiled: built, installed, and read like the sources"
