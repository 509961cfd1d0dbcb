// Speaks the protocol of PROTOCOL.md around the Go SDK.
package main

import (
	"bufio"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"reflect"
	"strings"
	"sync"
	"time"

	"example.com/renewal"
)

var operations = map[string][2]string{
	"createToken": {"Tokens", "Create"}, "listPackages": {"Packages", "List"}, "createPayment": {"Payments", "Create"},
	"getPayment": {"Payments", "Get"}, "closePayment": {"Payments", "Close"}, "listPayments": {"Payments", "ListPage"},
	"getMembership": {"Memberships", "Get"}, "refundPayment": {"Payments", "Refund"},
}

// client is one with a clock that moves when it sleeps.
type client struct {
	*renewal.Client
	mutex sync.Mutex
	now   time.Time
	slept []float64
	told  []string
}

func newClient(o object) (*client, error) {
	c := &client{now: moment(o["now"]), told: []string{}}
	random, _ := o["random"].(float64)
	given := []renewal.Option{renewal.WithRandom(func() float64 { return random }), renewal.WithClock(func() time.Time {
		c.mutex.Lock()
		defer c.mutex.Unlock()
		return c.now
	}), renewal.WithSleep(func(ctx context.Context, wait time.Duration) error {
		c.mutex.Lock()
		defer c.mutex.Unlock()
		c.slept, c.now = append(c.slept, wait.Seconds()), c.now.Add(wait)
		return ctx.Err()
	})}
	keep := func(token renewal.Token) { c.told = append(c.told, token.RefreshToken.Reveal()) }
	for name, value := range o {
		switch name {
		case "base_url":
			given = append(given, renewal.WithBaseURL(text(value)))
		case "client_id":
			given = append(given, renewal.WithClientCredentials(text(value), text(o["client_secret"])))
		case "user_id":
			given = append(given, renewal.WithUser(text(value)))
		case "token":
			given = append(given, renewal.WithToken(text(value)))
		case "refresh_token":
			given = append(given, renewal.WithRefreshToken(text(value), keep))
		case "get_token":
			supply := value.([]any)
			given = append(given, renewal.WithTokenSource(func(context.Context, string) (string, error) {
				next := text(supply[0])
				supply = supply[min(1, len(supply)-1):]
				return next, nil
			}))
		case "max_retries":
			given = append(given, renewal.WithMaxRetries(int(value.(float64))))
		case "timeout_ms":
			given = append(given, renewal.WithTimeout(milliseconds(value)))
		}
	}
	made, err := renewal.New(given...)
	c.Client = made
	return c, err
}

// fill writes fields of the document into the arguments of a method, by their names.
func fill(params reflect.Value, fields object) error {
	for name, value := range fields {
		words := strings.Split(name, "_")
		for index, word := range words {
			words[index] = strings.ToUpper(word[:1]) + word[1:]
		}
		field := params.FieldByName(strings.NewReplacer("Id", "ID", "Url", "URL").Replace(strings.Join(words, "")))
		switch {
		case field.Type() == reflect.TypeFor[renewal.Amount]():
			amount, err := renewal.NewAmount(fmt.Sprint(value))
			if err != nil {
				return err
			}
			field.Set(reflect.ValueOf(amount))
		case field.Kind() == reflect.Int:
			var number int64
			_, _ = fmt.Sscan(fmt.Sprint(value), &number)
			field.SetInt(number)
		case field.Type() == reflect.TypeFor[renewal.Secret]():
			field.Set(reflect.ValueOf(renewal.NewSecret(text(value))))
		default:
			field.SetString(text(value))
		}
	}
	return nil
}

func (c *client) call(ctx context.Context, r, o object) (object, error) {
	operation, input := operations[text(r["operation"])], fields(r["input"])
	method := reflect.ValueOf(c.Resources).FieldByName(operation[0]).MethodByName(operation[1])
	given := []reflect.Value{reflect.ValueOf(ctx)}
	for _, value := range fields(input["path"]) {
		given = append(given, reflect.ValueOf(value))
	}
	if method.Type().NumIn() > len(given)+1 {
		params := reflect.New(method.Type().In(len(given))).Elem()
		if err := errors.Join(fill(params, fields(input["query"])), fill(params, fields(input["body"]))); err != nil {
			return nil, err
		}
		given = append(given, params)
	}
	var response renewal.Response
	for _, option := range append(callOptions(o), renewal.Into(&response)) {
		given = append(given, reflect.ValueOf(option))
	}
	returned := method.Call(given)
	if err, failed := returned[1].Interface().(error); failed {
		return nil, err
	}
	return object{
		"body": plain(returned[0]), "status": response.Status, "request_id": response.RequestID, "attempts": response.Attempts,
		"limit": limitOf(response.Limit), "replayed": response.Replayed(),
	}, nil
}

