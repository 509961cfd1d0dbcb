package renewal

import (
	"context"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"time"
)

// Option sets up a [Client].
type Option func(*settings)

// WithBaseURL names where the API is, such as https://api.example.com/v1. RENEWAL_BASE_URL of the environment does too.
// http is taken for addresses of this machine only.
func WithBaseURL(address string) Option { return func(s *settings) { s.baseURL = address } }

// WithClientCredentials gives the id and secret of a merchant's server. Without it, and without another way to tokens,
// RENEWAL_CLIENT_ID and RENEWAL_CLIENT_SECRET of the environment count.
func WithClientCredentials(clientID, clientSecret string) Option {
	return func(s *settings) {
		s.waysToTokens++
		s.hasCredentials, s.clientID, s.clientSecret = true, clientID, NewSecret(clientSecret)
	}
}

// WithUser makes the client act as one member: its tokens are that member's.
func WithUser(userID string) Option {
	return func(s *settings) { s.hasUser, s.userID = true, userID }
}

// WithToken gives a token that was made elsewhere. It is never renewed.
func WithToken(token string) Option {
	return func(s *settings) {
		s.waysToTokens++
		s.hasToken, s.token = true, NewSecret(token)
	}
}

// WithRefreshToken gives a member's refresh token. It works once; onToken, which may be nil, is told each answer, whose
// RefreshToken is the next one to keep.
func WithRefreshToken(refreshToken string, onToken func(Token)) Option {
	return func(s *settings) {
		s.waysToTokens++
		s.hasRefresh, s.refreshToken, s.onToken = true, NewSecret(refreshToken), onToken
	}
}

// WithTokenSource asks the program for a token before each call: keep it there. refused is the token that the API refused
// last, empty when none was.
func WithTokenSource(source func(ctx context.Context, refused string) (string, error)) Option {
	return func(s *settings) {
		s.waysToTokens++
		s.tokenSource = source
	}
}

// WithMaxRetries sets how many times a failed request is sent again, 2 by default.
func WithMaxRetries(count int) Option { return func(s *settings) { s.maxRetries = count } }

// WithTimeout sets how long one try may take, its whole body included, 30 s by default. A deadline of the context bounds
// the whole call.
func WithTimeout(timeout time.Duration) Option { return func(s *settings) { s.timeout = timeout } }

// WithHeader adds a header to every request.
func WithHeader(name, value string) Option {
	return func(s *settings) { s.headers.Set(name, value) }
}

// WithHTTPClient sets the HTTP client, for proxies and certificates of your own. Redirects are not followed with it, and
// cookies are not kept.
func WithHTTPClient(client *http.Client) Option { return func(s *settings) { s.httpClient = client } }

// WithClock sets what tells the time, for tests.
func WithClock(now func() time.Time) Option { return func(s *settings) { s.now = now } }

// WithSleep sets what waits between tries, for tests. It must end when the context does.
func WithSleep(sleep func(ctx context.Context, wait time.Duration) error) Option {
	return func(s *settings) { s.sleep = sleep }
}

// WithRandom sets the source of the numbers from 0 to 1 that spread the waits, for tests.
func WithRandom(random func() float64) Option { return func(s *settings) { s.random = random } }

type settings struct {
	baseURL string
	origin  string

	waysToTokens   int
	hasCredentials bool
	clientID       string
	clientSecret   Secret
	hasUser        bool
	userID         string
	hasToken       bool
	token          Secret
	hasRefresh     bool
	refreshToken   Secret
	onToken        func(Token)
	tokenSource    func(ctx context.Context, refused string) (string, error)

	maxRetries int
	timeout    time.Duration
	headers    http.Header
	httpClient *http.Client
	now        func() time.Time
	sleep      func(ctx context.Context, wait time.Duration) error
	random     func() float64
}

// plainURL leaves no doubt about which host an address names: no user, no backslash, no query.
var plainURL = regexp.MustCompile(`^https?://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?$`)

