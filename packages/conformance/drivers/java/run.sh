#!/usr/bin/env bash
cd "$(dirname "$0")"
exec java -XX:TieredStopAtLevel=1 -cp "../../../java/target/classes:.cache/classes:$(cat .cache/libraries)" Driver
