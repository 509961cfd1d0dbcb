#!/usr/bin/env bash
# Measures what this package costs over the JDK's HTTP client, beside a well-known peer, in one run: `bash bench.sh`.
# `bash bench.sh --write` puts the figures into README.md. The ratios count: a machine has its own figures.
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p target/classes
mvn -B -ntp -q -f .. package -DskipTests -Dmaven.javadoc.skip
mvn -B -ntp -q org.apache.maven.plugins:maven-dependency-plugin:3.11.0:build-classpath -Dmdep.outputFile="$PWD/target/libraries"
export CLASSPATH="target/classes:$(ls ../target/renewal-sdk-*.jar | grep -v -e sources -e javadoc):$(cat target/libraries)"
javac -d target/classes Bench.java
java Bench "$@"