func newSettings(options []Option) (*settings, error) {
	s := &settings{
		maxRetries: 2,
		timeout:    30 * time.Second,
		headers:    http.Header{},
		now:        time.Now,
		sleep:      sleep,
		random:     rand.Float64,
	}
	for _, option := range options {
		option(s)
	}
	if err := s.checkAddress(); err != nil {
		return nil, err
	}
	if err := s.checkTokens(); err != nil {
		return nil, err
	}
	if s.maxRetries < 0 || s.timeout <= 0 {
		return nil, configuration("WithMaxRetries takes 0 or more, and WithTimeout more than 0.")
	}
	if s.httpClient == nil {
		s.httpClient = &http.Client{}
	}
	// A followed redirect would carry the client's secret to wherever it leads.
	own := *s.httpClient
	own.Jar = nil
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	s.httpClient = &own
	return s, nil
}

func (s *settings) checkAddress() error {
	for _, fallback := range []string{os.Getenv("RENEWAL_BASE_URL"), defaultBaseURL} {
		if s.baseURL == "" {
			s.baseURL = fallback
		}
	}
	if !plainURL.MatchString(s.baseURL) {
		return configuration("The base URL must be an address like %s.", defaultBaseURL)
	}
	address, err := url.Parse(s.baseURL)
	if err != nil {
		return configuration("The base URL must be an address like %s.", defaultBaseURL)
	}
	if address.Scheme == "http" && !isLoopback(address.Hostname()) {
		return configuration("The base URL begins with http:, so secrets would travel unencrypted. Use https:.")
	}
	s.origin = address.Scheme + "://" + address.Host
	s.baseURL = strings.TrimRight(s.baseURL, "/")
	return nil
}

func isLoopback(host string) bool {
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

func (s *settings) checkTokens() error {
	if s.waysToTokens > 1 && !(s.waysToTokens == 2 && s.hasToken && s.hasRefresh) {
		return configuration("Give one way to tokens: client credentials, a token, a refresh token, or a token source.")
	}
	if s.waysToTokens == 0 {
		s.clientID, s.clientSecret = os.Getenv("RENEWAL_CLIENT_ID"), NewSecret(os.Getenv("RENEWAL_CLIENT_SECRET"))
		s.hasCredentials = s.clientID != ""
	}
	if s.hasCredentials && (s.clientID == "" || s.clientSecret.IsZero()) {
		return configuration("The client id or the client secret is missing.")
	}
	if s.hasUser && s.userID == "" {
		return configuration("WithUser was given no user: the client would act as the merchant.")
	}
	if s.hasUser && !s.hasCredentials {
		return configuration("WithUser needs client credentials: a token says by itself whose it is.")
	}
	if s.hasToken && !isSendable(s.token.Reveal()) || s.hasRefresh && s.refreshToken.IsZero() {
		return configuration("A token is a text without spaces and line breaks.")
	}
	return nil
}

func sleep(ctx context.Context, wait time.Duration) error {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// CallOption changes one call.
type CallOption func(*call)

// Retries sets how many times this call is sent again.
func Retries(count int) CallOption { return func(c *call) { c.maxRetries = count } }

// TryTimeout sets how long each try of this call may take.
func TryTimeout(timeout time.Duration) CallOption { return func(c *call) { c.timeout = timeout } }

// Idempotent tells whether this call may be sent again, whatever the API's document says of its operation.
func Idempotent(yes bool) CallOption { return func(c *call) { c.idempotent = yes } }

// Header adds a header to this call.
func Header(name, value string) CallOption {
	return func(c *call) { c.headers.Set(name, value) }
}

// Into keeps what came back beside the parsed answer.
//
//	var response renewal.Response
//	order, err := client.Payments.Create(ctx, params, renewal.Into(&response))
//	fmt.Println(response.Status, response.RequestID, response.Replayed())
func Into(response *Response) CallOption { return func(c *call) { c.into = response } }

// Response is an answer as it came.
type Response struct {
	// Status is the HTTP status.
	Status int
	// Headers of the answer.
	Headers http.Header
	// Body of the answer. It may hold tokens.
	Body Secret
	// RequestID names the request in the API's logs.
	RequestID string
	// Attempts tells how many times the request was sent.
	Attempts int
	// Limit is the tightest rate limit that applied; nil when the answer told none.
	Limit *Limit
}

// Replayed tells whether the API had answered this order before, and did nothing now.
func (r Response) Replayed() bool { return r.Headers.Get("Idempotent-Replayed") == "true" }
