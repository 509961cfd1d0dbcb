// Speaks the protocol of PROTOCOL.md around the Go SDK.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"reflect"
	"strings"
	"sync"
	"time"

	"example.com/renewal"
)

type object = map[string]any
type message = map[string]json.RawMessage

var clients, output = sync.Map{}, sync.Mutex{}

// client is one with a clock that moves when it sleeps.
type client struct {
	*renewal.Client
	mutex sync.Mutex
	now   time.Time
	slept []float64
	told  []string
}

func newClient(o message) (c *client, err error) {
	c = &client{now: as[time.Time](o["now"])}
	given := []renewal.Option{renewal.WithClock(func() time.Time {
		c.mutex.Lock()
		defer c.mutex.Unlock()
		return c.now
	}), renewal.WithSleep(func(ctx context.Context, wait time.Duration) error {
		c.mutex.Lock()
		defer c.mutex.Unlock()
		c.slept, c.now = append(c.slept, wait.Seconds()), c.now.Add(wait)
		return ctx.Err()
	}), renewal.WithRandom(func() float64 { return as[float64](o["random"]) })}
	add(&given, o["base_url"], renewal.WithBaseURL)
	add(&given, o["user_id"], renewal.WithUser)
	add(&given, o["token"], renewal.WithToken)
	add(&given, o["max_retries"], renewal.WithMaxRetries)
	add(&given, o["timeout_ms"], func(ms time.Duration) renewal.Option { return renewal.WithTimeout(ms * time.Millisecond) })
	add(&given, o["client_id"], func(id string) renewal.Option {
		return renewal.WithClientCredentials(id, as[string](o["client_secret"]))
	})
	keep := func(next renewal.Token) { c.told = append(c.told, next.RefreshToken.Reveal()) }
	add(&given, o["refresh_token"], func(token string) renewal.Option { return renewal.WithRefreshToken(token, keep) })
	add(&given, o["get_token"], func(supply []string) renewal.Option {
		return renewal.WithTokenSource(func(context.Context, string) (token string, err error) {
			token, supply = supply[0], supply[min(1, len(supply)-1):]
			return token, nil
		})
	})
	c.Client, err = renewal.New(given...)
	return c, err
}

func (c *client) call(ctx context.Context, r message, options []renewal.CallOption) (object, error) {
	resource, name, _ := strings.Cut(as[string](r["method"]), ".")
	on := reflect.ValueOf(c.Resources).FieldByName(capital(resource))
	method := on.MethodByName(capital(name) + "Page")
	if !method.IsValid() {
		method = on.MethodByName(capital(name))
	}
	given := []reflect.Value{reflect.ValueOf(ctx)}
	for _, argument := range as[[]json.RawMessage](r["arguments"]) {
		value := reflect.New(method.Type().In(len(given)))
		if err := json.Unmarshal(argument, value.Interface()); err != nil {
			return nil, err
		}
		given = append(given, value.Elem())
	}
	var response renewal.Response
	returned := method.CallSlice(append(given, reflect.ValueOf(append(options, renewal.Into(&response)))))
	err, _ := returned[1].Interface().(error)
	body := returned[0].Interface()
	if token, ok := body.(*renewal.Token); ok && err == nil {
		written, _ := json.Marshal(token)
		all := as[object](written)
		all["access_token"], all["refresh_token"] = token.AccessToken.Reveal(), token.RefreshToken.Reveal()
		body = all
	}
	return object{"body": body, "status": response.Status, "request_id": response.RequestID, "limit": response.Limit,
		"attempts": response.Attempts, "replayed": response.Replayed()}, err
}

