package renewal_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"example.com/renewal"
)

const ms = time.Millisecond

func TestACallIsTriedAgainWhereThatHelpsAndNowhereElse(t *testing.T) {
	date := morning.Add(7 * time.Second).Format(http.TimeFormat)
	past := morning.Add(-time.Hour).Format(http.TimeFormat)
	cases := map[string]struct {
		script []act
		tries  int
		waits  []time.Duration
		kind   renewal.Kind
	}{
		"503, 503, 200":               {[]act{refusal(503, "SERVICE_UNAVAILABLE"), refusal(503, "SERVICE_UNAVAILABLE"), created}, 3, []time.Duration{375 * ms, 750 * ms}, ""},
		"503 for ever":                {[]act{refusal(503, "SERVICE_UNAVAILABLE")}, 3, []time.Duration{375 * ms, 750 * ms}, renewal.KindServer},
		"408, 200":                    {[]act{refusal(408, "REQUEST_TIMEOUT"), created}, 2, []time.Duration{375 * ms}, ""},
		"502 of a proxy, 200":         {[]act{answer(502, "<h1>Bad Gateway</h1>"), created}, 2, []time.Duration{375 * ms}, ""},
		"504, 200":                    {[]act{answer(504, ""), created}, 2, []time.Duration{375 * ms}, ""},
		"429 with seconds":            {[]act{refusal(429, "RATE_LIMIT_EXCEEDED", "Retry-After", "2"), created}, 2, []time.Duration{2 * time.Second}, ""},
		"429 with 0 seconds":          {[]act{refusal(429, "RATE_LIMIT_EXCEEDED", "Retry-After", "0"), created}, 2, []time.Duration{0}, ""},
		"429 with a date":             {[]act{refusal(429, "RATE_LIMIT_EXCEEDED", "Retry-After", date), created}, 2, []time.Duration{7 * time.Second}, ""},
		"429 with a date that passed": {[]act{refusal(429, "RATE_LIMIT_EXCEEDED", "Retry-After", past), created}, 2, []time.Duration{0}, ""},
		"429 with exactly a minute":   {[]act{refusal(429, "RATE_LIMIT_EXCEEDED", "Retry-After", "60"), created}, 2, []time.Duration{time.Minute}, ""},
		"429 with more than a minute": {[]act{refusal(429, "RATE_LIMIT_EXCEEDED", "Retry-After", "61"), created}, 1, nil, renewal.KindRateLimit},
		"429 with a thousand digits":  {[]act{refusal(429, "RATE_LIMIT_EXCEEDED", "Retry-After", strings.Repeat("9", 1000)), created}, 1, nil, renewal.KindRateLimit},
		"Retry-After that is none":    {[]act{refusal(503, "SERVICE_UNAVAILABLE", "Retry-After", "soon"), created}, 2, []time.Duration{375 * ms}, ""},
		"Retry-After below 0":         {[]act{refusal(503, "SERVICE_UNAVAILABLE", "Retry-After", "-5"), created}, 2, []time.Duration{375 * ms}, ""},
		"Retry-After with decimals":   {[]act{refusal(503, "SERVICE_UNAVAILABLE", "Retry-After", "1.5"), created}, 2, []time.Duration{375 * ms}, ""},
		"500 PAYMENT_FAILED, 200":     {[]act{refusal(500, "PAYMENT_FAILED"), created}, 2, []time.Duration{375 * ms}, ""},
		"500 INTERNAL_ERROR":          {[]act{refusal(500, "INTERNAL_ERROR"), created}, 1, nil, renewal.KindServer},
		"501":                         {[]act{answer(501, ""), created}, 1, nil, renewal.KindServer},
		"409 ORDER_IN_PROGRESS, 200":  {[]act{refusal(409, "ORDER_IN_PROGRESS", "Retry-After", "1"), created}, 2, []time.Duration{time.Second}, ""},
		"409 ORDER_ALREADY_PAID":      {[]act{refusal(409, "ORDER_ALREADY_PAID"), created}, 1, nil, renewal.KindConflict},
		"400":                         {[]act{refusal(400, "VALIDATION_ERROR"), created}, 1, nil, renewal.KindValidation},
		"404":                         {[]act{refusal(404, "TRANSACTION_NOT_FOUND"), created}, 1, nil, renewal.KindNotFound},
		"reset, 200":                  {[]act{reset, created}, 2, []time.Duration{375 * ms}, ""},
		"no answer at all, 200":       {[]act{hangUp, created}, 2, []time.Duration{375 * ms}, ""},
		"cut off, 200":                {[]act{cutOff, created}, 2, []time.Duration{375 * ms}, ""},
		"half a JSON, 200":            {[]act{answer(200, `{"success":tr`), created}, 2, []time.Duration{375 * ms}, ""},
		"a page of HTML, 200":         {[]act{answer(200, "<html>"), created}, 2, []time.Duration{375 * ms}, ""},
		"a JSON array":                {[]act{answer(200, "[]")}, 3, []time.Duration{375 * ms, 750 * ms}, renewal.KindInvalidResponse},
		"an object of another form":   {[]act{answer(200, `{"success":true}`)}, 1, nil, renewal.KindInvalidResponse},
		"a redirect":                  {[]act{answer(302, "", "Location", "/v1/elsewhere")}, 1, nil, renewal.KindInvalidResponse},
		"a body that stalls, 200":     {[]act{stall, created}, 2, []time.Duration{375 * ms}, ""},
		"silence, 200":                {[]act{silent, created}, 2, []time.Duration{375 * ms}, ""},
	}
	for name, one := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, one.script, renewal.WithToken("t"))
			timeout := 20 * time.Second
			if strings.Contains(name, "stalls") || strings.Contains(name, "silence") {
				timeout = 300 * ms
			}
			order, err := w.create(renewal.TryTimeout(timeout))
			equal(t, "tries", len(w.requests()), one.tries)
			equal(t, "waits", w.waits(), one.waits)
			if one.kind == "" {
				if err != nil {
					t.Fatal(err)
				}
				equal(t, "transaction", order.TransactionID, "TXN1")
				return
			}
			got := failure(t, err)
			equal(t, "kind", got.Kind, one.kind)
			equal(t, "attempts", got.Attempts, one.tries)
			equal(t, "request id", got.RequestID, "req_1")
		})
	}
}

