// Speaks the protocol of PROTOCOL.md around the Go SDK.
package main

import (
	"bufio"
	"cmp"
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

// texts is one text or a list of them.
type texts []string

func (t *texts) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		*t = texts{one}
		return nil
	}
	return json.Unmarshal(data, (*[]string)(t))
}

type options struct {
	BaseURL        *string   `json:"base_url"`
	ClientID       *string   `json:"client_id"`
	ClientSecret   *string   `json:"client_secret"`
	UserID         *string   `json:"user_id"`
	Token          *string   `json:"token"`
	RefreshToken   *string   `json:"refresh_token"`
	GetToken       []string  `json:"get_token"`
	MaxRetries     *int      `json:"max_retries"`
	TimeoutMs      *float64  `json:"timeout_ms"`
	TotalTimeoutMs *float64  `json:"total_timeout_ms"`
	CancelAfterMs  *float64  `json:"cancel_after_ms"`
	Idempotent     *bool     `json:"idempotent"`
	Random         float64   `json:"random"`
	Now            time.Time `json:"now"`
}

type request struct {
	ID            any              `json:"id"`
	Do            string           `json:"do"`
	Client        string           `json:"client"`
	Operation     string           `json:"operation"`
	Options       options          `json:"options"`
	Times         int              `json:"times"`
	Most          *int             `json:"most"`
	TransactionID string           `json:"transaction_id"`
	Payload       []byte           `json:"payload_base64"`
	Headers       map[string]texts `json:"headers"`
	Secrets       texts            `json:"secrets"`
	Secret        texts            `json:"secret"`
	ToleranceS    *float64         `json:"tolerance_s"`
	Now           time.Time        `json:"now"`
	WebhookID     string           `json:"webhook_id"`
	Timestamp     int64            `json:"timestamp"`
	Input         struct {
		Path  map[string]string
		Query map[string]any
		Body  map[string]any
	} `json:"input"`
}

// client is one with a clock that moves when it sleeps.
type client struct {
	*renewal.Client
	mutex sync.Mutex
	now   time.Time
	slept []float64
	told  []string
}

func (c *client) sleep(ctx context.Context, wait time.Duration) error {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.slept, c.now = append(c.slept, wait.Seconds()), c.now.Add(wait)
	return ctx.Err()
}

func (c *client) time() time.Time {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.now
}

func newClient(o options) (*client, error) {
	c := &client{now: cmp.Or(o.Now, time.Date(2026, 1, 15, 8, 30, 0, 0, time.UTC)), told: []string{}}
	given := []renewal.Option{renewal.WithClock(c.time), renewal.WithSleep(c.sleep), renewal.WithRandom(func() float64 { return o.Random })}
	add := func(isThere bool, option func() renewal.Option) {
		if isThere {
			given = append(given, option())
		}
	}
	add(o.BaseURL != nil, func() renewal.Option { return renewal.WithBaseURL(*o.BaseURL) })
	add(o.ClientID != nil, func() renewal.Option {
		return renewal.WithClientCredentials(*o.ClientID, *cmp.Or(o.ClientSecret, new(string)))
	})
	add(o.UserID != nil, func() renewal.Option { return renewal.WithUser(*o.UserID) })
	add(o.Token != nil, func() renewal.Option { return renewal.WithToken(*o.Token) })
	add(o.RefreshToken != nil, func() renewal.Option {
		return renewal.WithRefreshToken(*o.RefreshToken, func(token renewal.Token) { c.told = append(c.told, token.RefreshToken.Reveal()) })
	})
	add(o.GetToken != nil, func() renewal.Option {
		return renewal.WithTokenSource(func(context.Context, string) (string, error) {
			next := o.GetToken[0]
			o.GetToken = o.GetToken[min(1, len(o.GetToken)-1):]
			return next, nil
		})
	})
	add(o.MaxRetries != nil, func() renewal.Option { return renewal.WithMaxRetries(*o.MaxRetries) })
	add(o.TimeoutMs != nil, func() renewal.Option { return renewal.WithTimeout(milliseconds(*o.TimeoutMs)) })
	made, err := renewal.New(given...)
	c.Client = made
	return c, err
}

func milliseconds(count float64) time.Duration {
	return time.Duration(count * float64(time.Millisecond))
}

// start makes the call that an operation id stands for.
func (c *client) start(ctx context.Context, r *request, given ...renewal.CallOption) (any, error) {
	id, text := r.Input.Path["transaction_id"], func(fields map[string]any, name string) string {
		value, _ := fields[name].(string)
		return value
	}
	body, query := r.Input.Body, r.Input.Query
	switch r.Operation {
	case "createToken":
		return c.Tokens.Create(ctx, renewal.TokenCreateParams{
			GrantType: renewal.TokenRequestGrantType(text(body, "grant_type")), ClientID: text(body, "client_id"), UserID: text(body, "user_id"),
			ClientSecret: renewal.Secret(text(body, "client_secret")), RefreshToken: renewal.Secret(text(body, "refresh_token")),
		}, given...)
	case "listPackages":
		return c.Packages.List(ctx, given...)
	case "createPayment":
		amount, err := renewal.NewAmount(fmt.Sprint(body["amount"]))
		if err != nil {
			return nil, err
		}
		return c.Payments.Create(ctx, renewal.PaymentCreateParams{
			OrderID: text(body, "order_id"), Amount: amount, Currency: text(body, "currency"), Subject: text(body, "subject"),
			ReturnURL: text(body, "return_url"), NotifyURL: text(body, "notify_url"),
		}, given...)
	case "getPayment":
		return c.Payments.Get(ctx, id, given...)
	case "closePayment":
		return c.Payments.Close(ctx, id, given...)
	case "listPayments":
		return c.Payments.ListPage(ctx, listParams(query), given...)
	}
	return c.Memberships.Get(ctx, renewal.MembershipGetParams{UserID: text(query, "user_id")}, given...)
}

func listParams(query map[string]any) (params renewal.PaymentListParams) {
	for name, value := range query {
		switch name {
		case "status":
			params.Status = renewal.PaymentStatus(value.(string))
		case "limit":
			_, _ = fmt.Sscan(fmt.Sprint(value), &params.Limit)
		case "cursor":
			params.Cursor = value.(string)
		case "order_id":
			params.OrderID = value.(string)
		}
	}
	return params
}

func printed(value any) string {
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("printed", "value", value)
	written, _ := json.Marshal(value)
	return fmt.Sprintf("%v %+v %#v %s %q %s %s", value, value, value, value, value, written, log.String())
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 64<<20)
	var writing sync.Mutex
	for lines.Scan() {
		r := &request{}
		if err := json.Unmarshal(lines.Bytes(), r); err != nil {
			fmt.Fprintln(os.Stderr, err, lines.Text())
			os.Exit(1)
		}
		go func() {
			answer := r.perform()
			answer["id"] = r.ID
			text, _ := json.Marshal(answer)
			writing.Lock()
			defer writing.Unlock()
			fmt.Println(string(text))
			if r.Do == "bye" {
				os.Exit(0)
			}
		}()
	}
}

func failed(err error) object {
	var failure *renewal.Error
	if errors.As(err, &failure) {
		return described(failure)
	}
	return object{"kind": "other", "class": fmt.Sprintf("%T", err), "printed": fmt.Sprintf("%+v", err)}
}

func headersOf(given map[string]texts) http.Header {
	headers := http.Header{}
	for name, values := range given {
		headers[name] = values
	}
	return headers
}

func model(value any) any { return plain(reflect.ValueOf(value)) }
