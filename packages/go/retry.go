package renewal

import (
	"math"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
)

const (
	firstWait   = 500 * time.Millisecond
	longestWait = 8 * time.Second
	// patience: longer than this nobody waits inside a call; the error tells when to come back.
	patience = 60 * time.Second
)

// retryDelay decides whether a failed try may be followed by another, and after how long.
func retryDelay(failure *Error, retries int, random float64) (time.Duration, bool) {
	if !isPassing(failure) {
		return 0, false
	}
	if failure.HasRetryAfter {
		return failure.RetryAfter, failure.RetryAfter <= patience
	}
	wait := min(float64(firstWait)*math.Pow(2, float64(min(retries, 10))), float64(longestWait))
	return time.Duration(wait * (0.75 + 0.25*random)), true
}

// isPassing tells whether the same request may well succeed a moment later. A 500 alone does not say so, and a 501 says
// the opposite.
func isPassing(failure *Error) bool {
	switch failure.Kind {
	case KindConnection, KindTimeout:
		return true
	case KindInvalidResponse:
		return failure.passing
	}
	switch failure.Status {
	case 408, 429, 502, 503, 504:
		return true
	case 500:
		return failure.Code == CodePaymentFailed
	case 409:
		return failure.Code == CodeOrderInProgress
	}
	return false
}

var onlyDigits = regexp.MustCompile(`^[0-9]+$`)

// longestTold keeps a number of seconds that nobody waits inside what a Duration holds.
const longestTold = 9_000_000_000

// retryAfter reads Retry-After: whole seconds or an HTTP date. A date that has passed is 0; anything else is nothing.
func retryAfter(text string, now time.Time) (time.Duration, bool) {
	if onlyDigits.MatchString(text) {
		seconds, err := strconv.ParseInt(strings.TrimLeft(text, "0")+"", 10, 64)
		if strings.Trim(text, "0") == "" {
			seconds, err = 0, nil
		}
		if err != nil || seconds > longestTold {
			seconds = longestTold
		}
		return time.Duration(seconds) * time.Second, true
	}
	date, err := http.ParseTime(text)
	if err != nil {
		return 0, false
	}
	return max(0, date.Sub(now)), true
}
