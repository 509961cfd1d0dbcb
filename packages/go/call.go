package renewal

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// operation is what the API's document says of one operation.
type operation struct {
	id            string
	method        string
	path          string
	idempotent    bool
	authenticated bool
	// confidential: its answers hold secrets, and errors must not keep them.
	confidential bool
}

// arguments of a call: what stands in the path, the query and the body. A field without a value is absent.
type arguments struct {
	path  map[string]string
	query []field
	body  []field
}

type field struct {
	name  string
	value any
}

// call is one call with all that its options decide.
type call struct {
	client    *Client
	operation *operation
	url       string
	body      []byte
	// secrets of the body, which an answer may echo.
	secrets    []Secret
	headers    http.Header
	maxRetries int
	timeout    time.Duration
	idempotent bool
	into       *Response
}

// perform makes a call and reads its answer into out.
func (c *Client) perform(ctx context.Context, op *operation, args arguments, out any, options []CallOption) error {
	one, err := c.newCall(op, args, options)
	if err != nil {
		return err
	}
	answer, err := one.tryRepeatedly(ctx, out)
	if err != nil {
		return err
	}
	if one.into != nil {
		*one.into = *answer
	}
	return nil
}

func (c *Client) newCall(op *operation, args arguments, options []CallOption) (*call, error) {
	s := c.settings
	one := &call{
		client: c, operation: op, headers: s.headers.Clone(),
		maxRetries: s.maxRetries, timeout: s.timeout, idempotent: op.idempotent,
	}
	for _, option := range options {
		option(one)
	}
	if one.maxRetries < 0 || one.timeout <= 0 {
		return nil, configuration("Retries takes 0 or more, and TryTimeout more than 0.")
	}
	path, err := fillIn(op.path, args.path)
	if err != nil {
		return nil, err
	}
	one.url = s.baseURL + path + queryOf(args.query)
	if args.body != nil {
		if one.body, err = bodyOf(args.body); err != nil {
			return nil, err
		}
		for _, part := range args.body {
			if secret, ok := part.value.(Secret); ok && !secret.IsZero() {
				one.secrets = append(one.secrets, secret)
			}
		}
		one.headers.Set("Content-Type", "application/json")
	}
	one.headers.Set("Accept", "application/json")
	one.headers.Set("User-Agent", "renewal-go/"+Version)
	return one, nil
}

// fillIn writes values into a path. Dots would lead to another path, and nothing at all to another operation.
func fillIn(path string, values map[string]string) (string, error) {
	for name, value := range values {
		if value == "" || value == "." || value == ".." {
			return "", configuration("%s must name something; it is %q.", name, value)
		}
		path = strings.ReplaceAll(path, "{"+name+"}", url.PathEscape(value))
	}
	return path, nil
}

func queryOf(fields []field) string {
	query := url.Values{}
	for _, one := range fields {
		if !isAbsent(one.value) {
			query.Set(one.name, textOf(one.value))
		}
	}
	if len(query) == 0 {
		return ""
	}
	return "?" + query.Encode()
}

func textOf(value any) string {
	if yes, ok := value.(*bool); ok {
		return fmt.Sprint(*yes)
	}
	return fmt.Sprint(value)
}

// bodyOf writes a JSON object by hand, so that secrets get into it and nowhere else.
func bodyOf(fields []field) ([]byte, error) {
	var body bytes.Buffer
	body.WriteByte('{')
	for _, one := range fields {
		value := one.value
		if amount, ok := value.(Amount); ok && !plainDigits.MatchString(amount.digits) || ok && amount.IsZero() {
			return nil, configuration("%s must be more than zero; make it with NewAmount or MustAmount.", one.name)
		}
		if isAbsent(value) {
			continue
		}
		if secret, ok := value.(Secret); ok {
			value = secret.Reveal()
		}
		written, err := json.Marshal(value)
		if err != nil {
			return nil, configuration("%s cannot be written as JSON.", one.name)
		}
		if body.Len() > 1 {
			body.WriteByte(',')
		}
		fmt.Fprintf(&body, "%q:", one.name)
		body.Write(written)
	}
	body.WriteByte('}')
	return body.Bytes(), nil
}

// orAbsent is an amount that may be left out: the zero Amount says nothing, and one of zero is still refused.
func orAbsent(amount Amount) any {
	if amount.digits == "" {
		return ""
	}
	return amount
}

// isAbsent: an empty text and a zero are nowhere in this API a value.
func isAbsent(value any) bool {
	switch value := value.(type) {
	case string:
		return value == ""
	case Secret:
		return value.IsZero()
	case int:
		return value == 0
	case *bool:
		return value == nil
	}
	return fmt.Sprint(value) == ""
}

// tryRepeatedly sends a request as often as it needs and may.
func (c *call) tryRepeatedly(ctx context.Context, out any) (*Response, error) {
	s := c.client.settings
	retries, renewed := 0, false
	var last *Error
	for attempt := 1; ; attempt++ {
		token, err := c.token(ctx)
		if err != nil {
			return nil, withAttempts(err, last, attempt-1)
		}
		answer, failure := c.sendOnce(ctx, token, attempt, out)
		if failure == nil {
			return answer, nil
		}
		last = failure
		if !renewed && !token.IsZero() && failure.Code == CodeInvalidToken && failure.Status == http.StatusUnauthorized &&
			c.client.tokens.refused(token) {
			renewed = true
			continue
		}
		if ctx.Err() != nil || !c.idempotent || retries >= c.maxRetries {
			return nil, failure
		}
		wait, again := retryDelay(failure, retries, s.random())
		if deadline, ok := ctx.Deadline(); !again || ok && time.Until(deadline) <= wait {
			return nil, failure
		}
		retries++
		if err := s.sleep(ctx, wait); err != nil {
			return nil, endedBy(ctx, err, failure)
		}
	}
}

func (c *call) token(ctx context.Context) (Secret, error) {
	if !c.operation.authenticated {
		return Secret{}, nil
	}
	return c.client.tokens.get(ctx)
}

// endedBy is the error of a call whose context ended while it waited.
func endedBy(ctx context.Context, err error, last *Error) *Error {
	ended := ctxError(ctx, err)
	if last != nil {
		ended.Attempts, ended.RequestID = last.Attempts, last.RequestID
	}
	return ended
}

func ctxError(ctx context.Context, err error) *Error {
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return &Error{
			Kind: KindTimeout, Code: CodeTimeout, cause: context.DeadlineExceeded,
			Message: "The context's deadline passed. The API may have done it: send the same again.",
		}
	}
	return &Error{Kind: KindCancelled, Code: CodeCancelled, cause: err, Message: "The context was cancelled."}
}

func withAttempts(err error, last *Error, attempts int) error {
	var failure *Error
	if last == nil || !errors.As(err, &failure) {
		return err
	}
	copied := *failure
	copied.Attempts = attempts
	if copied.RequestID == "" {
		copied.RequestID = last.RequestID
	}
	return &copied
}
