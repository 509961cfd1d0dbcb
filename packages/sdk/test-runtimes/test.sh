#!/usr/bin/env bash
# Installs the runtimes when they are not there yet, and runs the packed SDK on each.
set -euo pipefail
cd "$(dirname "$0")"
PATH="$(cd ../../.. && pwd)/node_modules/.bin:$PATH" # the Node that this repository brings along
if ! cmp -s package-lock.json node_modules/.installed; then
  npm ci --no-audit --no-fund --loglevel=error
  cp package-lock.json node_modules/.installed
fi
exec node run.ts
