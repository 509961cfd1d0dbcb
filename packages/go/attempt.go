package renewal

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

const (
	longestAnswer  = 32 << 20
	longestQuote   = 4096
	shortestSecret = 8
)

// body is read once and cannot be read again. For one that can, or for none, Go's transport sends a request a second time
// by itself when a kept connection breaks; here every try is one of ours.
type body struct{ *bytes.Reader }

func (body) Close() error { return nil }

// sendOnce sends a request once, reads the whole body, and understands it.
func (c *call) sendOnce(ctx context.Context, token Secret, attempt int, out any) (*Response, *Error) {
	limited, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	request, err := http.NewRequestWithContext(limited, c.operation.method, c.url, body{bytes.NewReader(c.body)})
	if err != nil {
		return nil, configuration("The request cannot be written: the path or the query is no part of an address.")
	}
	request.ContentLength = int64(len(c.body))
	// A POST without a body says so by its length. A header that would make Go send it twice keeps the body that is read once.
	if c.operation.method != http.MethodGet && len(c.body) == 0 && !c.isReplayable() {
		request.Body = http.NoBody
	}
	request.GetBody = nil
	request.Header = c.headers.Clone()
	if !token.IsZero() {
		request.Header.Set("Authorization", "Bearer "+token.Reveal())
	}
	received, err := c.client.settings.httpClient.Do(request)
	if err != nil {
		return nil, c.broken(ctx, limited, err, &Error{Attempts: attempt})
	}
	defer received.Body.Close()
	facts := &Error{Attempts: attempt, Status: received.StatusCode, RequestID: received.Header.Get("X-Request-Id")}
	text, err := io.ReadAll(io.LimitReader(received.Body, longestAnswer))
	if err != nil {
		return nil, c.broken(ctx, limited, err, facts)
	}
	if limit := limitOf(received.Header); limit != nil {
		c.client.limit.Store(limit)
		facts.Limit = limit
	}
	if failure := c.understand(received, text, out, facts); failure != nil {
		return nil, c.withoutSecrets(failure, token)
	}
	return &Response{
		Status: facts.Status, Headers: received.Header, Body: NewSecret(string(text)),
		RequestID: facts.RequestID, Attempts: attempt, Limit: facts.Limit,
	}, nil
}

// understand reads an answer into out, or tells which error it is.
func (c *call) understand(received *http.Response, text []byte, out any, facts *Error) *Error {
	if !c.operation.confidential {
		facts.Body = NewSecret(string(text[:min(len(text), longestQuote)]))
	}
	if facts.Status < 200 || facts.Status >= 300 {
		return c.refusal(received, text, facts)
	}
	if out == nil || facts.Status == http.StatusNoContent && len(text) == 0 {
		return nil
	}
	if json.Unmarshal(text, out) == nil {
		return nil
	}
	if bytes.HasPrefix(bytes.TrimLeft(text, " \t\r\n"), []byte("{")) && json.Valid(text) {
		// It is whole and would come again.
		return invalidResponse(facts, "The answer is not of the documented form. Is the base URL right, and this package up to date?")
	}
	facts.passing = true
	kind := received.Header.Get("Content-Type")
	return invalidResponse(facts, fmt.Sprintf(
		"The body (%q, %d bytes) is no whole JSON object. Is the base URL right?", kind, len(text)))
}

// refusal is the error that an answer of another status than 2xx tells. Proxies answer in shapes of their own.
func (c *call) refusal(received *http.Response, text []byte, facts *Error) *Error {
	if facts.Status < 400 {
		return invalidResponse(facts, "Redirects are not followed. Set the base URL to where it leads.")
	}
	var told struct {
		Error struct {
			Code    *ErrorCode      `json:"code"`
			Message json.RawMessage `json:"message"`
			Details json.RawMessage `json:"details"`
		} `json:"error"`
	}
	facts.Message = fmt.Sprintf("Something before the API answered with %d.", facts.Status)
	if err := json.Unmarshal(text, &told); err == nil && told.Error.Code != nil {
		facts.Code, facts.Message = *told.Error.Code, ""
		if json.Unmarshal(told.Error.Message, &facts.Message) != nil || facts.Message == "" {
			facts.Message = string(facts.Code)
		}
		details := &ErrorDetails{}
		if len(told.Error.Details) > 0 && json.Unmarshal(told.Error.Details, details) == nil {
			facts.Details = details
		}
	}
	facts.Kind = kindOf(facts.Status, facts.Code)
	facts.RetryAfter, facts.HasRetryAfter = retryAfter(received.Header.Get("Retry-After"), c.client.settings.now())
	return facts
}

// isReplayable tells whether headers make Go's transport send a request without a body a second time by itself.
func (c *call) isReplayable() bool {
	return c.headers.Get("Idempotency-Key") != "" || c.headers.Get("X-Idempotency-Key") != ""
}

// withoutSecrets takes out of an error what an answer echoed of the request.
func (c *call) withoutSecrets(failure *Error, token Secret) *Error {
	for _, secret := range append([]Secret{token}, c.secrets...) {
		// Shorter ones are no secrets, and would take words out of sentences.
		if len(secret.Reveal()) < shortestSecret {
			continue
		}
		failure.Message = strings.ReplaceAll(failure.Message, secret.Reveal(), redacted)
		if told, err := json.Marshal(failure.Details); err == nil && strings.Contains(string(told)+extraOf(failure.Details), secret.Reveal()) {
			failure.Details = nil
		}
	}
	return failure
}

func extraOf(details *ErrorDetails) string {
	if details == nil {
		return ""
	}
	told, _ := json.Marshal(details.Extra)
	return string(told)
}

func invalidResponse(facts *Error, message string) *Error {
	facts.Kind, facts.Code, facts.Message = KindInvalidResponse, CodeInvalidResponse, message
	return facts
}

// broken is the error of a try that brought no whole answer.
func (c *call) broken(ctx, limited context.Context, err error, facts *Error) *Error {
	if ctx.Err() != nil {
		ended := ctxError(ctx, err)
		ended.Attempts, ended.Status, ended.RequestID = facts.Attempts, facts.Status, facts.RequestID
		return ended
	}
	// The address says nothing that the message does not, and the rest is what users want to know.
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	facts.cause = err
	if limited.Err() != nil || wrapped != nil && wrapped.Timeout() {
		facts.Kind, facts.Code, facts.cause = KindTimeout, CodeTimeout, context.DeadlineExceeded
		facts.Message = fmt.Sprintf("No whole answer came within %s. The API may have done it: send the same again.", c.timeout)
		return facts
	}
	facts.Kind, facts.Code = KindConnection, CodeConnectionFailed
	origin := c.client.settings.origin
	if facts.Status == 0 {
		facts.Message = fmt.Sprintf("No answer came from %s. Check the base URL and the network.", origin)
	} else {
		facts.Message = fmt.Sprintf("The connection to %s broke before the whole answer came.", origin)
	}
	return facts
}