func callOptions(o object) (given []renewal.CallOption) {
	for name, value := range o {
		switch name {
		case "timeout_ms":
			given = append(given, renewal.TryTimeout(milliseconds(value)))
		case "max_retries":
			given = append(given, renewal.Retries(int(value.(float64))))
		case "idempotent":
			given = append(given, renewal.Idempotent(value.(bool)))
		}
	}
	return given
}

func run(r object, c *client) (object, error) {
	o := fields(r["options"])
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if late, ok := o["cancel_after_ms"]; ok {
		time.AfterFunc(milliseconds(late), cancel)
	}
	payload, _ := base64.StdEncoding.DecodeString(text(r["payload_base64"]))
	switch r["do"] {
	case "client":
		made, err := newClient(o)
		mutex.Lock()
		defer mutex.Unlock()
		name := fmt.Sprint("c", len(clients)+1)
		clients[name] = made
		return object{"client": name}, err
	case "call":
		return c.call(ctx, r, o)
	case "list_all":
		items, params := []any{}, renewal.PaymentListParams{}
		most, bounded := r["most"].(float64)
		if err := fill(reflect.ValueOf(&params).Elem(), fields(fields(r["input"])["query"])); err != nil || bounded && most == 0 {
			return object{"items": items}, err
		}
		for payment, err := range c.Payments.List(ctx, params) {
			if err != nil {
				return nil, err
			}
			if items = append(items, plain(reflect.ValueOf(payment))); bounded && len(items) >= int(most) {
				break
			}
		}
		return object{"items": items}, nil
	case "wait_until_settled":
		if limit, ok := o["total_timeout_ms"]; ok {
			ctx, cancel = context.WithTimeout(ctx, milliseconds(limit))
			defer cancel()
		}
		payment, err := c.Payments.WaitUntilSettled(ctx, text(r["transaction_id"]), callOptions(o)...)
		if err != nil {
			return nil, err
		}
		return object{"body": plain(reflect.ValueOf(payment))}, nil
	case "limit":
		return object{"limit": limitOf(c.Limit())}, nil
	case "print":
		return object{"printed": printed(c.Client) + printed(*c.Payments)}, nil
	case "verify_webhook":
		return verify(payload, r)
	case "sign_webhook":
		seconds, _ := r["timestamp"].(float64)
		headers, err := renewal.SignWebhook(payload, text(r["webhook_id"]), time.Unix(int64(seconds), 0), texts(r["secret"])...)
		told := object{}
		for name := range headers {
			told[strings.ToLower(name)] = headers.Get(name)
		}
		return object{"headers": told}, err
	}
	lacks := []object{{"what": "parsed_body", "why": "the compiler refuses what is no []byte"}}
	return object{"sdk": "go", "version": renewal.Version, "variants": []string{"calls"}, "lacks": lacks}, nil
}

func verify(payload []byte, r object) (object, error) {
	now, headers := moment(r["now"]), http.Header{}
	for name, value := range fields(r["headers"]) {
		headers[name] = texts(value)
	}
	given := []renewal.WebhookOption{renewal.Secrets(texts(r["secrets"])...), renewal.WebhookClock(func() time.Time { return now })}
	if seconds, ok := r["tolerance_s"].(float64); ok {
		given = append(given, renewal.Tolerance(time.Duration(seconds*float64(time.Second))))
	}
	event, err := renewal.VerifyWebhook(payload, headers, given...)
	if unknown, ok := event.(*renewal.UnknownEvent); ok || err != nil {
		if err != nil {
			return nil, err
		}
		return object{"known": false, "event": unknown.Data}, nil
	}
	return object{"known": true, "event": plain(reflect.ValueOf(event))}, nil
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var r object
		_ = json.Unmarshal(lines.Bytes(), &r)
		go func() {
			answer := perform(r)
			answer["id"] = r["id"]
			written, _ := json.Marshal(answer)
			mutex.Lock()
			defer mutex.Unlock()
			fmt.Println(string(written))
			if r["do"] == "bye" {
				os.Exit(0)
			}
		}()
	}
}
