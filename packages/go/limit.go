package renewal

import (
	"net/http"
	"regexp"
	"strconv"
	"time"
)

// Limit is the tightest rate limit that applied to a request.
type Limit struct {
	// Limit tells how many requests its window allows.
	Limit int `json:"limit"`
	// Remaining tells how many of them are left.
	Remaining int `json:"remaining"`
	// ResetAt is when the oldest counted request leaves the window.
	ResetAt time.Time `json:"reset_at"`
}

var wholeNumber = regexp.MustCompile(`^[0-9]{1,12}$`)

// limitOf reads the limit that headers tell; nil when they do not.
func limitOf(headers http.Header) *Limit {
	var numbers [3]int64
	for index, name := range []string{"X-Ratelimit-Limit", "X-Ratelimit-Remaining", "X-Ratelimit-Reset"} {
		text := headers.Get(name)
		if !wholeNumber.MatchString(text) {
			return nil
		}
		numbers[index], _ = strconv.ParseInt(text, 10, 64)
	}
	return &Limit{Limit: int(numbers[0]), Remaining: int(numbers[1]), ResetAt: time.Unix(numbers[2], 0).UTC()}
}
