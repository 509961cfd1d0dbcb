// Counts what `go test -json` reports, and prints what failed. The last line is: passed, failed, skipped.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log"
	"os"
)

type event struct {
	Action, Package, Test, Output string
}

func main() {
	file, err := os.Open(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	counts := map[string]int{}
	said := map[string]string{}
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var one event
		if json.Unmarshal(lines.Bytes(), &one) != nil {
			continue
		}
		key := one.Package + " " + one.Test
		switch one.Action {
		case "output", "build-output":
			said[key] += one.Output
		case "fail", "skip":
			if one.Test != "" || one.Action == "fail" {
				fmt.Printf("%s: %s\n%s", one.Action, key, said[key])
			}
		}
		if one.Test != "" {
			counts[one.Action]++
		}
	}
	// Anything but failed tests, such as code that does not compile, is a failure of its own.
	if os.Args[2] != "0" && counts["fail"] == 0 {
		counts["fail"] = 1
	}
	fmt.Printf("%d %d %d\n", counts["pass"], counts["fail"], counts["skip"])
}