func perform(r message) (object, error) {
	o, options := as[message](r["options"]), []renewal.CallOption{}
	add(&options, o["max_retries"], renewal.Retries)
	add(&options, o["idempotent"], renewal.Idempotent)
	add(&options, o["timeout_ms"], func(ms time.Duration) renewal.CallOption { return renewal.TryTimeout(ms * time.Millisecond) })
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if late, ok := o["cancel_after_ms"]; ok {
		time.AfterFunc(as[time.Duration](late)*time.Millisecond, cancel)
	}
	payload, secrets := as[[]byte](r["payload_base64"]), as[[]string](r["secrets"])
	found, _ := clients.Load(as[string](r["client"]))
	c, _ := found.(*client)
	switch as[string](r["do"]) {
	case "client":
		made, err := newClient(o)
		clients.Store(as[string](r["client"]), made)
		return object{}, err
	case "call":
		return c.call(ctx, r, options)
	case "list_all":
		items, params := []any{}, as[[]renewal.PaymentListParams](r["arguments"])
		for payment, err := range c.Payments.List(ctx, params[0]) {
			if items = append(items, payment); err != nil || len(items) == as[int](r["most"]) {
				return object{"items": items}, err
			}
		}
		return object{"items": items}, nil
	case "wait_until_settled":
		if most, ok := o["total_timeout_ms"]; ok {
			ctx, cancel = context.WithTimeout(ctx, as[time.Duration](most)*time.Millisecond)
			defer cancel()
		}
		payment, err := c.Payments.WaitUntilSettled(ctx, as[string](r["transaction_id"]), options...)
		return object{"body": payment}, err
	case "state":
		shown := printed(c.Client) + printed(*c.Payments)
		return object{"slept": c.slept, "told": c.told, "limit": c.Limit(), "printed": shown}, nil
	case "verify_webhook":
		now, headers := as[time.Time](r["now"]), http.Header{}
		for name, value := range as[map[string]string](r["headers"]) {
			headers[name] = []string{value}
		}
		given := []renewal.WebhookOption{renewal.Secrets(secrets...), renewal.WebhookClock(func() time.Time { return now })}
		add(&given, r["tolerance_s"], func(s float64) renewal.WebhookOption { return renewal.Tolerance(time.Duration(s * 1e9)) })
		event, err := renewal.VerifyWebhook(payload, headers, given...)
		_, unknown := event.(*renewal.UnknownEvent)
		return object{"known": !unknown, "event": event}, err
	case "sign_webhook":
		headers, err := renewal.SignWebhook(payload, as[string](r["webhook_id"]), time.Unix(as[int64](r["timestamp"]), 0), secrets...)
		return object{"headers": headers}, err
	}
	lacks := []object{{"what": "parsed_body", "why": "the compiler refuses what is no []byte"}}
	return object{"sdk": "go", "version": renewal.Version, "variants": []string{"calls"}, "lacks": lacks}, nil
}

func described(err error) object {
	e := &renewal.Error{Kind: "other", Message: fmt.Sprintf("%T: %+v", err, err)}
	_ = errors.As(err, &e)
	told := object{"kind": e.Kind, "class": "Error", "code": e.Code, "status": e.Status, "message": e.Message, "request_id": e.RequestID,
		"attempts": e.Attempts, "limit": e.Limit, "details": e.Details, "reason": e.Reason, "raw": e.Body.Reveal(), "printed": printed(e)}
	if e.HasRetryAfter {
		told["retry_after"] = e.RetryAfter.Seconds()
	}
	return told
}

func printed(value any) string {
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("printed", "value", value)
	written, _ := json.Marshal(value)
	return fmt.Sprintf("%v %+v %#v %s %q %s %s", value, value, value, value, value, written, log.String())
}

// as reads a part of a request; an absent one is a zero.
func as[T any](part json.RawMessage) (value T) {
	_ = json.Unmarshal(part, &value)
	return value
}

// add adds an option, if its part of the request is there.
func add[T, O any](given *[]O, part json.RawMessage, option func(T) O) {
	if part != nil {
		*given = append(*given, option(as[T](part)))
	}
}

func capital(word string) string { return strings.ToUpper(word[:1]) + word[1:] }

func main() {
	requests, answers := json.NewDecoder(os.Stdin), json.NewEncoder(os.Stdout)
	for r := (message{}); requests.Decode(&r) == nil; r = (message{}) {
		go func() {
			told, err := perform(r)
			answer := object{"id": r["id"], "ok": told}
			if err != nil {
				answer = object{"id": r["id"], "error": described(err)}
			}
			output.Lock()
			defer output.Unlock()
			_ = answers.Encode(answer)
		}()
	}
}
