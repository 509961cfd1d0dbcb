package renewal_test

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"example.com/renewal"
)

// What the gateway sends is signed with a secret that only the server and the gateway know.
const gatewaySecret = "a-secret-of-the-gateway"

// programs are built side by side, each in a folder of its name, in a module that knows this one by its folder alone.
func programs(t *testing.T, sources map[string]string) string {
	t.Helper()
	folder, here := t.TempDir(), ""
	here, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	own, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	version := regexp.MustCompile(`(?m)^go .*$`).FindString(string(own))
	files := map[string]string{"go.mod": "module samples\n\n" + version +
		"\n\nrequire example.com/renewal v0.0.0\n\nreplace example.com/renewal => " + here + "\n"}
	for name, source := range sources {
		files[filepath.Join(name, "main.go")] = source
	}
	for name, text := range files {
		file := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	binaries := filepath.Join(folder, "bin") + string(filepath.Separator)
	build := exec.Command("go", "build", "-o", binaries, "./...")
	build.Dir = folder
	if said, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%s", said)
	}
	if said, err := exec.Command("gofmt", "-l", folder).CombinedOutput(); err != nil || len(said) > 0 {
		t.Errorf("not as gofmt writes it: %s", said)
	}
	return binaries
}

func TestTheSampleOfEachOperationDoesWhatItSays(t *testing.T) {
	environment := liveServer(t, "WEBHOOK_SECRET="+gatewaySecret, "RATE_LIMIT_PER_USER=1000")
	here := strings.TrimPrefix(environment[0], "RENEWAL_BASE_URL=")
	text, err := os.ReadFile("../../server/src/docs/generated/code-samples.json")
	if err != nil {
		t.Fatal(err)
	}
	var samples map[string][]struct{ Lang, Source string }
	if err := json.Unmarshal(text, &samples); err != nil {
		t.Fatal(err)
	}
	client, err := renewal.New(renewal.WithBaseURL(here), renewal.WithClientCredentials("demo", "demo-secret"), renewal.WithUser("user_42"))
	if err != nil {
		t.Fatal(err)
	}
	sources := map[string]string{}
	for id, all := range samples {
		orderID := "before-" + id
		// What a merchant refunds was paid.
		if id == "refundPayment" {
			orderID = "sandbox-autopay-" + id
		}
		order, err := client.Payments.Create(context.Background(), renewal.PaymentCreateParams{OrderID: orderID, Amount: renewal.MustAmount("99.99")})
		if err != nil {
			t.Fatal(err)
		}
		if id == "refundPayment" {
			if _, err := client.Payments.WaitUntilSettled(context.Background(), order.TransactionID); err != nil {
				t.Fatal(err)
			}
		}
		for _, sample := range all {
			if sample.Lang == "Go" {
				sources[id] = strings.NewReplacer("https://api.example.com/v1", here, "TXN789012", order.TransactionID, "ORD123456", "ORD-"+id).
					Replace(sample.Source)
			}
		}
	}
	equal(t, "a sample for each operation", len(sources), len(samples))
	binaries := programs(t, sources)
	for id := range sources {
		t.Run(id, func(t *testing.T) {
			sample := exec.Command(binaries + id)
			sample.Env = append(os.Environ(), "WEBHOOK_SECRET="+gatewaySecret)
			said, err := sample.CombinedOutput()
			if err != nil || strings.TrimSpace(string(said)) == "" {
				t.Errorf("%v %s", err, said)
			}
		})
	}
}

func TestTheProgramsOfTheGuideDoWhatTheySay(t *testing.T) {
	environment := liveServer(t)
	guide, err := os.ReadFile("../../docs/guides/go.md")
	if err != nil {
		t.Fatal(err)
	}
	here := strings.TrimPrefix(environment[0], "RENEWAL_BASE_URL=")
	sources := map[string]string{}
	for index, found := range regexp.MustCompile("(?s)```go\n(.*?)```").FindAllStringSubmatch(string(guide), -1) {
		sources[[]string{"renew", "errors"}[index]] = strings.ReplaceAll(found[1], "http://localhost:8080/v1", here)
	}
	binaries := programs(t, sources)
	said, _ := exec.Command(binaries + "renew").CombinedOutput()
	contains(t, string(said), "The order is paid\nThe membership lasts until ")
	said, _ = exec.Command(binaries + "errors").CombinedOutput()
	contains(t, string(said), "VALIDATION_ERROR: ")
}
