package renewal

import (
	"context"
	"errors"
	"regexp"
	"sync"
	"time"
)

const (
	// tokenMargin before its end a token is not used any more, so that it does not end on its way.
	tokenMargin = 60 * time.Second
	// A refresh token works once, with a grace of 10 s in which the same answer comes again. A try that begins later would
	// look like a stolen token and end the session.
	refreshTimeout = 9 * time.Second
	refreshTry     = 4 * time.Second
)

var sendable = regexp.MustCompile(`^[\x21-\x7e]+$`)

func isSendable(token string) bool { return sendable.MatchString(token) }

// tokens keeps a token and renews it in time; callers of one moment share one fetch.
type tokens struct {
	client *Client

	mutex       sync.Mutex
	token       Secret
	goodUntil   time.Time // zero: its end is not known, and the API tells when it has come
	refresh     Secret
	lastRefused Secret
	flight      *flight
}

type flight struct {
	done  chan struct{}
	token Secret
	err   error
}

func newTokens(client *Client) *tokens {
	return &tokens{client: client, token: client.settings.token, refresh: client.settings.refreshToken}
}

// get answers a token that is good to send. Whoever leaves does not end the fetch for the others.
func (t *tokens) get(ctx context.Context) (Secret, error) {
	t.mutex.Lock()
	if t.isGood() {
		defer t.mutex.Unlock()
		return t.token, nil
	}
	if t.flight == nil {
		t.flight = &flight{done: make(chan struct{})}
		go t.fly(context.WithoutCancel(ctx), t.flight)
	}
	shared := t.flight
	t.mutex.Unlock()
	select {
	case <-shared.done:
		return shared.token, shared.err
	case <-ctx.Done():
		return Secret{}, ctxError(ctx, ctx.Err())
	}
}

func (t *tokens) isGood() bool {
	return !t.token.IsZero() && t.client.settings.tokenSource == nil &&
		(t.goodUntil.IsZero() || t.client.settings.now().Before(t.goodUntil))
}

func (t *tokens) fly(ctx context.Context, shared *flight) {
	// The program's own functions run in here: whatever they do, nobody waits for ever.
	shared.err = configuration("The token source ended its goroutine without an answer.")
	defer func() {
		if reason := recover(); reason != nil {
			shared.err = configuration("The token source, or what is told of tokens, panicked: %v", reason)
		}
		t.mutex.Lock()
		t.flight = nil
		t.mutex.Unlock()
		close(shared.done)
	}()
	shared.token, shared.err = t.fetch(ctx)
}

func (t *tokens) fetch(ctx context.Context) (Secret, error) {
	s := t.client.settings
	switch {
	case s.tokenSource != nil:
		return t.ask(ctx)
	case s.hasCredentials:
		return t.renew(ctx, TokenCreateParams{
			GrantType: TokenRequestGrantTypeClientCredentials, ClientID: s.clientID, ClientSecret: s.clientSecret, UserID: s.userID,
		})
	case s.hasRefresh:
		t.mutex.Lock()
		refresh := t.refresh
		t.mutex.Unlock()
		bounded, cancel := context.WithTimeout(ctx, refreshTimeout)
		defer cancel()
		params := TokenCreateParams{GrantType: TokenRequestGrantTypeRefreshToken, RefreshToken: refresh}
		return t.renew(bounded, params, TryTimeout(refreshTry))
	}
	return Secret{}, configuration("This call needs client credentials, a token, a refresh token, or a token source.")
}

func (t *tokens) renew(ctx context.Context, params TokenCreateParams, options ...CallOption) (Secret, error) {
	s := t.client.settings
	start := s.now()
	answer, err := t.client.Tokens.create(ctx, params, options...)
	if err != nil {
		return Secret{}, err
	}
	if !isSendable(answer.AccessToken.Reveal()) {
		return Secret{}, &Error{Kind: KindInvalidResponse, Code: CodeInvalidResponse, Message: "The API answered no token."}
	}
	lifetime := time.Duration(answer.ExpiresIn) * time.Second
	t.mutex.Lock()
	t.token = answer.AccessToken
	t.goodUntil = start.Add(lifetime - min(tokenMargin, lifetime/10))
	if s.hasRefresh && !answer.RefreshToken.IsZero() {
		t.refresh = answer.RefreshToken
	}
	t.mutex.Unlock()
	if s.hasRefresh && s.onToken != nil {
		s.onToken(*answer)
	}
	return answer.AccessToken, nil
}

func (t *tokens) ask(ctx context.Context) (Secret, error) {
	t.mutex.Lock()
	refused := t.lastRefused
	t.mutex.Unlock()
	token, err := t.client.settings.tokenSource(ctx, refused.Reveal())
	var own *Error
	if err != nil && !errors.As(err, &own) {
		return Secret{}, &Error{Kind: KindConfiguration, Message: "The token source failed.", cause: err}
	}
	if err == nil && !isSendable(token) {
		err = configuration("A token is a text without spaces and line breaks.")
	}
	return NewSecret(token), err
}

// refused is told that the API refused a token, and tells whether the next one may be better.
func (t *tokens) refused(token Secret) bool {
	s := t.client.settings
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if s.tokenSource != nil {
		t.lastRefused = token
		return true
	}
	if !s.hasCredentials && !s.hasRefresh {
		return false
	}
	if t.token.Equal(token) {
		t.token = Secret{}
	}
	return true
}

// Create makes an access token: on your server, for a member's app. The client's own credentials count unless params
// names others. The client fetches its own tokens by itself.
//
// It fails with [KindAuthentication] (INVALID_CLIENT, INVALID_GRANT), [KindValidation] and [KindRateLimit].
//
//	token, err := client.Tokens.Create(ctx, renewal.TokenCreateParams{UserID: "user_42"})
//	answer := map[string]any{"token": token.AccessToken.Reveal(), "expires_in": token.ExpiresIn}
func (r *TokensResource) Create(ctx context.Context, params TokenCreateParams, options ...CallOption) (*Token, error) {
	s := r.client.settings
	if params.GrantType == "" {
		params.GrantType = TokenRequestGrantTypeClientCredentials
	}
	if params.GrantType == TokenRequestGrantTypeClientCredentials && params.ClientID == "" && params.ClientSecret.IsZero() {
		params.ClientID, params.ClientSecret = s.clientID, s.clientSecret
	}
	return r.create(ctx, params, options...)
}
