// Package renewal is a client for membership-renewal payments that survives bad networks.
//
//	client, err := renewal.New(renewal.WithUser("user_42")) // credentials come from the environment
//	if err != nil {
//		return err
//	}
//	order, err := client.Payments.Create(ctx, renewal.PaymentCreateParams{
//		OrderID: "ORD123456",
//		Amount:  renewal.MustAmount("99.99"),
//	})
//
// A [Client] holds a token and renews it, tries again where that is safe, and may be used by any number of goroutines.
// Every error is an [*Error]. [VerifyWebhook] verifies what claims to come from the API.
package renewal
