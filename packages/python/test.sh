#!/usr/bin/env bash
# Checks and tests the package; the last line tells how much of it passed. It makes its own environment, once for each
# content of requirements-test.txt, and needs Python 3.10 or newer with venv. `bash test.sh -k webhooks` runs a part.
set -uo pipefail
cd "$(dirname "$0")"

passed=0 failed=0 skipped=0
fail() {
  echo "$1"
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
}

base=${PYTHON:-python3}
"$base" -c 'import sys; sys.exit(sys.version_info < (3, 10))' || fail "$base is older than Python 3.10; name another in PYTHON."
version=$("$base" -c 'import hashlib, platform
print(platform.python_version(), hashlib.sha256(open("requirements-test.txt", "rb").read()).hexdigest()[:12], sep="-")')
environment=.cache/test-$version
if [ ! -d "$environment" ]; then
  # Made beside and moved, so that an interrupted installation is not taken for a whole one.
  mkdir -p .cache
  "$base" -m venv "$environment.$$" &&
    "$environment.$$/bin/python" -m pip install --quiet --disable-pip-version-check -r requirements-test.txt -e . &&
    mv "$environment.$$" "$environment" || { rm -rf "$environment.$$"; fail "The tools could not be installed."; }
fi
python=$environment/bin/python

check() {
  local name=$1
  shift
  if "$@"; then
    echo "✓ $name"
    passed=$((passed + 1))
  else
    echo "✗ $name"
    failed=$((failed + 1))
  fi
}

if [ $# -eq 0 ]; then
  check "ruff finds nothing" "$python" -m ruff check --quiet .
  check "the code is formatted" "$python" -m ruff format --quiet --check .
  check "mypy --strict finds nothing" "$python" -m mypy --no-error-summary --cache-dir .cache/mypy
  check "pyright, strict, finds nothing" "$python" -m basedpyright --pythonpath "$python"
fi

report=$(mktemp)
trap 'rm -f "$report"' EXIT
"$python" -m pytest --junit-xml "$report" "$@"
ended=$?
read -r p f s <<<"$("$python" - "$report" <<'READ'
import sys
from xml.etree import ElementTree

try:
    suite = next(ElementTree.parse(sys.argv[1]).iter("testsuite"))
except (ElementTree.ParseError, StopIteration):
    print("0 1 0")
else:
    total, failures, errors, skipped = (int(suite.get(key)) for key in ("tests", "failures", "errors", "skipped"))
    print(max(total - failures - errors - skipped, 0), failures + errors, skipped)
READ
)"
# Anything but failed tests, such as none at all, is a failure of its own.
[ "$ended" -le 1 ] || [ "$f" -gt 0 ] || f=1
passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
