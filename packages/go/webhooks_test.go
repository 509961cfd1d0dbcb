package renewal_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"example.com/renewal"
)

const vectorBody = `{"type":"payment.updated","id":"evt_1"}`

var vectorTime = time.Unix(1768465801, 0)

// The vectors of docs/webhook-signatures.md.
func TestTheDocumentedVectorsAreSignedAsDocumented(t *testing.T) {
	for _, vector := range [][3]string{
		{"demo-webhook-secret", "259b8cdead333f59196039ec2ed0ba262b561740aa8a6cdf4388bd926ccde8ef", "v1,OnnIzq94Q3uKCIopQLcLTanqruzCCeCMH3S9mUSQP1w="},
		{"whsec_ZGVtby13ZWJob29rLXNlY3JldA==", "259b8cdead333f59196039ec2ed0ba262b561740aa8a6cdf4388bd926ccde8ef", "v1,OnnIzq94Q3uKCIopQLcLTanqruzCCeCMH3S9mUSQP1w="},
		{"whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "84e03b6da3b6fdca3bcde9a96e61604054d3664445d84dfa6b548b5d717d7ed8", "v1,iTc1PmmI0CNHB3Ef60rcKhMIGM1sw89tWZTyCPJh7p4="},
	} {
		headers, err := renewal.SignWebhook([]byte(vectorBody), "evt_1", vectorTime, vector[0])
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "X-Signature", headers.Get("X-Signature"), vector[1])
		equal(t, "webhook-signature", headers.Get("webhook-signature"), vector[2])
	}
}

const paid = `{"id":"evt_1","type":"payment.updated","transaction_id":"TXN1","order_id":"ORD1","user_id":"user_42",` +
	`"status":"paid","amount":99.90,"currency":"CNY","timestamp":"2026-01-15T08:30:00Z","novel":[1]}`

func signed(t *testing.T, body string, secrets ...string) http.Header {
	t.Helper()
	headers, err := renewal.SignWebhook([]byte(body), "evt_1", morning, secrets...)
	if err != nil {
		t.Fatal(err)
	}
	return headers
}

var atMorning = renewal.WebhookClock(func() time.Time { return morning })

func TestAGenuineWebhookIsTheEventThatItCarries(t *testing.T) {
	event, err := renewal.VerifyWebhook([]byte(paid), signed(t, paid, "s"), renewal.Secrets("s"), atMorning)
	if err != nil {
		t.Fatal(err)
	}
	payment, ok := event.(*renewal.PaymentEvent)
	if !ok {
		t.Fatalf("got %T", event)
	}
	equal(t, "status", payment.Status, renewal.PaymentStatusPaid)
	equal(t, "amount", payment.Amount.String(), "99.90")
	equal(t, "a field that is not known", string(payment.Extra["novel"]), "[1]")
	for _, body := range []string{`{"type":"membership.expired","data":{}}`, `{"type":7}`, `{}`, `{"type":"payment.updated","id":"evt_1"}`} {
		event, err := renewal.VerifyWebhook([]byte(body), signed(t, body, "s"), renewal.Secrets("s"), atMorning)
		unknown, ok := event.(*renewal.UnknownEvent)
		if err != nil || !ok || string(unknown.Data) != body {
			t.Errorf("%s: got %#v, %v", body, event, err)
		}
		kept, err := json.Marshal(event)
		if err != nil || string(kept) != body {
			t.Errorf("%s was kept as %s, %v", body, kept, err)
		}
	}
}

