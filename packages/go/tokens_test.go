package renewal_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"example.com/renewal"
)

// issuer answers requests for tokens with T1, T2, … and others with what the script says, as long as the token is good.
type issuer struct {
	mutex  sync.Mutex
	issued int
	good   string
	asked  []string
	next   act
}

func (i *issuer) act(writer http.ResponseWriter, request *http.Request) {
	i.mutex.Lock()
	defer i.mutex.Unlock()
	if request.URL.Path == "/v1/auth/token" {
		i.issued++
		i.good = fmt.Sprintf("T%d", i.issued)
		answer(200, fmt.Sprintf(`{"access_token":%q,"token_type":"Bearer","expires_in":900,"refresh_token":"R%d"}`, i.good, i.issued))(writer, request)
		return
	}
	i.asked = append(i.asked, request.Header.Get("Authorization"))
	if request.Header.Get("Authorization") != "Bearer "+i.good {
		refusal(401, "INVALID_TOKEN")(writer, request)
		return
	}
	i.next(writer, request)
}

func withIssuer(t *testing.T, options ...renewal.Option) (*world, *issuer) {
	issuer := &issuer{next: created}
	return newWorld(t, []act{issuer.act}, options...), issuer
}

var credentials = renewal.WithClientCredentials("demo", "demo-secret")

func TestOneTokenIsFetchedForFiftyCallersAtOnce(t *testing.T) {
	w, issuer := withIssuer(t, credentials, renewal.WithUser("user_42"))
	var group sync.WaitGroup
	for range 50 {
		group.Add(1)
		go func() {
			defer group.Done()
			if _, err := w.create(); err != nil {
				t.Error(err)
			}
		}()
	}
	group.Wait()
	equal(t, "tokens", issuer.issued, 1)
	equal(t, "body", w.requests()[0].body,
		`{"grant_type":"client_credentials","client_id":"demo","client_secret":"demo-secret","user_id":"user_42"}`)
}

func TestATokenIsRenewedAMinuteBeforeItsEnd(t *testing.T) {
	w, issuer := withIssuer(t, credentials)
	for _, step := range []struct {
		wait   time.Duration
		issued int
	}{{0, 1}, {839 * time.Second, 1}, {time.Second, 2}} {
		w.advance(step.wait)
		if _, err := w.create(); err != nil {
			t.Fatal(err)
		}
		equal(t, "tokens", issuer.issued, step.issued)
	}
}

func TestARefusedTokenIsReplacedOnce(t *testing.T) {
	w, issuer := withIssuer(t, credentials)
	if _, err := w.create(); err != nil {
		t.Fatal(err)
	}
	issuer.good = "revoked"
	if _, err := w.create(renewal.Retries(0)); err != nil {
		t.Fatal(err)
	}
	equal(t, "tokens", issuer.issued, 2)
	issuer.next = refusal(401, "INVALID_TOKEN")
	_, err := w.create()
	equal(t, "attempts", failure(t, err).Attempts, 2)
	equal(t, "kind", failure(t, err).Kind, renewal.KindAuthentication)
	equal(t, "tokens", issuer.issued, 3)
}

func TestAnotherUnauthorisedIsNoReasonForANewToken(t *testing.T) {
	w, issuer := withIssuer(t, credentials)
	issuer.next = answer(401, "<h1>Log in to the proxy</h1>")
	_, err := w.create()
	equal(t, "attempts", failure(t, err).Attempts, 1)
	equal(t, "tokens", issuer.issued, 1)
}

func TestARefreshTokenIsUsedOnceAndTheNextOneKept(t *testing.T) {
	var told []string
	w, _ := withIssuer(t, renewal.WithRefreshToken("R0", func(token renewal.Token) {
		told = append(told, token.RefreshToken.Reveal())
	}))
	for range 3 {
		if _, err := w.create(); err != nil {
			t.Fatal(err)
		}
		w.advance(900 * time.Second)
	}
	equal(t, "told", told, []string{"R1", "R2", "R3"})
	var sent []string
	for _, one := range w.requests() {
		if one.path == "/v1/auth/token" {
			sent = append(sent, one.body)
		}
	}
	equal(t, "sent", sent, []string{
		`{"grant_type":"refresh_token","refresh_token":"R0"}`, `{"grant_type":"refresh_token","refresh_token":"R1"}`,
		`{"grant_type":"refresh_token","refresh_token":"R2"}`,
	})
}

