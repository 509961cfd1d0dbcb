package renewal_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"example.com/renewal"
)

// act is what the server does with one request.
type act func(writer http.ResponseWriter, request *http.Request)

// seen is a request as it arrived.
type seen struct {
	method, path, query, body string
	headers                   http.Header
}

// world is a client before a server that follows a script, with a clock that only waiting moves.
type world struct {
	t      *testing.T
	server *httptest.Server
	client *renewal.Client

	mutex  sync.Mutex
	script []act
	seen   []seen
	tokens int
	now    time.Time
	slept  []time.Duration
	random float64
}

var morning = time.Date(2026, 1, 15, 8, 30, 0, 0, time.UTC)

// newWorld plays the acts in turn, and the last one for ever. Requests for tokens are answered beside the script.
func newWorld(t *testing.T, script []act, options ...renewal.Option) *world {
	t.Helper()
	w := &world{t: t, script: script, now: morning}
	w.server = httptest.NewServer(http.HandlerFunc(w.serve))
	t.Cleanup(func() {
		w.server.CloseClientConnections()
		w.server.Close()
	})
	given := append([]renewal.Option{
		renewal.WithBaseURL(w.server.URL + "/v1"),
		renewal.WithClock(w.time),
		renewal.WithSleep(w.sleep),
		renewal.WithRandom(func() float64 { return w.random }),
		renewal.WithHTTPClient(&http.Client{Transport: &http.Transport{}}),
	}, options...)
	client, err := renewal.New(given...)
	if err != nil {
		t.Fatal(err)
	}
	w.client = client
	return w
}

func (w *world) time() time.Time {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	return w.now
}

func (w *world) advance(by time.Duration) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.now = w.now.Add(by)
}

func (w *world) sleep(ctx context.Context, wait time.Duration) error {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.slept = append(w.slept, wait)
	w.now = w.now.Add(wait)
	return ctx.Err()
}

func (w *world) serve(writer http.ResponseWriter, request *http.Request) {
	body, _ := io.ReadAll(request.Body)
	w.mutex.Lock()
	one := seen{request.Method, request.URL.Path, request.URL.RawQuery, string(body), request.Header}
	if request.URL.Path == "/v1/auth/token" && w.script == nil {
		w.tokens++
	}
	w.seen = append(w.seen, one)
	next := w.script[0]
	if len(w.script) > 1 {
		w.script = w.script[1:]
	}
	w.mutex.Unlock()
	next(writer, request)
}

func (w *world) requests() []seen {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	return append([]seen(nil), w.seen...)
}

func (w *world) waits() []time.Duration {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	return append([]time.Duration(nil), w.slept...)
}

func answer(status int, body any, headers ...string) act {
	return func(writer http.ResponseWriter, _ *http.Request) {
		text, isText := body.(string)
		if !isText {
			written, _ := json.Marshal(body)
			text = string(written)
		}
		writer.Header().Set("Content-Type", "application/json")
		writer.Header().Set("X-Request-Id", "req_1")
		for index := 0; index < len(headers); index += 2 {
			writer.Header().Set(headers[index], headers[index+1])
		}
		writer.WriteHeader(status)
		_, _ = io.WriteString(writer, text)
	}
}

func refusal(status int, code string, headers ...string) act {
	body := fmt.Sprintf(`{"error":{"code":%q,"message":"This is %s.","details":{"field":"amount","novel":7}}}`, code, code)
	return answer(status, body, headers...)
}

var created = answer(200, `{"success":true,"transaction_id":"TXN1","payment_url":"https://pay.example/TXN1","message":"Created.","novel":{"deep":1}}`,
	"X-RateLimit-Limit", "5", "X-RateLimit-Remaining", "4", "X-RateLimit-Reset", "1768465860")

func connection(writer http.ResponseWriter) *net.TCPConn {
	hijacked, _, err := writer.(http.Hijacker).Hijack()
	if err != nil {
		panic(err)
	}
	return hijacked.(*net.TCPConn)
}

func reset(writer http.ResponseWriter, _ *http.Request) {
	tcp := connection(writer)
	_ = tcp.SetLinger(0)
	_ = tcp.Close()
}

func hangUp(writer http.ResponseWriter, _ *http.Request) { _ = connection(writer).Close() }

// cutOff promises more than it sends.
func cutOff(writer http.ResponseWriter, _ *http.Request) {
	tcp := connection(writer)
	_, _ = io.WriteString(tcp, "HTTP/1.1 200 OK\r\nX-Request-Id: req_cut\r\nContent-Length: 500\r\n\r\n{\"success\":true")
	_ = tcp.Close()
}

// stall sends the headers and the beginning of the body, and nothing more.
func stall(writer http.ResponseWriter, request *http.Request) {
	writer.Header().Set("X-Request-Id", "req_slow")
	writer.WriteHeader(200)
	_, _ = io.WriteString(writer, "{")
	writer.(http.Flusher).Flush()
	<-request.Context().Done()
}

func silent(_ http.ResponseWriter, request *http.Request) { <-request.Context().Done() }

var order = renewal.PaymentCreateParams{OrderID: "ORD1", Amount: renewal.MustAmount("99.99")}

func (w *world) create(options ...renewal.CallOption) (*renewal.PaymentCreated, error) {
	return w.client.Payments.Create(context.Background(), order, options...)
}

// failure gives the error of this package that a call ended with.
func failure(t *testing.T, err error) *renewal.Error {
	t.Helper()
	var failure *renewal.Error
	if !errors.As(err, &failure) {
		t.Fatalf("want an *Error, got %v", err)
	}
	return failure
}

func equal[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if fmt.Sprintf("%#v", got) != fmt.Sprintf("%#v", want) {
		t.Errorf("%s: got %#v, want %#v", what, got, want)
	}
}

func contains(t *testing.T, text, part string) {
	t.Helper()
	if !strings.Contains(text, part) {
		t.Errorf("want %q in %q", part, text)
	}
}