func TestEitherHeaderVerifiesAndEitherSecretOfTwo(t *testing.T) {
	both := signed(t, paid, "old", "new")
	lower := http.Header{}
	for name, values := range both {
		lower[strings.ToLower(name)] = values
	}
	plain := http.Header{"X-Signature": {strings.ToUpper(both.Get("X-Signature"))}}
	for name, headers := range map[string]http.Header{"all": both, "in lower case": lower, "X-Signature alone": plain} {
		for _, secrets := range [][]string{{"old"}, {"other", "old"}} {
			if _, err := renewal.VerifyWebhook([]byte(paid), headers, renewal.Secrets(secrets...), atMorning); err != nil {
				t.Errorf("%s, %v: %v", name, secrets, err)
			}
		}
	}
	if _, err := renewal.VerifyWebhook([]byte(paid), both, renewal.Secrets("new"), atMorning); err != nil {
		t.Error(err)
	}
	t.Setenv("RENEWAL_WEBHOOK_SECRET", "other,old")
	if _, err := renewal.VerifyWebhook([]byte(paid), both, atMorning); err != nil {
		t.Error(err)
	}
}

func TestAWebhookIsRefusedForItsReason(t *testing.T) {
	good := signed(t, paid, "s")
	with := func(pairs ...string) http.Header {
		headers := good.Clone()
		for index := 0; index < len(pairs); index += 2 {
			headers[http.CanonicalHeaderKey(pairs[index])] = []string{pairs[index+1]}
		}
		return headers
	}
	signature := good.Get("Webhook-Signature")
	at := func(shift time.Duration) renewal.WebhookOption {
		return renewal.WebhookClock(func() time.Time { return morning.Add(shift) })
	}
	plain := func(value string) http.Header { return http.Header{"X-Signature": {value}} }
	cases := []struct {
		name    string
		body    string
		headers http.Header
		options []renewal.WebhookOption
		reason  renewal.WebhookReason
	}{
		{"no headers", paid, http.Header{}, nil, renewal.ReasonMissingHeader},
		{"no id", paid, with("webhook-id", ""), nil, renewal.ReasonMissingHeader},
		{"no timestamp", paid, with("webhook-timestamp", ""), nil, renewal.ReasonMissingHeader},
		{"a list with garbage alone", paid, with("webhook-signature", "v1,abc v2,def"), nil, renewal.ReasonMalformedHeader},
		{"a signature of another version", paid, with("webhook-signature", strings.Replace(signature, "v1,", "v2,", 1)), nil, renewal.ReasonMalformedHeader},
		{"a truncated signature", paid, with("webhook-signature", signature[:40]), nil, renewal.ReasonMalformedHeader},
		{"a timestamp with a sign", paid, with("webhook-timestamp", "+1768465800"), nil, renewal.ReasonMalformedHeader},
		{"a timestamp with spaces", paid, with("webhook-timestamp", " 1768465800"), nil, renewal.ReasonMalformedHeader},
		{"a timestamp in other digits", paid, with("webhook-timestamp", "١٧٦٨٤٦٥٨٠٠"), nil, renewal.ReasonMalformedHeader},
		{"another timestamp", paid, with("webhook-timestamp", "1768465801"), nil, renewal.ReasonNoMatch},
		{"another id", paid, with("webhook-id", "evt_2"), nil, renewal.ReasonNoMatch},
		{"another body", paid + " ", good, nil, renewal.ReasonNoMatch},
		{"another secret", paid, good, []renewal.WebhookOption{renewal.Secrets("t")}, renewal.ReasonNoMatch},
		{"X-Signature that is short", paid, plain(good.Get("X-Signature")[:63]), nil, renewal.ReasonMalformedHeader},
		{"X-Signature with a space", paid, plain(" " + good.Get("X-Signature")[:63]), nil, renewal.ReasonMalformedHeader},
		{"X-Signature beyond ASCII", paid, plain(strings.Repeat("é", 32)), nil, renewal.ReasonMalformedHeader},
		{"X-Signature of another body", paid + " ", plain(good.Get("X-Signature")), nil, renewal.ReasonNoMatch},
		{"two of X-Signature", paid, http.Header{"X-Signature": {good.Get("X-Signature"), "x"}}, nil, renewal.ReasonMalformedHeader},
		{"X-Signature where a timestamp is required", paid, plain(good.Get("X-Signature")), []renewal.WebhookOption{renewal.RequireTimestamp()}, renewal.ReasonMissingHeader},
		{"too old", paid, good, []renewal.WebhookOption{at(301 * time.Second)}, renewal.ReasonTooOld},
		{"too new", paid, good, []renewal.WebhookOption{at(-301 * time.Second)}, renewal.ReasonTooNew},
		{"a tolerance of its own", paid, good, []renewal.WebhookOption{at(11 * time.Second), renewal.Tolerance(10 * time.Second)}, renewal.ReasonTooOld},
		{"no secret", paid, good, []renewal.WebhookOption{renewal.Secrets()}, renewal.ReasonBadSecret},
		{"an empty secret", paid, good, []renewal.WebhookOption{renewal.Secrets("")}, renewal.ReasonBadSecret},
		{"whitespace around a secret", paid, good, []renewal.WebhookOption{renewal.Secrets("s\n")}, renewal.ReasonBadSecret},
		{"a secret with nothing behind whsec_", paid, good, []renewal.WebhookOption{renewal.Secrets("whsec_")}, renewal.ReasonBadSecret},
		{"a secret that is no base64", paid, good, []renewal.WebhookOption{renewal.Secrets("whsec_a!")}, renewal.ReasonBadSecret},
		{"a body that is no JSON", "paid", signed(t, "paid", "s"), nil, renewal.ReasonMalformedBody},
		{"a body that is no object", "[1]", signed(t, "[1]", "s"), nil, renewal.ReasonMalformedBody},
	}
	for _, one := range cases {
		options := append([]renewal.WebhookOption{renewal.Secrets("s"), atMorning}, one.options...)
		_, err := renewal.VerifyWebhook([]byte(one.body), one.headers, options...)
		got := failure(t, err)
		equal(t, one.name, got.Reason, one.reason)
		equal(t, one.name, got.Kind, renewal.KindWebhookVerification)
	}
	for _, shift := range []time.Duration{300 * time.Second, -300 * time.Second, 300*time.Second + 900*ms} {
		if _, err := renewal.VerifyWebhook([]byte(paid), good, renewal.Secrets("s"), at(shift)); err != nil {
			t.Errorf("%s: %v", shift, err)
		}
	}
	garbage := with("webhook-signature", "v2,x  v1,== v1a,"+signature+" "+signature)
	if _, err := renewal.VerifyWebhook([]byte(paid), garbage, renewal.Secrets("s"), atMorning); err != nil {
		t.Errorf("garbage before a good entry is passed over: %v", err)
	}
}

