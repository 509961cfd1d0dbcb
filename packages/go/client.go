package renewal

import (
	"fmt"
	"io"
	"log/slog"
	"sync/atomic"
)

// Client calls the API. Make one per member, or one per merchant, and keep it: it holds the token and renews it. Any
// number of goroutines may use it.
type Client struct {
	Resources
	settings *settings
	tokens   *tokens
	limit    atomic.Pointer[Limit]
}

// New makes a client. It sends nothing. A [KindConfiguration] error tells what is wrong with the options.
//
//	client, err := renewal.New(
//		renewal.WithClientCredentials("shop", os.Getenv("SHOP_SECRET")),
//		renewal.WithUser("user_42"),
//	)
func New(options ...Option) (*Client, error) {
	settings, err := newSettings(options)
	if err != nil {
		return nil, err
	}
	client := &Client{settings: settings}
	client.Resources = newResources(client)
	client.tokens = newTokens(client)
	return client, nil
}

// Limit is the rate limit as the last answer told it; nil before the first that did.
func (c *Client) Limit() *Limit { return c.limit.Load() }

// String tells where the client calls, and no secret.
func (c *Client) String() string { return "renewal.Client(" + c.settings.baseURL + ")" }

// GoString is String for %#v.
func (c *Client) GoString() string { return c.String() }

// Format keeps secrets from every verb.
func (c *Client) Format(state fmt.State, _ rune) { _, _ = io.WriteString(state, c.String()) }

// LogValue keeps secrets from log/slog.
func (c *Client) LogValue() slog.Value { return slog.StringValue(c.String()) }

// MarshalText keeps secrets from JSON and its like.
func (c *Client) MarshalText() ([]byte, error) { return []byte(c.String()), nil }
