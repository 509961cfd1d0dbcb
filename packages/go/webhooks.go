package renewal

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// WebhookReason tells why a webhook was not accepted.
type WebhookReason string

// Every [WebhookReason].
const (
	// ReasonMissingHeader: there is neither X-Signature nor the three webhook-* headers.
	ReasonMissingHeader WebhookReason = "missing_header"
	// ReasonMalformedHeader: a header was cut or changed on its way.
	ReasonMalformedHeader WebhookReason = "malformed_header"
	// ReasonNoMatch: no secret gives this signature.
	ReasonNoMatch WebhookReason = "no_match"
	// ReasonTooOld: authentic, but sent longer ago than the tolerance.
	ReasonTooOld WebhookReason = "too_old"
	// ReasonTooNew: authentic, but sent later than now by more than the tolerance.
	ReasonTooNew WebhookReason = "too_new"
	// ReasonBadSecret: there is no secret, or one that cannot be one.
	ReasonBadSecret WebhookReason = "bad_secret"
	// ReasonMalformedBody: authentic, but no JSON object.
	ReasonMalformedBody WebhookReason = "malformed_body"
)

// WebhookEvent is what a verified webhook says. [*PaymentEvent] and [*UnknownEvent] are events.
type WebhookEvent interface{ isWebhookEvent() }

func (*PaymentEvent) isWebhookEvent() {}

// UnknownEvent is an event of a kind or form that this version does not know. Answer 200 and ignore it.
type UnknownEvent struct {
	// Type is the sender's name for it; empty when it has none.
	Type string
	// Data is the whole body.
	Data json.RawMessage
}

func (*UnknownEvent) isWebhookEvent() {}

// MarshalJSON writes the body as it came.
func (e *UnknownEvent) MarshalJSON() ([]byte, error) { return e.Data.MarshalJSON() }

// WebhookOption changes how a webhook is verified.
type WebhookOption func(*webhookRules)

type webhookRules struct {
	secrets          []string
	given            bool
	tolerance        time.Duration
	now              func() time.Time
	requireTimestamp bool
}

// Secrets names the webhook secret; while it is being replaced, the new one and the old one. Without it
// RENEWAL_WEBHOOK_SECRET of the environment counts, where a comma separates two.
func Secrets(secrets ...string) WebhookOption {
	return func(rules *webhookRules) { rules.given, rules.secrets = true, secrets }
}

// Tolerance tells how far the clocks may differ, or how old a webhook may be: 5 minutes by default.
func Tolerance(tolerance time.Duration) WebhookOption {
	return func(rules *webhookRules) { rules.tolerance = tolerance }
}

// WebhookClock sets what tells the time, for tests.
func WebhookClock(now func() time.Time) WebhookOption {
	return func(rules *webhookRules) { rules.now = now }
}

// RequireTimestamp refuses webhooks that carry X-Signature alone: they have no age.
func RequireTimestamp() WebhookOption {
	return func(rules *webhookRules) { rules.requireTimestamp = true }
}

var (
	hexSignature = regexp.MustCompile(`^[0-9a-fA-F]{64}$`)
	listEntry    = regexp.MustCompile(`^v1,([A-Za-z0-9+/]{43}=)$`)
)

// VerifyWebhook verifies that a webhook comes from the API, and tells what it says. payload is the raw body, before
// anything parses it. Every error is an [*Error] of [KindWebhookVerification] whose Reason tells the cause.
//
// With the webhook-* headers, which the API always sends, its age is verified too. With X-Signature alone a recording
// would pass: remember the ids that you have handled, or ask for [RequireTimestamp].
//
//	body, err := io.ReadAll(http.MaxBytesReader(writer, request.Body, 1<<20))
//	event, err := renewal.VerifyWebhook(body, request.Header, renewal.Secrets(secret))
//	if paid, ok := event.(*renewal.PaymentEvent); ok && paid.Status == renewal.PaymentStatusPaid {
//		thank(paid.UserID)
//	}
func VerifyWebhook(payload []byte, headers http.Header, options ...WebhookOption) (WebhookEvent, error) {
	rules := webhookRules{tolerance: 5 * time.Minute, now: time.Now}
	for _, option := range options {
		option(&rules)
	}
	if !rules.given {
		rules.secrets = secretsOfEnvironment()
	}
	keys, err := keysOf(rules.secrets)
	if err != nil {
		return nil, err
	}
	id, sent, listed := joined(headers, "Webhook-Id"), joined(headers, "Webhook-Timestamp"), joined(headers, "Webhook-Signature")
	if id != "" || sent != "" || listed != "" || rules.requireTimestamp {
		err = verifyStandard(keys, payload, id, sent, listed, rules)
	} else {
		err = verifyPlain(keys, payload, joined(headers, "X-Signature"))
	}
	if err != nil {
		return nil, err
	}
	return eventOf(payload)
}

func secretsOfEnvironment() []string {
	var secrets []string
	for _, secret := range strings.Split(os.Getenv("RENEWAL_WEBHOOK_SECRET"), ",") {
		if secret != "" {
			secrets = append(secrets, secret)
		}
	}
	return secrets
}

// joined gives a header whatever the case of its name. Two of a header are none: they become one text with a comma.
func joined(headers http.Header, name string) string {
	var values []string
	for key, given := range headers {
		if strings.EqualFold(key, name) {
			values = append(values, given...)
		}
	}
	return strings.Join(values, ", ")
}

