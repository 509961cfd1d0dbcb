package renewal_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const newOperations = `
  /payment/{transaction_id}/transfer:
    post:
      operationId: transferPayment
      tags: [payments]
      summary: Transfer a payment
      description: Gives "money" back.
      x-idempotent: false
      x-rate-limits: [address, global]
      security:
        - bearerAuth: [merchant]
      parameters:
        - $ref: "#/components/parameters/TransactionId"
        - name: speed
          in: query
          required: true
          description: How fast.
          schema: { type: string, enum: [slow, fast] }
        - name: silently
          in: query
          description: Whether nobody is told.
          schema: { type: boolean }
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [part]
              properties:
                part: { $ref: "#/components/schemas/Amount" }
                from: { type: string, description: Who asks., default: merchant }
            examples:
              part: { value: { part: 1.5 } }
      responses:
        "200":
          description: The transferred order.
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Payment" }
        "409": { $ref: "#/components/responses/ClosePaymentConflict" }

  /payment/{transaction_id}/receipt:
    delete:
      operationId: forgetReceipt
      tags: [receipts]
      summary: Forget a receipt
      description: Answers nothing.
      x-idempotent: true
      x-rate-limits: [address, global]
      security:
        - bearerAuth: [merchant]
      parameters:
        - $ref: "#/components/parameters/TransactionId"
      responses:
        "204":
          description: Forgotten.

webhooks:
`

const newProgram = `package renewal_test

import (
	"context"
	"net/http"
	"testing"

	"example.com/renewal"
)

func TestTheNewOperations(t *testing.T) {
	w := newWorld(t, []act{refusal(503, "SERVICE_UNAVAILABLE"), payment("disputed"), func(writer http.ResponseWriter, _ *http.Request) {
		writer.WriteHeader(204)
	}}, renewal.WithToken("t"))
	no := false
	params := renewal.PaymentTransferParams{Part: renewal.MustAmount("1.50"), Speed: "fast", From: "shop", Silently: &no}
	_, err := w.client.Payments.Transfer(context.Background(), "TXN1", params)
	// It is not idempotent, so that one try had to be enough.
	equal(t, "attempts", failure(t, err).Attempts, 1)
	again, err := w.client.Payments.Transfer(context.Background(), "TXN1", renewal.PaymentTransferParams{Part: renewal.MustAmount("1"), Speed: "slow"})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "status", again.Status, renewal.PaymentStatusDisputed)
	if err := w.client.Receipts.Forget(context.Background(), "TXN1"); err != nil {
		t.Fatal(err)
	}
	sent := w.requests()
	equal(t, "query", sent[0].query, "silently=false&speed=fast")
	equal(t, "body", sent[0].body, "{\"part\":1.50,\"from\":\"shop\"}")
	equal(t, "query", sent[1].query, "speed=slow")
	equal(t, "method", sent[2].method+" "+sent[2].path, "DELETE /v1/payment/TXN1/receipt")
}
`

func TestANewOperationIsThereByGeneratingAlone(t *testing.T) {
	repository, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	node := filepath.Join(repository, "node_modules", ".bin", "node")
	if _, err := os.Stat(node); err != nil {
		t.Skip("The generator's tools are not installed: run `npm ci` first.")
	}
	folder := t.TempDir()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	run := func(at, name string, words ...string) string {
		t.Helper()
		command := exec.Command(name, words...)
		command.Dir = at
		said, err := command.CombinedOutput()
		if err != nil {
			t.Fatalf("%s %v: %s", name, words, said)
		}
		return string(said)
	}
	document, err := os.ReadFile(filepath.Join(repository, "openapi.yaml"))
	must(err)
	grown := strings.Replace(string(document), "\nwebhooks:\n", newOperations, 1)
	grown = regexp.MustCompile(`(PaymentStatus:\n +type: string\n +enum: \[creating)`).ReplaceAllString(grown, "$1, disputed")
	must(os.WriteFile(filepath.Join(folder, "openapi.yaml"), []byte(grown), 0o600))
	must(os.CopyFS(filepath.Join(folder, "scripts"), os.DirFS(filepath.Join(repository, "scripts"))))
	must(os.Symlink(filepath.Join(repository, "node_modules"), filepath.Join(folder, "node_modules")))
	module := filepath.Join(folder, "packages", "go")
	must(os.MkdirAll(module, 0o700))
	for _, pattern := range []string{"*.go", "go.mod"} {
		names, err := filepath.Glob(pattern)
		must(err)
		for _, name := range names {
			// These need the server of the repository.
			if name == "live_test.go" || name == "samples_test.go" || name == "generation_test.go" {
				continue
			}
			content, err := os.ReadFile(name)
			must(err)
			must(os.WriteFile(filepath.Join(module, name), content, 0o600))
		}
	}
	run(folder, node, "scripts/generate/run.ts", "--only", "go")
	must(os.WriteFile(filepath.Join(module, "new_test.go"), []byte(newProgram), 0o600))
	if said := run(module, "gofmt", "-l", "."); said != "" {
		t.Errorf("gofmt would change %s", said)
	}
	run(module, "go", "vet", ".")
	run(module, "go", "test", "-run", "TestTheNewOperations", ".")
	comment := run(module, "go", "doc", "PaymentsResource.Transfer")
	contains(t, comment, `Gives "money" back.`)
	contains(t, comment, "KindConflict (ORDER_IN_PROGRESS, ORDER_ALREADY_PAID)")
}
