// Measures what a call costs beside net/http and stripe-go, all against one local server. They take turns, so that a slow
// second of the machine falls on all alike. `go run .` prints the table of the README.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"time"

	"example.com/renewal"
	"github.com/stripe/stripe-go/v83"
)

const (
	rounds = 40
	turn   = 100
	starts = 20
)

var names = []string{"net/http", "renewal", "stripe"}

const payment = `{"id":"pi_1","object":"payment_intent","transaction_id":"TXN1","order_id":"A","user_id":"u","status":"paid","amount":1,
"currency":"CNY","subject":"s","package_id":"p","months":1,"created_at":"2026-01-15T08:30:00Z","updated_at":"2026-01-15T08:30:00Z",
"expires_at":"2026-01-15T08:30:00Z"}`

func serve(writer http.ResponseWriter, _ *http.Request) {
	writer.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(writer, payment)
}

// callee makes one call, as a program with this client would.
func callee(name, address string) func() error {
	ctx := context.Background()
	switch name {
	case "net/http":
		return func() error {
			request, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"/v1/payment/TXN1", nil)
			if err != nil {
				return err
			}
			request.Header.Set("Authorization", "Bearer t")
			response, err := http.DefaultClient.Do(request)
			if err != nil {
				return err
			}
			defer response.Body.Close()
			var answer map[string]any
			return json.NewDecoder(response.Body).Decode(&answer)
		}
	case "renewal":
		client, err := renewal.New(renewal.WithBaseURL(address+"/v1"), renewal.WithToken("t"))
		if err != nil {
			panic(err)
		}
		return func() error { _, err := client.Payments.Get(ctx, "TXN1"); return err }
	default:
		backend := stripe.GetBackendWithConfig(stripe.APIBackend, &stripe.BackendConfig{
			URL: stripe.String(address), LeveledLogger: &stripe.LeveledLogger{Level: stripe.LevelNull}, EnableTelemetry: stripe.Bool(false),
		})
		client := stripe.NewClient("sk_test_1", stripe.WithBackends(&stripe.Backends{API: backend}))
		return func() error { _, err := client.V1PaymentIntents.Retrieve(ctx, "pi_1", nil); return err }
	}
}

func main() {
	if len(os.Args) == 3 {
		if err := callee(os.Args[1], os.Args[2])(); err != nil {
			panic(err)
		}
		return
	}
	server := httptest.NewServer(http.HandlerFunc(serve))
	defer server.Close()
	calls, first := map[string][]time.Duration{}, map[string][]time.Duration{}
	callees := map[string]func() error{}
	for _, name := range names {
		callees[name] = callee(name, server.URL)
	}
	for range rounds {
		for _, name := range names {
			for range turn {
				begin := time.Now()
				if err := callees[name](); err != nil {
					panic(err)
				}
				calls[name] = append(calls[name], time.Since(begin))
			}
		}
	}
	for range starts {
		for _, name := range names {
			begin := time.Now()
			if err := exec.Command(os.Args[0], name, server.URL).Run(); err != nil {
				panic(err)
			}
			first[name] = append(first[name], time.Since(begin))
		}
	}
	fmt.Printf("| | a process with one call | ratio | each call | ratio |\n| --- | --- | --- | --- | --- |\n")
	for _, name := range names {
		fmt.Printf("| %s | %.1f ms | %.2f | %.0f µs | %.2f |\n", name,
			median(first[name]).Seconds()*1e3, ratio(first, name), median(calls[name]).Seconds()*1e6, ratio(calls, name))
	}
}

func median(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)/2]
}

func ratio(all map[string][]time.Duration, name string) float64 {
	return median(all[name]).Seconds() / median(all["net/http"]).Seconds()
}