func verifyStandard(keys [][]byte, payload []byte, id, sent, listed string, rules webhookRules) error {
	if id == "" || sent == "" || listed == "" {
		return webhookError(ReasonMissingHeader,
			"webhook-id, webhook-timestamp or webhook-signature is missing. Pass on all headers.")
	}
	var signatures [][]byte
	for _, entry := range strings.Split(listed, " ") {
		if found := listEntry.FindStringSubmatch(entry); found != nil {
			if signature, err := base64.StdEncoding.DecodeString(found[1]); err == nil {
				signatures = append(signatures, signature)
			}
		}
	}
	if len(signatures) == 0 {
		return malformed("webhook-signature")
	}
	if !wholeNumber.MatchString(sent) {
		return malformed("webhook-timestamp")
	}
	if err := match(keys, signatures, standardContent(id, sent, payload)); err != nil {
		return err
	}
	// Comes after the signature: whoever reads of a wrong age knows that the webhook is authentic.
	seconds, _ := strconv.ParseInt(sent, 10, 64)
	age := rules.now().Unix() - seconds
	if age > int64(rules.tolerance/time.Second) {
		return webhookError(ReasonTooOld, fmt.Sprintf("It was sent %d s ago: a recording, or a clock is off.", age))
	}
	if -age > int64(rules.tolerance/time.Second) {
		return webhookError(ReasonTooNew, fmt.Sprintf("It was sent %d s from now: a clock is off.", -age))
	}
	return nil
}

func verifyPlain(keys [][]byte, payload []byte, signature string) error {
	if signature == "" {
		return webhookError(ReasonMissingHeader, "There is neither webhook-signature nor X-Signature. Pass on all headers.")
	}
	if !hexSignature.MatchString(signature) {
		return malformed("X-Signature")
	}
	given, err := hex.DecodeString(signature)
	if err != nil {
		return malformed("X-Signature")
	}
	return match(keys, [][]byte{given}, payload)
}

func match(keys, signatures [][]byte, content []byte) error {
	matches := false
	for _, key := range keys {
		expected := digest(key, content)
		for _, signature := range signatures {
			matches = hmac.Equal(expected, signature) || matches
		}
	}
	if !matches {
		return webhookError(ReasonNoMatch,
			"No secret gives this signature: the secret is another one, or the body was changed.")
	}
	return nil
}

func eventOf(payload []byte) (WebhookEvent, error) {
	var object map[string]json.RawMessage
	if err := json.Unmarshal(payload, &object); err != nil || object == nil {
		return nil, webhookError(ReasonMalformedBody, "The body is signed, but no JSON object.")
	}
	var kind string
	_ = json.Unmarshal(object["type"], &kind)
	unknown := &UnknownEvent{Type: kind, Data: append(json.RawMessage(nil), payload...)}
	if kind != string(PaymentEventTypePaymentUpdated) {
		return unknown, nil
	}
	event := &PaymentEvent{}
	if err := json.Unmarshal(payload, event); err != nil {
		// It is authentic, and of a form that this version does not know.
		return unknown, nil
	}
	return event, nil
}

// SignWebhook signs a body as the API does, for tests of your receiver. id and sent are those of the event; an empty id is
// a random one, and a zero time is now. Several secrets sign as during a replacement.
//
//	headers, err := renewal.SignWebhook(body, "evt_1", time.Now(), secret)
func SignWebhook(payload []byte, id string, sent time.Time, secrets ...string) (http.Header, error) {
	keys, err := keysOf(secrets)
	if err != nil {
		return nil, err
	}
	if id == "" {
		id = "evt_" + rand.Text()
	}
	if sent.IsZero() {
		sent = time.Now()
	}
	timestamp := strconv.FormatInt(sent.Unix(), 10)
	var entries []string
	for _, key := range keys {
		signature := digest(key, standardContent(id, timestamp, payload))
		entries = append(entries, "v1,"+base64.StdEncoding.EncodeToString(signature))
	}
	headers := http.Header{}
	headers.Set("X-Signature", hex.EncodeToString(digest(keys[0], payload)))
	headers.Set("Webhook-Id", id)
	headers.Set("Webhook-Timestamp", timestamp)
	headers.Set("Webhook-Signature", strings.Join(entries, " "))
	return headers, nil
}

func standardContent(id, timestamp string, payload []byte) []byte {
	return append([]byte(id+"."+timestamp+"."), payload...)
}

func digest(key, content []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write(content)
	return mac.Sum(nil)
}

// keysOf gives the keys of secrets: what base64 after whsec_ stands for, of any other secret its bytes.
func keysOf(secrets []string) ([][]byte, error) {
	if len(secrets) == 0 {
		return nil, badSecret("there is none")
	}
	var keys [][]byte
	for _, secret := range secrets {
		if strings.TrimSpace(secret) != secret || secret == "" || secret == "whsec_" {
			return nil, badSecret("it is empty, or has whitespace around it")
		}
		digits, isEncoded := strings.CutPrefix(secret, "whsec_")
		if !isEncoded {
			keys = append(keys, []byte(secret))
			continue
		}
		key, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(digits, "="))
		if err != nil || strings.ContainsAny(digits, "\r\n") || strings.Count(digits, "=") > 2 || len(key) == 0 {
			return nil, badSecret("what follows whsec_ is no base64")
		}
		keys = append(keys, key)
	}
	return keys, nil
}

func badSecret(why string) *Error {
	return webhookError(ReasonBadSecret, "The webhook secret cannot be one: "+why+". Is the variable set?")
}

func malformed(name string) *Error {
	return webhookError(ReasonMalformedHeader, name+" is not of its form: it was cut or changed.")
}

func webhookError(reason WebhookReason, message string) *Error {
	return &Error{Kind: KindWebhookVerification, Reason: reason, Message: message}
}
