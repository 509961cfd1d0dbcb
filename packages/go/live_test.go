package renewal_test

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"example.com/renewal"
)

// program is a process and what it says.
type program struct {
	t     *testing.T
	lines chan string
	said  strings.Builder
}

func start(t *testing.T, environment []string, name string, words ...string) *program {
	t.Helper()
	command := exec.Command(name, words...)
	command.Env = append(os.Environ(), environment...)
	output, input := io.Pipe()
	command.Stdout, command.Stderr = input, input
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = command.Process.Kill()
		_ = command.Wait()
		_ = input.Close()
	})
	one := &program{t: t, lines: make(chan string, 1000)}
	go func() {
		for lines := bufio.NewScanner(output); lines.Scan(); {
			one.lines <- lines.Text()
		}
	}()
	return one
}

// find waits for a line and gives the first group of what it looks for.
func (p *program) find(pattern string) string {
	p.t.Helper()
	wanted := regexp.MustCompile(pattern)
	for {
		select {
		case line := <-p.lines:
			p.said.WriteString(line + "\n")
			if found := wanted.FindStringSubmatch(line); found != nil {
				return found[1]
			}
		case <-time.After(30 * time.Second):
			p.t.Fatalf("it never said %s, but: %s", pattern, p.said.String())
		}
	}
}

// liveServer is the real server, and the environment of a program that uses it.
func liveServer(t *testing.T, more ...string) []string {
	t.Helper()
	repository, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	command := filepath.Join(repository, "server", "dist", "cli.js")
	if _, err := os.Stat(command); err != nil {
		t.Skip("The server is not built: run `npm run build` first.")
	}
	node := filepath.Join(repository, "node_modules", ".bin", "node")
	if _, err := os.Stat(node); err != nil {
		node = "node"
	}
	settings := append([]string{"PORT=0", "DATA_DIR=" + t.TempDir(), "LOG_LEVEL=error", "NOTIFY_ALLOWED_HOSTS=127.0.0.1"}, more...)
	server := start(t, settings, node, command, "start")
	return []string{
		"RENEWAL_BASE_URL=" + server.find(`(http://\S+/v1)`), "RENEWAL_CLIENT_ID=demo", "RENEWAL_CLIENT_SECRET=demo-secret",
		"RENEWAL_WEBHOOK_SECRET=demo-webhook-secret",
	}
}

// The examples, as they stand, against the real server.
func TestTheExamplesAgainstTheServer(t *testing.T) {
	environment := liveServer(t)
	binaries := t.TempDir()
	if built, err := exec.Command("go", "build", "-o", binaries, "./examples/...").CombinedOutput(); err != nil {
		t.Fatalf("%s", built)
	}
	run := func(t *testing.T, name string, more ...string) string {
		t.Helper()
		example := exec.Command(filepath.Join(binaries, name))
		example.Env = append(append(os.Environ(), environment...), more...)
		said, _ := example.CombinedOutput()
		return string(said)
	}

	t.Run("a token is made and not shown", func(t *testing.T) {
		said := run(t, "get_token")
		contains(t, said, "[redacted]")
		contains(t, said, "the token is good for 900 s.")
		contains(t, run(t, "get_token", "RENEWAL_CLIENT_SECRET=wrong"), "The client id or the client secret is wrong.")
	})
	t.Run("a package is bought and the membership renewed", func(t *testing.T) {
		said := run(t, "create_payment", "RENEWAL_USER_ID=buyer", "RENEWAL_ORDER_ID=sandbox-autopay-go")
		contains(t, said, "Monthly Membership: 9.99 CNY. Pay here: http")
		contains(t, said, "The order is paid.\nThe membership lasts until ")
	})
	t.Run("an order that nobody pays stays open", func(t *testing.T) {
		contains(t, run(t, "create_payment", "RENEWAL_USER_ID=waiter", "RENEWAL_PATIENCE=1500ms"), "Nobody has paid yet.")
	})
	t.Run("the limit is told with the time to come back", func(t *testing.T) {
		said := run(t, "handle_rate_limit", "RENEWAL_USER_ID=eager")
		contains(t, said, "Order 5: 0 of 5 left")
		contains(t, said, "RATE_LIMIT_EXCEEDED after 5 orders: come back in ")
	})
	t.Run("a paid order reaches the receiver signed and counts once, and what is not signed is refused", func(t *testing.T) {
		receiver := start(t, append(environment, "PORT=0"), filepath.Join(binaries, "receive_webhooks"))
		url := receiver.find(`Listening on (\S+)`)
		client, err := renewal.New(renewal.WithBaseURL(strings.TrimPrefix(environment[0], "RENEWAL_BASE_URL=")),
			renewal.WithClientCredentials("demo", "demo-secret"), renewal.WithUser("notified"))
		if err != nil {
			t.Fatal(err)
		}
		order, err := client.Payments.Create(context.Background(), renewal.PaymentCreateParams{
			OrderID: "ORD-notified", Amount: renewal.MustAmount("9.99"), NotifyURL: url,
		})
		if err != nil {
			t.Fatal(err)
		}
		paid, err := http.PostForm(order.PaymentURL, map[string][]string{"action": {"pay"}})
		if err != nil {
			t.Fatal(err)
		}
		_ = paid.Body.Close()
		equal(t, "status", receiver.find(`Order ORD-notified is (paid): 9\.99 CNY`), "paid")
		post := func(body, secret string) int {
			headers := http.Header{}
			if secret != "" {
				headers, _ = renewal.SignWebhook([]byte(body), "", time.Time{}, secret)
			}
			request, _ := http.NewRequest(http.MethodPost, url, strings.NewReader(body))
			request.Header = headers
			response, err := http.DefaultClient.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			_ = response.Body.Close()
			return response.StatusCode
		}
		for _, id := range []string{"evt_again", "evt_again", "evt_last"} {
			event := `{"id":"` + id + `","type":"payment.updated","transaction_id":"TXN1","order_id":"ORD-` + id +
				`","user_id":"notified","status":"paid","amount":9.99,"currency":"CNY","timestamp":"2026-01-15T08:30:00Z"}`
			equal(t, "acknowledged", post(event, "demo-webhook-secret"), 204)
		}
		receiver.find(`Order (ORD-evt_last) is paid`)
		equal(t, "how often a repeated event counts", strings.Count(receiver.said.String(), "Order ORD-evt_again is paid"), 1)
		unknown := `{"type":"membership.expired"}`
		equal(t, "an unknown event", post(unknown, "demo-webhook-secret"), 204)
		equal(t, "another secret", post(unknown, "another secret"), 400)
		equal(t, "why", receiver.find(`Refused: (\S+)`), "no_match")
		equal(t, "no signature", post(unknown, ""), 400)
		equal(t, "why", receiver.find(`Refused: (\S+)`), "missing_header")
	})
}