func TestAGivenTokenIsNeverRenewed(t *testing.T) {
	w := newWorld(t, []act{refusal(401, "INVALID_TOKEN")}, renewal.WithToken("given"))
	_, err := w.create()
	equal(t, "attempts", failure(t, err).Attempts, 1)
	equal(t, "sent", w.requests()[0].headers.Get("Authorization"), "Bearer given")
}

func TestATokenSourceIsAskedForEachCallAndToldWhichTokenWasRefused(t *testing.T) {
	var refused []string
	source := func(_ context.Context, old string) (string, error) {
		refused = append(refused, old)
		return fmt.Sprintf("S%d", len(refused)), nil
	}
	w := newWorld(t, []act{refusal(401, "INVALID_TOKEN"), created}, renewal.WithTokenSource(source))
	if _, err := w.create(); err != nil {
		t.Fatal(err)
	}
	equal(t, "told", refused, []string{"", "S1"})
	broken := errors.New("the vault is sealed")
	w = newWorld(t, []act{created}, renewal.WithTokenSource(func(context.Context, string) (string, error) { return "", broken }))
	_, err := w.create()
	if !errors.Is(err, broken) || len(w.requests()) != 0 {
		t.Errorf("want the source's error and nothing sent, got %v", err)
	}
}

func TestATokenSourceThatPanicsOrEndsItsGoroutineEndsTheCall(t *testing.T) {
	for name, source := range map[string]func(context.Context, string) (string, error){
		"panics":  func(context.Context, string) (string, error) { panic("no vault") },
		"goes on": func(context.Context, string) (string, error) { runtime.Goexit(); return "", nil },
	} {
		w := newWorld(t, []act{created}, renewal.WithTokenSource(source))
		_, err := w.create()
		equal(t, name, failure(t, err).Kind, renewal.KindConfiguration)
	}
}

func TestACloseHasNoBodyAndItsErrorKeepsItsCodeWhateverItsMessage(t *testing.T) {
	w := newWorld(t, []act{answer(409, `{"error":{"code":"ORDER_CLOSED","message":7}}`)}, renewal.WithToken("t"))
	_, err := w.client.Payments.Close(context.Background(), "TXN1")
	equal(t, "code", failure(t, err).Code, renewal.CodeOrderClosed)
	equal(t, "length", w.requests()[0].headers.Get("Content-Length"), "0")
	equal(t, "body", w.requests()[0].body, "")
}

func TestWhoLeavesDoesNotEndTheFetchForOthers(t *testing.T) {
	arrived, release := make(chan struct{}), make(chan struct{})
	var once sync.Once
	issuer := &issuer{next: created}
	w := newWorld(t, []act{func(writer http.ResponseWriter, request *http.Request) {
		if request.URL.Path == "/v1/auth/token" {
			once.Do(func() { close(arrived) })
			<-release
		}
		issuer.act(writer, request)
	}}, credentials)
	ctx, leave := context.WithCancel(context.Background())
	left, stayed := make(chan error), make(chan error)
	go func() { _, err := w.client.Payments.Create(ctx, order); left <- err }()
	<-arrived
	go func() { _, err := w.create(); stayed <- err }()
	leave()
	equal(t, "kind", failure(t, <-left).Kind, renewal.KindCancelled)
	close(release)
	if err := <-stayed; err != nil {
		t.Fatal(err)
	}
	equal(t, "tokens", issuer.issued, 1)
}

