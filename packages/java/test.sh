#!/usr/bin/env bash
# Compiles with every warning an error, tests, packs, and tests what was packed; the last line tells how much passed. It
# needs JDK 17 or newer and Maven 3.8. `bash test.sh -Dtest=WebhooksTest test` runs a part.
set -uo pipefail
cd "$(dirname "$0")"

# Reports of a test that is no more would count.
rm -rf target/surefire-reports target/reports target/repository target/consumer-repository target/readme examples/target
goals=("$@")
[ $# -gt 0 ] || goals=(integration-test)
mvn -B -ntp -q -Dstyle.color=never "${goals[@]}"
ended=$?

total() {
  local sum=0 number
  for number in $(grep -ho "<testsuite [^>]*" target/surefire-reports/TEST-*.xml 2>/dev/null | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n'); do
    sum=$((sum + number))
  done
  echo "$sum"
}
tests=$(total tests) failed=$(($(total failures) + $(total errors))) skipped=$(total skipped)
passed=$((tests - failed - skipped))
# Anything but failed tests, such as code that does not compile, is a failure of its own.
[ "$ended" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
[ "$tests" -gt 0 ] || failed=1
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
