#!/usr/bin/env bash
# Checks and tests the module; the last line tells how much of it passed. It needs Go 1.24 or newer, and a C compiler for
# the race detector. `bash test.sh -run Webhook` runs a part.
set -uo pipefail
cd "$(dirname "$0")"

passed=0 failed=0 skipped=0
check() {
  local name=$1 said
  shift
  if said=$("$@" 2>&1) && { [ "$name" != "the code is formatted" ] || [ -z "$said" ]; }; then
    echo "✓ $name"
    passed=$((passed + 1))
  else
    echo "$said"
    echo "✗ $name"
    failed=$((failed + 1))
  fi
}

# A consumer of its own, over a copy that holds what a release would.
consumes() {
  local folder=$1
  mkdir -p "$folder/renewal" "$folder/app"
  git ls-files -z --cached --others --exclude-standard -- . ':!tools' ':!bench' ':!*_test.go' | xargs -0 cp --parents -t "$folder/renewal" &&
    cp examples/get_token/main.go "$folder/app" &&
    cd "$folder/app" &&
    go mod init example.com/app &&
    go mod edit -require example.com/renewal@v0.0.0 -replace example.com/renewal=../renewal &&
    go mod tidy && go vet ./... && [ ! -s go.sum ]
}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

if [ $# -eq 0 ]; then
  check "the code is formatted" gofmt -l .
  check "go vet finds nothing" go vet ./...
  check "go.mod is tidy" go mod tidy -diff
  check "staticcheck finds nothing" go tool -modfile=tools/go.mod staticcheck ./...
  check "a program uses the module by a replace, and gets no other dependency" bash -c "$(declare -f consumes); consumes $scratch/consumer"
fi

race=-race
if [ "$(go env CGO_ENABLED)" != 1 ] || ! command -v "$(go env CC)" >/dev/null; then
  echo "!!! There is no C compiler, so races are not looked for. Install gcc."
  race="" skipped=1
fi
# shellcheck disable=SC2086
go test $race -shuffle=on -json "$@" ./... >"$scratch/report.json"
ended=$?
go run ./testdata/count "$scratch/report.json" "$ended" >"$scratch/counts" || failed=$((failed + 1))
read -r p f s <<<"$(tail -n 1 "$scratch/counts")"
sed '$d' "$scratch/counts"
passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
