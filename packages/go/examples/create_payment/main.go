// Buys the cheapest package for a member, and waits until the person has paid.
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
	if err := buy(); err != nil {
		log.Fatal(err)
	}
}

func buy() error {
	ctx := context.Background()
	client, err := renewal.New(renewal.WithUser(cmp.Or(os.Getenv("RENEWAL_USER_ID"), "user_42")))
	if err != nil {
		return err
	}
	packages, err := client.Packages.List(ctx)
	if err != nil {
		return err
	}
	cheapest := packages.Data[0]
	// An id of your own, kept before the call: sending the same one again never charges twice.
	orderID := cmp.Or(os.Getenv("RENEWAL_ORDER_ID"), fmt.Sprintf("example-%d", time.Now().UnixNano()))
	order, err := client.Payments.Create(ctx, renewal.PaymentCreateParams{
		OrderID: orderID, Amount: cheapest.Amount, Currency: cheapest.Currency,
	})
	if err != nil {
		return err
	}
	fmt.Printf("%s: %s %s. Pay here: %s\n", cheapest.Name, cheapest.Amount, cheapest.Currency, order.PaymentURL)

	patience, err := time.ParseDuration(cmp.Or(os.Getenv("RENEWAL_PATIENCE"), "2m"))
	if err != nil {
		return err
	}
	limited, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	payment, err := client.Payments.WaitUntilSettled(limited, order.TransactionID)
	if errors.Is(err, context.DeadlineExceeded) {
		fmt.Println("Nobody has paid yet. The order stays open; look again later.")
		return nil
	}
	if err != nil {
		return err
	}
	fmt.Printf("The order is %s.\n", payment.Status)
	membership, err := client.Memberships.Get(ctx, renewal.MembershipGetParams{})
	if err != nil {
		return err
	}
	fmt.Printf("The membership lasts until %s.\n", membership.ExpiresAt.Format("2 January 2006"))
	return nil
}