// Whatever the headers hold, there is a reason and no panic, and only the signer's own pass.
func FuzzVerifyWebhook(f *testing.F) {
	f.Add("evt_1", "1768465800", "v1,OnnIzq94Q3uKCIopQLcLTanqruzCCeCMH3S9mUSQP1w=", "259b", []byte(vectorBody))
	f.Fuzz(func(t *testing.T, id, sent, list, plain string, body []byte) {
		headers := http.Header{"Webhook-Id": {id}, "Webhook-Timestamp": {sent}, "Webhook-Signature": {list}, "X-Signature": {plain}}
		if event, err := renewal.VerifyWebhook(body, headers, renewal.Secrets("a secret that nobody knows")); err == nil {
			t.Errorf("passed as %#v", event)
		}
	})
}

func FuzzAmount(f *testing.F) {
	for _, seed := range []string{"99.99", "1e2", "1.5E-3", "-0.10", "00", "12345678901234567890.123456789"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var amount renewal.Amount
		if json.Unmarshal([]byte(text), &amount) != nil || text == "null" {
			return
		}
		written, err := json.Marshal(amount)
		if err != nil {
			t.Fatal(err)
		}
		var number json.Number
		if err := json.Unmarshal([]byte(text), &number); err != nil {
			return
		}
		var again renewal.Amount
		if err := json.Unmarshal(written, &again); err != nil || !again.Equal(amount) {
			t.Errorf("%s became %s", text, written)
		}
	})
}
