package renewal_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/big"
	"net/http"
	"strings"
	"testing"
	"time"

	"example.com/renewal"
)

func TestTheDigitsOfAnAmountTravelAsTheyWereWritten(t *testing.T) {
	w := newWorld(t, []act{created}, renewal.WithToken("t"))
	for _, digits := range []string{"99.99", "99.90", "9", "0.001", "100000000"} {
		if _, err := w.client.Payments.Create(context.Background(), renewal.PaymentCreateParams{OrderID: "A", Amount: renewal.MustAmount(digits)}); err != nil {
			t.Fatal(err)
		}
		sent := w.requests()
		equal(t, "body", sent[len(sent)-1].body, `{"order_id":"A","amount":`+digits+`}`)
	}
	for _, digits := range []string{"", "-1", "0", "0.00", "1e3", "1,5", " 1", "NaN", "+1", ".5", "5.", "٣"} {
		_, err := renewal.NewAmount(digits)
		equal(t, digits, failure(t, err).Kind, renewal.KindConfiguration)
	}
	_, err := w.client.Payments.Create(context.Background(), renewal.PaymentCreateParams{OrderID: "A"})
	equal(t, "no amount", failure(t, err).Kind, renewal.KindConfiguration)
	equal(t, "requests", len(w.requests()), 5)
}

func TestAnAmountIsReadExactlyHoweverItIsWritten(t *testing.T) {
	for text, digits := range map[string]string{
		"99.99": "99.99", "99.990": "99.990", "9.999e1": "99.99", "9999E-2": "99.99", "1e2": "100", "5e-3": "0.005",
		"0.1": "0.1", "1.50e1": "15.0", "12345678901234567890.12": "12345678901234567890.12",
	} {
		var amount renewal.Amount
		if err := json.Unmarshal([]byte(text), &amount); err != nil {
			t.Fatal(err)
		}
		equal(t, text, amount.String(), digits)
	}
	var amount renewal.Amount
	if err := json.Unmarshal([]byte(`"9.90"`), &amount); err != nil || amount.String() != "9.90" {
		t.Errorf("the text 9.90 became %s, %v", amount, err)
	}
	for _, text := range []string{`"1e3"`, `"-1"`, `"abc"`, `""`, "true", "{}"} {
		if json.Unmarshal([]byte(text), &amount) == nil {
			t.Errorf("%s was taken for an amount", text)
		}
	}
	sum := new(big.Rat).Add(renewal.MustAmount("0.1").Rat(), renewal.MustAmount("0.2").Rat())
	equal(t, "0.1 + 0.2", sum.FloatString(1), "0.3")
	equal(t, "9.9 and 9.90", renewal.MustAmount("9.9").Equal(renewal.MustAmount("9.90")), true)
	equal(t, "9 and 10", renewal.MustAmount("9").Cmp(renewal.MustAmount("10")), -1)
}

func TestAnAnswerKeepsWhatThisVersionDoesNotKnow(t *testing.T) {
	body := `{"transaction_id":"TXN1","order_id":"A","user_id":"u","status":"on_hold","amount":9.990,"currency":"CNY","subject":"s",` +
		`"package_id":"monthly","months":1,"created_at":"2026-01-15T08:30:00.123Z","updated_at":"2026-01-15T16:30:00+08:00",` +
		`"expires_at":"2026-01-16T08:30:00Z","novel":{"deep":true}}`
	w := newWorld(t, []act{answer(200, body, "Idempotent-Replayed", "true")}, renewal.WithToken("t"))
	var response renewal.Response
	payment, err := w.client.Payments.Get(context.Background(), "TXN1", renewal.Into(&response))
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "status", payment.Status, renewal.PaymentStatus("on_hold"))
	equal(t, "settled", payment.Status.IsSettled(), true)
	equal(t, "amount", payment.Amount.String(), "9.990")
	equal(t, "novel", string(payment.Extra["novel"]), `{"deep":true}`)
	equal(t, "one field is novel", len(payment.Extra), 1)
	equal(t, "moments", payment.CreatedAt.Equal(morning.Add(123*ms)) && payment.UpdatedAt.Equal(morning), true)
	equal(t, "paid", payment.PaidAt.IsZero(), true)
	equal(t, "replayed", response.Replayed(), true)
	equal(t, "raw", response.Body.Reveal(), body)
	equal(t, "attempts", response.Attempts, 1)
}

