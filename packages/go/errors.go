package renewal

import (
	"fmt"
	"strings"
	"time"
)

// Kind tells in one word what went wrong, the same word in every language that this API has an SDK for.
type Kind string

// Every [Kind].
const (
	// KindValidation: the request is wrong; Details names the field and the rule.
	KindValidation Kind = "validation"
	// KindAuthentication: the token, the client or the refresh token is not accepted.
	KindAuthentication Kind = "authentication"
	// KindPermission: the token is good, but not for this.
	KindPermission Kind = "permission"
	// KindNotFound: there is no such thing, or it belongs to somebody else.
	KindNotFound Kind = "not_found"
	// KindConflict: the order's state, or what was sent for it before, forbids this.
	KindConflict Kind = "conflict"
	// KindRateLimit: too many requests; RetryAfter tells when to come back.
	KindRateLimit Kind = "rate_limit"
	// KindPaymentFailed: the payment gateway failed and nothing was charged. Sending the same order again is safe.
	KindPaymentFailed Kind = "payment_failed"
	// KindServer: the API failed, or something in front of it.
	KindServer Kind = "server"
	// KindConnection: no whole answer came. The API may have done it: send the same order id again.
	KindConnection Kind = "connection"
	// KindTimeout: no whole answer came in time. The API may have done it: send the same order id again.
	KindTimeout Kind = "timeout"
	// KindCancelled: the context was cancelled.
	KindCancelled Kind = "cancelled"
	// KindInvalidResponse: what came back is no answer of this API.
	KindInvalidResponse Kind = "invalid_response"
	// KindConfiguration: the client was set up or called in a way that cannot succeed. Nothing was sent.
	KindConfiguration Kind = "configuration"
	// KindWebhookVerification: a webhook was not accepted; Reason tells why. Answer 400.
	KindWebhookVerification Kind = "webhook_verification"
)

// Codes of this package's own, beside those of the API.
const (
	CodeConnectionFailed ErrorCode = "CONNECTION_FAILED"
	CodeTimeout          ErrorCode = "TIMEOUT"
	CodeCancelled        ErrorCode = "CANCELLED"
	CodeInvalidResponse  ErrorCode = "INVALID_RESPONSE"
)

// Error is every error of this package.
//
//	var failure *renewal.Error
//	if errors.As(err, &failure) && failure.Code == renewal.CodeRateLimitExceeded {
//		time.Sleep(failure.RetryAfter)
//	}
type Error struct {
	// Kind tells what to do.
	Kind Kind
	// Code is the API's, or one of this package's own such as TIMEOUT. Codes that this version does not know are kept.
	Code ErrorCode
	// Message is for people, and says what to do next.
	Message string
	// Status is the HTTP status; 0 when no answer came.
	Status int
	// RequestID names the request in the API's logs: tell it to the support.
	RequestID string
	// Attempts tells how many times the request was sent; 0 when it never was.
	Attempts int
	// RetryAfter tells after how long the API asks to be called again; meaningful when HasRetryAfter is true.
	RetryAfter time.Duration
	// HasRetryAfter tells whether the API asked to be called again.
	HasRetryAfter bool
	// Limit is the tightest rate limit as the answer told it; nil when it told none.
	Limit *Limit
	// Details tells more, as the API told it; nil when it told nothing.
	Details *ErrorDetails
	// Body is the beginning of the answer, 4096 bytes at most. After requests for tokens it is empty.
	Body Secret
	// Reason tells why a webhook was not accepted.
	Reason WebhookReason

	cause   error
	passing bool
}

// Error gives the message with the code, the status and the request's id.
func (e *Error) Error() string {
	var facts []string
	if e.Code != "" {
		facts = append(facts, string(e.Code))
	}
	if e.Reason != "" {
		facts = append(facts, string(e.Reason))
	}
	if e.Status != 0 {
		facts = append(facts, fmt.Sprintf("status %d", e.Status))
	}
	if e.RequestID != "" {
		facts = append(facts, "request "+e.RequestID)
	}
	if e.Attempts > 1 {
		facts = append(facts, fmt.Sprintf("%d attempts", e.Attempts))
	}
	if len(facts) == 0 {
		return "renewal: " + e.Message
	}
	return "renewal: " + e.Message + " (" + strings.Join(facts, ", ") + ")"
}

// Unwrap gives the cause: the network's error, context.Canceled, or context.DeadlineExceeded.
func (e *Error) Unwrap() error { return e.cause }

func configuration(format string, values ...any) *Error {
	return &Error{Kind: KindConfiguration, Message: fmt.Sprintf(format, values...)}
}

// kindOf picks the kind: by the code where one status has several meanings, else by the status.
func kindOf(status int, code ErrorCode) Kind {
	switch {
	case code == CodePaymentFailed:
		return KindPaymentFailed
	case status == 401 || code == CodeInvalidGrant:
		return KindAuthentication
	case status == 403:
		return KindPermission
	case status == 404:
		return KindNotFound
	case status == 409 || status == 422:
		return KindConflict
	case status == 429:
		return KindRateLimit
	case status >= 500 || status == 408:
		return KindServer
	default:
		return KindValidation
	}
}
