// Asks more often than is allowed, and does as it is told.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"time"

	"example.com/renewal"
)

func main() {
	log.SetFlags(0)
	ctx := context.Background()
	client, err := renewal.New(renewal.WithUser(cmp.Or(os.Getenv("RENEWAL_USER_ID"), "user_42")))
	if err != nil {
		log.Fatal(err)
	}
	for attempt := range 8 {
		_, err := client.Payments.Create(ctx, renewal.PaymentCreateParams{
			OrderID: fmt.Sprintf("limit-%d", time.Now().UnixNano()), Amount: renewal.MustAmount("9.99"),
		})
		var failure *renewal.Error
		if errors.As(err, &failure) && failure.Code == renewal.CodeRateLimitExceeded {
			// Up to a minute the client would have waited by itself. This takes longer, so the program decides.
			fmt.Printf("%s after %d orders: come back in %s. Request %s.\n",
				failure.Code, attempt, failure.RetryAfter, failure.RequestID)
			return
		}
		if err != nil {
			log.Fatal(err)
		}
		if limit := client.Limit(); limit != nil {
			fmt.Printf("Order %d: %d of %d left, one more at %s.\n",
				attempt+1, limit.Remaining, limit.Limit, limit.ResetAt.Format(time.TimeOnly))
		}
	}
}