func TestWhatWasAnsweredIsTheSameOnceItWasKeptAsJSON(t *testing.T) {
	list := `{"data":[{"transaction_id":"TXN1","order_id":"A","user_id":"u","status":"on_hold","amount":9.990,"currency":"CNY",` +
		`"subject":"s","package_id":"monthly","months":1,"created_at":"2026-01-15T08:30:00.123Z","updated_at":"2026-01-15T16:30:00+08:00",` +
		`"expires_at":"2026-01-16T08:30:00Z","novel":{"deep":[1.50]}}],"also_novel":null}`
	var read, again renewal.PaymentList
	if err := json.Unmarshal([]byte(list), &read); err != nil {
		t.Fatal(err)
	}
	kept, err := json.Marshal(read)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(kept, &again); err != nil {
		t.Fatalf("%s: %v", kept, err)
	}
	equal(t, "all", fmt.Sprintf("%+v", again), fmt.Sprintf("%+v", read))
	equal(t, "what is novel", string(again.Data[0].Extra["novel"])+string(again.Extra["also_novel"]), `{"deep":[1.50]}null`)
	equal(t, "the amount", strings.Contains(string(kept), `"amount":9.990,`), true)
	equal(t, "what was absent", strings.Contains(string(kept), "paid_at"), false)
	// What the program changes is not undone by what is in Extra.
	again.Data[0].Extra["status"] = json.RawMessage(`"paid"`)
	kept, err = json.Marshal(again.Data[0])
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "status", strings.Contains(string(kept), `"status":"on_hold"`), true)
}

func TestArgumentsAreReadFromTheJSONOfAnApp(t *testing.T) {
	var params renewal.PaymentCreateParams
	if err := json.Unmarshal([]byte(`{"order_id":"A","amount":"9.90","return_url":"https://shop.example.com/"}`), &params); err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, []act{created}, renewal.WithToken("t"))
	if _, err := w.client.Payments.Create(context.Background(), params); err != nil {
		t.Fatal(err)
	}
	equal(t, "body", w.requests()[0].body, `{"order_id":"A","amount":9.90,"return_url":"https://shop.example.com/"}`)
	written, err := json.Marshal(renewal.TokenCreateParams{GrantType: "client_credentials", ClientID: "demo", ClientSecret: renewal.NewSecret("abc")})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "secrets stay hidden", string(written), `{"grant_type":"client_credentials","client_id":"demo","client_secret":"[redacted]"}`)
	equal(t, "no amount", failure(t, json.Unmarshal([]byte(`{"amount":"abc"}`), &params)).Kind, renewal.KindConfiguration)
	if err := json.Unmarshal([]byte(`{"amount":-1}`), &params); err != nil {
		t.Fatal(err)
	}
	_, err = w.client.Payments.Create(context.Background(), params)
	equal(t, "less than nothing", failure(t, err).Kind, renewal.KindConfiguration)
	equal(t, "requests", len(w.requests()), 1)
}

func TestARequestSaysWhatTheDocumentSaysAndNothingElse(t *testing.T) {
	w := newWorld(t, []act{created}, renewal.WithToken("t"), renewal.WithHeader("X-Shop", "1"))
	if _, err := w.client.Payments.Create(context.Background(), renewal.PaymentCreateParams{
		OrderID: "A", Amount: renewal.MustAmount("1"), Subject: "a & b <é> \u2028", ReturnURL: "https://shop.example.com/?a=1&b=2",
	}); err != nil {
		t.Fatal(err)
	}
	sent := w.requests()[0]
	var body map[string]any
	if err := json.Unmarshal([]byte(sent.body), &body); err != nil {
		t.Fatal(err)
	}
	equal(t, "subject", body["subject"], any("a & b <é> \u2028"))
	equal(t, "fields", len(body), 4)
	equal(t, "headers", strings.Join([]string{fmt.Sprint(len(sent.headers)), sent.headers.Get("Content-Type"), sent.headers.Get("Accept"),
		sent.headers.Get("User-Agent"), sent.headers.Get("X-Shop"), sent.headers.Get("X-Request-Id")}, " "),
		"7 application/json application/json renewal-go/"+renewal.Version+" 1 ")
	// What is answered is no payment: only the way there counts.
	_, _ = w.client.Payments.Get(context.Background(), "a/b?c")
	equal(t, "path", w.requests()[1].path, "/v1/payment/a/b?c")
	for _, id := range []string{"", ".", ".."} {
		_, err := w.client.Payments.Get(context.Background(), id)
		equal(t, "id "+id, failure(t, err).Kind, renewal.KindConfiguration)
	}
	equal(t, "requests", len(w.requests()), 2)
}

func page(ids []string, next string) act {
	var data []string
	for _, id := range ids {
		data = append(data, fmt.Sprintf(`{"transaction_id":%q,"order_id":"A","user_id":"u","status":"paid","amount":1,"currency":"CNY","subject":"s",`+
			`"package_id":"p","months":1,"created_at":"2026-01-15T08:30:00Z","updated_at":"2026-01-15T08:30:00Z","expires_at":"2026-01-15T08:30:00Z"}`, id))
	}
	body := `{"data":[`
	for index, item := range data {
		if index > 0 {
			body += ","
		}
		body += item
	}
	if next == "" {
		return answer(200, body+`]}`)
	}
	return answer(200, body+fmt.Sprintf(`],"next_cursor":%q}`, next))
}

