package main

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"example.com/renewal"
)

var (
	clients  = map[string]*client{}
	counting sync.Mutex
)

func (r *request) perform() object {
	counting.Lock()
	c := clients[r.Client]
	counting.Unlock()
	before := 0
	if c != nil {
		before = len(c.slept)
	}
	once := func() object {
		ok, err := r.run(c)
		key, told := "ok", ok
		if err != nil {
			key, told = "error", failed(err)
		}
		if c != nil {
			c.mutex.Lock()
			told["slept"], told["told"] = append([]float64{}, c.slept[before:]...), append([]string{}, c.told...)
			c.mutex.Unlock()
		}
		return object{key: told}
	}
	if r.Times == 0 {
		return once()
	}
	results := make([]object, r.Times)
	var group sync.WaitGroup
	for index := range results {
		group.Add(1)
		go func() { defer group.Done(); results[index] = once() }()
	}
	group.Wait()
	return object{"ok": object{"results": results}}
}

func (r *request) run(c *client) (object, error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if r.Options.CancelAfterMs != nil {
		time.AfterFunc(milliseconds(*r.Options.CancelAfterMs), cancel)
	}
	switch r.Do {
	case "client":
		made, err := newClient(r.Options)
		if err != nil {
			return nil, err
		}
		counting.Lock()
		defer counting.Unlock()
		name := fmt.Sprintf("c%d", len(clients)+1)
		clients[name] = made
		return object{"client": name}, nil
	case "call":
		return r.call(ctx, c)
	case "list_all":
		items := []any{}
		for payment, err := range c.Payments.List(ctx, listParams(r.Input.Query)) {
			if err != nil {
				return nil, err
			}
			items = append(items, model(payment))
			if r.Most != nil && len(items) >= *r.Most {
				break
			}
		}
		return object{"items": items}, nil
	case "wait_until_settled":
		if r.Options.TotalTimeoutMs != nil {
			ctx, cancel = context.WithTimeout(ctx, milliseconds(*r.Options.TotalTimeoutMs))
			defer cancel()
		}
		payment, err := c.Payments.WaitUntilSettled(ctx, r.TransactionID, r.Options.ofCall()...)
		if err != nil {
			return nil, err
		}
		return object{"body": model(payment)}, nil
	case "limit":
		return object{"limit": limitOf(c.Limit())}, nil
	case "print":
		return object{"printed": printed(c.Client) + printed(*c.Payments)}, nil
	case "verify_webhook":
		return r.verify()
	case "sign_webhook":
		headers, err := renewal.SignWebhook(r.Payload, r.WebhookID, time.Unix(r.Timestamp, 0), r.Secret...)
		if err != nil {
			return nil, err
		}
		told := object{}
		for name := range headers {
			told[strings.ToLower(name)] = headers.Get(name)
		}
		return object{"headers": told}, nil
	}
	lacks := []object{{"what": "parsed_body", "why": "the compiler refuses what is no []byte"}}
	return object{"sdk": "go", "version": renewal.Version, "variants": []string{"calls"}, "lacks": lacks}, nil
}

func (o options) ofCall() []renewal.CallOption {
	var given []renewal.CallOption
	if o.TimeoutMs != nil {
		given = append(given, renewal.TryTimeout(milliseconds(*o.TimeoutMs)))
	}
	if o.MaxRetries != nil {
		given = append(given, renewal.Retries(*o.MaxRetries))
	}
	if o.Idempotent != nil {
		given = append(given, renewal.Idempotent(*o.Idempotent))
	}
	return given
}

func (r *request) call(ctx context.Context, c *client) (object, error) {
	var response renewal.Response
	value, err := c.start(ctx, r, append(r.Options.ofCall(), renewal.Into(&response))...)
	if err != nil {
		return nil, err
	}
	return object{
		"body": model(value), "status": response.Status, "request_id": response.RequestID,
		"attempts": response.Attempts, "limit": limitOf(response.Limit), "replayed": response.Replayed(),
	}, nil
}

func (r *request) verify() (object, error) {
	given := []renewal.WebhookOption{renewal.Secrets(r.Secrets...), renewal.WebhookClock(func() time.Time { return r.Now })}
	if r.ToleranceS != nil {
		given = append(given, renewal.Tolerance(time.Duration(*r.ToleranceS*float64(time.Second))))
	}
	event, err := renewal.VerifyWebhook(r.Payload, headersOf(r.Headers), given...)
	if err != nil {
		return nil, err
	}
	if unknown, ok := event.(*renewal.UnknownEvent); ok {
		return object{"known": false, "event": unknown.Data}, nil
	}
	return object{"known": true, "event": model(event)}, nil
}
