// Makes a member's token on your server, to hand it to the member's app.
package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"

	"example.com/renewal"
)

func main() {
	log.SetFlags(0)
	// RENEWAL_BASE_URL, RENEWAL_CLIENT_ID and RENEWAL_CLIENT_SECRET come from the environment.
	client, err := renewal.New()
	if err != nil {
		log.Fatal(err)
	}
	token, err := client.Tokens.Create(context.Background(), renewal.TokenCreateParams{
		UserID: cmp.Or(os.Getenv("RENEWAL_USER_ID"), "user_42"),
	})
	var failure *renewal.Error
	if errors.As(err, &failure) && failure.Kind == renewal.KindAuthentication {
		log.Fatalf("%s Request %s.", failure.Message, failure.RequestID)
	}
	if err != nil {
		log.Fatal(err)
	}
	// Printing the token shows nothing. Whoever needs it asks for it.
	fmt.Println(token.AccessToken)
	answer, err := json.Marshal(map[string]any{"token": token.AccessToken.Reveal(), "expires_in": token.ExpiresIn})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("Hand over %d bytes; the token is good for %d s.\n", len(answer), token.ExpiresIn)
}
