#!/usr/bin/env bash
# Builds the driver into .cache, which git ignores.
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p .cache
go build -o .cache/driver .