func TestAListGoesThroughAllPagesAndNoFurtherThanTheLoop(t *testing.T) {
	script := []act{page([]string{"1", "2"}, "c1"), page(nil, "c2"), page([]string{"3"}, "")}
	w := newWorld(t, script, renewal.WithToken("t"))
	var got []string
	for payment, err := range w.client.Payments.List(context.Background(), renewal.PaymentListParams{Status: renewal.PaymentStatusPaid, Limit: 2}) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, payment.TransactionID)
	}
	equal(t, "payments", got, []string{"1", "2", "3"})
	var queries []string
	for _, one := range w.requests() {
		queries = append(queries, one.query)
	}
	equal(t, "queries", queries, []string{"limit=2&status=paid", "cursor=c1&limit=2&status=paid", "cursor=c2&limit=2&status=paid"})

	w = newWorld(t, script, renewal.WithToken("t"))
	for range w.client.Payments.List(context.Background(), renewal.PaymentListParams{}) {
		break
	}
	equal(t, "pages of a loop that ends", len(w.requests()), 1)

	w = newWorld(t, []act{page([]string{"1"}, "c1")}, renewal.WithToken("t"))
	var looped error
	for _, err := range w.client.Payments.List(context.Background(), renewal.PaymentListParams{}) {
		looped = err
	}
	equal(t, "a page that leads to itself", failure(t, looped).Kind, renewal.KindInvalidResponse)
	equal(t, "pages", len(w.requests()), 2)

	w = newWorld(t, []act{page([]string{"1"}, "c1"), refusal(403, "FORBIDDEN")}, renewal.WithToken("t"))
	var last error
	for _, err := range w.client.Payments.List(context.Background(), renewal.PaymentListParams{}) {
		last = err
	}
	equal(t, "kind", failure(t, last).Kind, renewal.KindPermission)
}

func payment(status string, headers ...string) act {
	return answer(200, fmt.Sprintf(`{"transaction_id":"TXN1","order_id":"A","user_id":"u","status":%q,"amount":1,"currency":"CNY","subject":"s",`+
		`"package_id":"p","months":1,"created_at":"2026-01-15T08:30:00Z","updated_at":"2026-01-15T08:30:00Z","expires_at":"2026-01-15T08:30:00Z"}`, status), headers...)
}

func TestWaitingAsksUntilThePersonHasPaid(t *testing.T) {
	w := newWorld(t, []act{payment("creating"), payment("pending"), payment("failed"), refusal(503, "SERVICE_UNAVAILABLE"), payment("paid")},
		renewal.WithToken("t"), renewal.WithMaxRetries(0))
	got, err := w.client.Payments.WaitUntilSettled(context.Background(), "TXN1")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "status", got.Status, renewal.PaymentStatusPaid)
	equal(t, "waits", w.waits(), []time.Duration{time.Second, 1500 * ms, 2250 * ms, 3375 * ms})
}

func TestWaitingLeavesRoomForOtherCalls(t *testing.T) {
	reset := fmt.Sprint(morning.Add(40 * time.Second).Unix())
	w := newWorld(t, []act{payment("pending", "X-RateLimit-Limit", "100", "X-RateLimit-Remaining", "1", "X-RateLimit-Reset", reset), payment("closed")},
		renewal.WithToken("t"))
	if _, err := w.client.Payments.WaitUntilSettled(context.Background(), "TXN1"); err != nil {
		t.Fatal(err)
	}
	equal(t, "waits", w.waits(), []time.Duration{20 * time.Second})
}

func TestWaitingEndsAfterAQuarterOfAnHourAndWithTheContext(t *testing.T) {
	w := newWorld(t, []act{payment("pending")}, renewal.WithToken("t"))
	_, err := w.client.Payments.WaitUntilSettled(context.Background(), "TXN1")
	equal(t, "kind", failure(t, err).Kind, renewal.KindTimeout)
	equal(t, "it waited nearly as long", w.time().Sub(morning) > 14*time.Minute, true)
	ctx, cancel := context.WithCancel(context.Background())
	w = newWorld(t, []act{func(writer http.ResponseWriter, request *http.Request) { cancel(); payment("pending")(writer, request) }}, renewal.WithToken("t"))
	_, err = w.client.Payments.WaitUntilSettled(ctx, "TXN1")
	equal(t, "kind", failure(t, err).Kind, renewal.KindCancelled)
	w = newWorld(t, []act{refusal(404, "TRANSACTION_NOT_FOUND")}, renewal.WithToken("t"))
	_, err = w.client.Payments.WaitUntilSettled(context.Background(), "TXN1")
	equal(t, "kind", failure(t, err).Kind, renewal.KindNotFound)
}
