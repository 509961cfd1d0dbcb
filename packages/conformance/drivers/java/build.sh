#!/usr/bin/env bash
# Compiles the SDK and the driver, into the SDK's target/ and into .cache.
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p .cache/classes
mvn -B -ntp -q -Dstyle.color=never -f ../../../java/pom.xml compile \
  org.apache.maven.plugins:maven-dependency-plugin:3.11.0:build-classpath \
  -Dmdep.includeScope=runtime -Dmdep.outputFile="$PWD/.cache/libraries"
javac -Xlint:all,-processing,-serial -d .cache/classes -cp "../../../java/target/classes:$(cat .cache/libraries)" Driver.java