func TestTheWaitsGrowTo8SecondsAndAreSpread(t *testing.T) {
	w := newWorld(t, []act{refusal(503, "SERVICE_UNAVAILABLE")}, renewal.WithToken("t"), renewal.WithMaxRetries(7))
	w.random = 1
	_, err := w.create()
	equal(t, "attempts", failure(t, err).Attempts, 8)
	equal(t, "waits", w.waits(), []time.Duration{
		500 * ms, time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second, 8 * time.Second, 8 * time.Second,
	})
}

func TestEveryTryIsOneOfOursAlsoOnAConnectionThatWasKept(t *testing.T) {
	payment := answer(200, `{"data":[]}`)
	for name, broken := range map[string]act{"reset": reset, "hung up": hangUp} {
		w := newWorld(t, []act{payment, broken}, renewal.WithToken("t"))
		if _, err := w.client.Payments.ListPage(context.Background(), renewal.PaymentListParams{}); err != nil {
			t.Fatal(err)
		}
		// Go's own transport would send a GET again on a kept connection, and one with an Idempotency-Key too.
		_, err := w.client.Payments.ListPage(context.Background(), renewal.PaymentListParams{},
			renewal.Retries(0), renewal.Header("Idempotency-Key", "k"))
		equal(t, name+": kind", failure(t, err).Kind, renewal.KindConnection)
		equal(t, name+": requests", len(w.requests()), 2)
		_, err = w.create(renewal.Header("Idempotency-Key", "k"), renewal.Retries(1))
		equal(t, name+": attempts", failure(t, err).Attempts, 2)
		equal(t, name+": requests", len(w.requests()), 4)
	}
}

func TestACallThatIsNotIdempotentIsSentOnce(t *testing.T) {
	w := newWorld(t, []act{refusal(503, "SERVICE_UNAVAILABLE"), created}, renewal.WithToken("t"))
	_, err := w.create(renewal.Idempotent(false))
	equal(t, "attempts", failure(t, err).Attempts, 1)
	equal(t, "requests", len(w.requests()), 1)
}