func TestNoPrintingShowsASecret(t *testing.T) {
	w, issuer := withIssuer(t, credentials)
	issuer.next = refusal(400, "VALIDATION_ERROR")
	_, err := w.create()
	token, tokenErr := w.client.Tokens.Create(context.Background(), renewal.TokenCreateParams{UserID: "user_42"})
	if tokenErr != nil {
		t.Fatal(tokenErr)
	}
	var response renewal.Response
	if _, err := w.client.Tokens.Create(context.Background(), renewal.TokenCreateParams{}, renewal.Into(&response)); err != nil {
		t.Fatal(err)
	}
	params := renewal.TokenCreateParams{ClientID: "demo", ClientSecret: renewal.NewSecret("demo-secret")}
	var printed strings.Builder
	// Without its time, of which each evening has a "T2".
	logger := slog.New(slog.NewJSONHandler(&printed, &slog.HandlerOptions{ReplaceAttr: func(_ []string, told slog.Attr) slog.Attr {
		if told.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return told
	}}))
	held := struct {
		token renewal.Token
		body  renewal.Secret
	}{*token, response.Body}
	for _, value := range []any{held, &held, w.client, *token, token, err, failure(t, err), params, &params, response, w.client.Payments} {
		fmt.Fprintf(&printed, "%v %+v %#v %s %q\n", value, value, value, value, value)
		written, _ := json.Marshal(value)
		printed.Write(written)
		logger.Info("told", "value", value)
	}
	echo := newWorld(t, []act{func(writer http.ResponseWriter, request *http.Request) {
		sent := request.Header.Get("Authorization")
		answer(400, fmt.Sprintf(`{"error":{"code":"ECHO","message":"You sent %s","details":{"reason":%q,"novel":%q}}}`, sent, sent, sent))(writer, request)
	}}, renewal.WithToken("token-of-a-member"))
	_, echoed := echo.create()
	contains(t, failure(t, echoed).Message, "You sent Bearer [redacted]")
	fmt.Fprintf(&printed, "%+v %+v", echoed, failure(t, echoed).Details)
	for _, secret := range []string{"demo-secret", "token-of-a-member", `"T1"`, "T2", "T3", "R2", "Bearer T"} {
		if strings.Contains(printed.String(), secret) {
			t.Errorf("%s was shown in %s", secret, printed.String())
		}
	}
	contains(t, printed.String(), "renewal.Client(http://127.0.0.1:")
	equal(t, "revealed", token.AccessToken.Reveal(), "T2")
}

func TestOptionsThatCannotBeMeantAreRefusedBeforeAnythingIsSent(t *testing.T) {
	t.Setenv("RENEWAL_CLIENT_ID", "")
	cases := map[string][]renewal.Option{
		"http to another machine":   {renewal.WithBaseURL("http://api.example.com/v1")},
		"an address with a user":    {renewal.WithBaseURL("https://a:b@api.example.com/v1")},
		"an address with a query":   {renewal.WithBaseURL("https://api.example.com/v1?x=1")},
		"a backslash":               {renewal.WithBaseURL(`https://api.example.com\@evil.example`)},
		"no address":                {renewal.WithBaseURL("api")},
		"a secret that is missing":  {renewal.WithClientCredentials("demo", "")},
		"an id that is missing":     {renewal.WithClientCredentials("", "demo-secret")},
		"a user that is missing":    {credentials, renewal.WithUser("")},
		"a user without a secret":   {renewal.WithUser("user_42")},
		"a token with a line break": {renewal.WithToken("a\nb")},
		"a token that is missing":   {renewal.WithToken("")},
		"two ways to tokens":        {renewal.WithToken("t"), credentials},
		"retries below 0":           {renewal.WithMaxRetries(-1)},
		"a timeout of 0":            {renewal.WithTimeout(0)},
	}
	for name, options := range cases {
		_, err := renewal.New(options...)
		if got := failure(t, err); got.Kind != renewal.KindConfiguration {
			t.Errorf("%s: got %v", name, got)
		}
	}
	for _, address := range []string{"http://localhost:1/v1", "http://127.0.0.1", "http://[::1]:8/v1/", "http://api.localhost/v1"} {
		if _, err := renewal.New(renewal.WithBaseURL(address)); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestTheEnvironmentSetsUpAClientAndNoMemberActsAsTheMerchant(t *testing.T) {
	w, _ := withIssuer(t, credentials)
	t.Setenv("RENEWAL_BASE_URL", w.server.URL+"/v1")
	t.Setenv("RENEWAL_CLIENT_ID", "demo")
	t.Setenv("RENEWAL_CLIENT_SECRET", "demo-secret")
	client, err := renewal.New(renewal.WithUser("user_42"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.Payments.Create(context.Background(), order); err != nil {
		t.Fatal(err)
	}
	contains(t, w.requests()[0].body, `"user_id":"user_42"`)
	if _, err := renewal.New(renewal.WithToken("")); err == nil {
		t.Error("an empty token must not fall back on the merchant's credentials")
	}
}