func TestAContextThatEndsEndsTheCallAtOnce(t *testing.T) {
	t.Run("while it waits for an answer", func(t *testing.T) {
		w := newWorld(t, []act{silent}, renewal.WithToken("t"))
		ctx, cancel := context.WithCancel(context.Background())
		time.AfterFunc(50*ms, cancel)
		_, err := w.client.Payments.Create(ctx, order)
		got := failure(t, err)
		equal(t, "kind", got.Kind, renewal.KindCancelled)
		equal(t, "attempts", got.Attempts, 1)
		if !errors.Is(err, context.Canceled) {
			t.Error("want context.Canceled underneath")
		}
	})
	t.Run("while it waits for its next try", func(t *testing.T) {
		w := newWorld(t, []act{refusal(503, "SERVICE_UNAVAILABLE", "Retry-After", "50")}, renewal.WithToken("t"),
			renewal.WithSleep(func(ctx context.Context, _ time.Duration) error { <-ctx.Done(); return ctx.Err() }))
		ctx, cancel := context.WithCancel(context.Background())
		time.AfterFunc(50*ms, cancel)
		_, err := w.client.Payments.Create(ctx, order)
		got := failure(t, err)
		equal(t, "kind", got.Kind, renewal.KindCancelled)
		equal(t, "attempts", got.Attempts, 1)
		equal(t, "request id", got.RequestID, "req_1")
	})
	t.Run("by its deadline, which is told as a timeout and not waited for", func(t *testing.T) {
		w := newWorld(t, []act{refusal(503, "SERVICE_UNAVAILABLE", "Retry-After", "50")}, renewal.WithToken("t"))
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		_, err := w.client.Payments.Create(ctx, order)
		equal(t, "kind", failure(t, err).Kind, renewal.KindServer)
		equal(t, "waits", len(w.waits()), 0)
	})
	t.Run("before it begins, and nothing is sent", func(t *testing.T) {
		w := newWorld(t, []act{created}, renewal.WithToken("t"))
		ctx, cancel := context.WithTimeout(context.Background(), -1)
		defer cancel()
		_, err := w.client.Payments.Create(ctx, order)
		equal(t, "kind", failure(t, err).Kind, renewal.KindTimeout)
		equal(t, "requests", len(w.requests()), 0)
	})
}

func TestAnErrorTellsAllThatIsKnown(t *testing.T) {
	w := newWorld(t, []act{refusal(429, "RATE_LIMIT_EXCEEDED", "Retry-After", "3600",
		"X-RateLimit-Limit", "5", "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "1768469400")}, renewal.WithToken("t"))
	_, err := w.create()
	got := failure(t, err)
	equal(t, "code", got.Code, renewal.CodeRateLimitExceeded)
	equal(t, "status", got.Status, 429)
	equal(t, "retry after", got.RetryAfter, time.Hour)
	equal(t, "limit", *got.Limit, renewal.Limit{Limit: 5, Remaining: 0, ResetAt: time.Unix(1768469400, 0).UTC()})
	equal(t, "field", got.Details.Field, "amount")
	equal(t, "a field that is not known", string(got.Details.Extra["novel"]), "7")
	contains(t, got.Body.Reveal(), "This is RATE_LIMIT_EXCEEDED.")
	equal(t, "message", got.Error(), "renewal: This is RATE_LIMIT_EXCEEDED. (RATE_LIMIT_EXCEEDED, status 429, request req_1)")
	equal(t, "the client's limit", *w.client.Limit(), *got.Limit)
}

func TestAnErrorOfAnyStatusAndCodeHasItsKind(t *testing.T) {
	cases := []struct {
		status int
		code   string
		kind   renewal.Kind
	}{
		{400, "VALIDATION_ERROR", renewal.KindValidation}, {400, "INVALID_GRANT", renewal.KindAuthentication},
		{401, "INVALID_CLIENT", renewal.KindAuthentication}, {403, "FORBIDDEN", renewal.KindPermission},
		{404, "NOT_FOUND", renewal.KindNotFound}, {405, "METHOD_NOT_ALLOWED", renewal.KindValidation},
		{408, "REQUEST_TIMEOUT", renewal.KindServer}, {409, "ORDER_CLOSED", renewal.KindConflict},
		{413, "PAYLOAD_TOO_LARGE", renewal.KindValidation}, {415, "UNSUPPORTED_MEDIA_TYPE", renewal.KindValidation},
		{418, "A_NEW_CODE", renewal.KindValidation}, {422, "ORDER_ID_REUSED", renewal.KindConflict},
		{429, "RATE_LIMIT_EXCEEDED", renewal.KindRateLimit}, {500, "PAYMENT_FAILED", renewal.KindPaymentFailed},
		{500, "INTERNAL_ERROR", renewal.KindServer}, {503, "A_NEW_CODE", renewal.KindServer},
	}
	for _, one := range cases {
		w := newWorld(t, []act{refusal(one.status, one.code)}, renewal.WithToken("t"), renewal.WithMaxRetries(0))
		_, err := w.create()
		got := failure(t, err)
		equal(t, one.code, got.Kind, one.kind)
		equal(t, "code", string(got.Code), one.code)
	}
}
