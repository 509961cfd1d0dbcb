// Code generated from openapi.yaml by `npm run generate`. DO NOT EDIT.

package renewal

import (
	"context"
	"iter"
)

// Resources are the operations of the API, by what they are about.
type Resources struct {
	// Tokens: Short-lived access tokens for a merchant's server and for its members.
	Tokens *TokensResource

	// Packages: What can be bought, and at what price.
	Packages *PackagesResource

	// Payments: Payment orders for membership renewal.
	Payments *PaymentsResource

	// Memberships: How long a membership lasts, and which payments made it so.
	Memberships *MembershipsResource
}

func newResources(client *Client) Resources {
	return Resources{
		Tokens:      &TokensResource{client},
		Packages:    &PackagesResource{client},
		Payments:    &PaymentsResource{client},
		Memberships: &MembershipsResource{client},
	}
}

// TokensResource: Short-lived access tokens for a merchant's server and for its members.
type TokensResource struct{ client *Client }

// PackagesResource: What can be bought, and at what price.
type PackagesResource struct{ client *Client }

// PaymentsResource: Payment orders for membership renewal.
type PaymentsResource struct{ client *Client }

// MembershipsResource: How long a membership lasts, and which payments made it so.
type MembershipsResource struct{ client *Client }

// TokenCreateParams are the arguments of Tokens.Create. What is empty is not sent.
type TokenCreateParams struct {
	// GrantType: `client_credentials` with `client_id` and `client_secret`, or `refresh_token` with `refresh_token`. Required.
	GrantType TokenRequestGrantType `json:"grant_type"`

	// ClientID: Your client id. Required for `client_credentials`.
	ClientID string `json:"client_id,omitempty"`

	// ClientSecret: Your client secret. Required for `client_credentials`. Keep it on your server.
	ClientSecret Secret `json:"client_secret,omitzero"`

	// UserID: Your id of the member.
	UserID string `json:"user_id,omitempty"`

	// RefreshToken: The refresh token of the answer before. Required for `refresh_token`.
	RefreshToken Secret `json:"refresh_token,omitzero"`
}

// create: Get an access token.
//
// Exchanges client credentials for an access token that is valid for 15 minutes.
//
// With `user_id` the token is a member's: hand it, with its refresh token, to that member's app. Without
// `user_id` it is the merchant's own and reads the payments and memberships of all its members.
//
// A refresh token works once and is answered with its successor. Using it again after more than 10 seconds
// revokes the whole family, because a copy of it must be in other hands.
//
// The body may be JSON or a form (`application/x-www-form-urlencoded`), as OAuth 2.0 clients send it.
//
// It fails with [KindValidation] (VALIDATION_ERROR, PAYLOAD_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE),
// [KindAuthentication] (INVALID_GRANT, INVALID_CLIENT),
// [KindPermission] (HTTPS_REQUIRED),
// [KindRateLimit] (RATE_LIMIT_EXCEEDED) or
// [KindServer] (INTERNAL_ERROR, SERVICE_UNAVAILABLE).
//
//	answer, err := client.Tokens.Create(ctx, renewal.TokenCreateParams{
//		GrantType:    "client_credentials",
//		ClientID:     "demo",
//		ClientSecret: "demo-secret",
//		UserID:       "user_42",
//	})
func (r *TokensResource) create(ctx context.Context, params TokenCreateParams, options ...CallOption) (*Token, error) {
	answer := &Token{}
	err := r.client.perform(ctx, &operationCreateToken, arguments{
		body: []field{
			{"grant_type", params.GrantType},
			{"client_id", params.ClientID},
			{"client_secret", params.ClientSecret},
			{"user_id", params.UserID},
			{"refresh_token", params.RefreshToken},
		},
	}, answer, options)
	if err != nil {
		return nil, err
	}
	return answer, nil
}

// List: List the membership packages.
//
// The packages that can be bought now, cheapest first. No token is needed. A payment order must carry the exact
// `amount` and `currency` of one of them.
//
// It fails with [KindValidation] (VALIDATION_ERROR),
// [KindPermission] (HTTPS_REQUIRED),
// [KindRateLimit] (RATE_LIMIT_EXCEEDED) or
// [KindServer] (INTERNAL_ERROR, SERVICE_UNAVAILABLE).
//
//	answer, err := client.Packages.List(ctx)
func (r *PackagesResource) List(ctx context.Context, options ...CallOption) (*PackageList, error) {
	answer := &PackageList{}
	err := r.client.perform(ctx, &operationListPackages, arguments{}, answer, options)
	if err != nil {
		return nil, err
	}
	return answer, nil
}

// PaymentCreateParams are the arguments of Payments.Create. What is empty is not sent.
type PaymentCreateParams struct {
	// OrderID: Your own id of the order, unique per user. It is the idempotency key. Required.
	OrderID string `json:"order_id"`

	// Amount: An amount of money in units of the currency, with at most the currency's decimals. Required.
	Amount Amount `json:"amount"`

	// Currency: An ISO 4217 code in capitals. CNY when absent.
	Currency string `json:"currency,omitempty"`

	// Subject: What the person reads on the checkout page. It never chooses the package; the amount does. Membership Renewal when absent.
	Subject string `json:"subject,omitempty"`

	// ReturnURL: An absolute http or https address.
	ReturnURL string `json:"return_url,omitempty"`

	// NotifyURL: An absolute http or https address.
	NotifyURL string `json:"notify_url,omitempty"`
}

// Create: Create a payment order.
//
// Creates a new payment order for membership renewal and answers the address of the checkout page, where the
// person pays.
//
// `order_id` is yours and is the idempotency key, unique per user. The same order sent again answers the same
// bytes with `Idempotent-Replayed: true`; with other parameters it is refused with `ORDER_ID_REUSED`.
//
// Counts against the limit of 5 requests per hour per user, replays and invalid requests included.
//
// It fails with [KindValidation] (VALIDATION_ERROR, PAYLOAD_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE),
// [KindAuthentication] (INVALID_TOKEN),
// [KindPermission] (FORBIDDEN, HTTPS_REQUIRED),
// [KindConflict] (ORDER_IN_PROGRESS, ORDER_ALREADY_PAID, ORDER_CLOSED, ORDER_ID_REUSED),
// [KindRateLimit] (RATE_LIMIT_EXCEEDED),
// [KindPaymentFailed] (PAYMENT_FAILED) or
// [KindServer] (INTERNAL_ERROR, SERVICE_UNAVAILABLE).
//
//	answer, err := client.Payments.Create(ctx, renewal.PaymentCreateParams{
//		OrderID:  "ORD123456",
//		Amount:   renewal.MustAmount("99.99"),
//		Currency: "CNY",
//		Subject:  "Annual Membership",
//	})
func (r *PaymentsResource) Create(ctx context.Context, params PaymentCreateParams, options ...CallOption) (*PaymentCreated, error) {
	answer := &PaymentCreated{}
	err := r.client.perform(ctx, &operationCreatePayment, arguments{
		body: []field{
			{"order_id", params.OrderID},
			{"amount", params.Amount},
			{"currency", params.Currency},
			{"subject", params.Subject},
			{"return_url", params.ReturnURL},
			{"notify_url", params.NotifyURL},
		},
	}, answer, options)
	if err != nil {
		return nil, err
	}
	return answer, nil
}

// Get: Get a payment order.
//
// One payment order by its `transaction_id`. A member sees its own orders, a merchant those of its members;
// anybody else's is answered as if it did not exist.
//
// It fails with [KindValidation] (VALIDATION_ERROR),
// [KindAuthentication] (INVALID_TOKEN),
// [KindPermission] (HTTPS_REQUIRED),
// [KindNotFound] (TRANSACTION_NOT_FOUND),
// [KindRateLimit] (RATE_LIMIT_EXCEEDED) or
// [KindServer] (INTERNAL_ERROR, SERVICE_UNAVAILABLE).
//
//	answer, err := client.Payments.Get(ctx, "TXN789012")
func (r *PaymentsResource) Get(ctx context.Context, transactionID string, options ...CallOption) (*Payment, error) {
	answer := &Payment{}
	err := r.client.perform(ctx, &operationGetPayment, arguments{
		path: map[string]string{"transaction_id": transactionID},
	}, answer, options)
	if err != nil {
		return nil, err
	}
	return answer, nil
}

// Close: Close an unpaid payment order.
//
// Closes the order at the gateway first and then here, so that nobody can pay it any more. Closing a closed
// order answers it again. A payment that was already on its way still counts: the order then becomes `paid`.
//
// It fails with [KindValidation] (VALIDATION_ERROR),
// [KindAuthentication] (INVALID_TOKEN),
// [KindPermission] (HTTPS_REQUIRED),
// [KindNotFound] (TRANSACTION_NOT_FOUND),
// [KindConflict] (ORDER_IN_PROGRESS, ORDER_ALREADY_PAID),
// [KindRateLimit] (RATE_LIMIT_EXCEEDED),
// [KindPaymentFailed] (PAYMENT_FAILED) or
// [KindServer] (INTERNAL_ERROR, SERVICE_UNAVAILABLE).
//
//	answer, err := client.Payments.Close(ctx, "TXN789012")
func (r *PaymentsResource) Close(ctx context.Context, transactionID string, options ...CallOption) (*Payment, error) {
	answer := &Payment{}
	err := r.client.perform(ctx, &operationClosePayment, arguments{
		path: map[string]string{"transaction_id": transactionID},
	}, answer, options)
	if err != nil {
		return nil, err
	}
	return answer, nil
}

// PaymentRefundParams are the arguments of Payments.Refund. What is empty is not sent.
type PaymentRefundParams struct {
	// RefundID: Your own id of the refund, unique per order. It is the idempotency key. Required.
	RefundID string `json:"refund_id"`

	// Amount: How much to send back, in the order's currency. Absent for all that is left.
	Amount Amount `json:"amount,omitzero"`
}

// Refund: Refund a paid payment order.
//
// Sends the money of a paid order back, all of it or a part, in the currency of the order, and answers the order as
// it then stands. When all of it went back the order is `refunded` and its renewal is taken back; a refund of a part
// leaves the membership as it is.
//
// `refund_id` is yours and is the idempotency key, unique per order. The same refund sent again moves no money a
// second time and has the header `Idempotent-Replayed: true`; with another `amount` it is refused with
// `REFUND_ID_REUSED`. When the gateway does not answer, the refund is kept and carried out later: send the same
// request again to learn of it.
//
// It fails with [KindValidation] (VALIDATION_ERROR, PAYLOAD_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE),
// [KindAuthentication] (INVALID_TOKEN),
// [KindPermission] (FORBIDDEN, HTTPS_REQUIRED),
// [KindNotFound] (TRANSACTION_NOT_FOUND),
// [KindConflict] (ORDER_IN_PROGRESS, ORDER_NOT_PAID, ORDER_CLOSED, REFUND_ID_REUSED),
// [KindRateLimit] (RATE_LIMIT_EXCEEDED),
// [KindPaymentFailed] (PAYMENT_FAILED) or
// [KindServer] (INTERNAL_ERROR, SERVICE_UNAVAILABLE).
//
//	answer, err := client.Payments.Refund(ctx, "TXN789012", renewal.PaymentRefundParams{
//		RefundID: "REF123456",
//		Amount:   renewal.MustAmount("20.5"),
//	})
func (r *PaymentsResource) Refund(ctx context.Context, transactionID string, params PaymentRefundParams, options ...CallOption) (*Payment, error) {
	answer := &Payment{}
	err := r.client.perform(ctx, &operationRefundPayment, arguments{
		path: map[string]string{"transaction_id": transactionID},
		body: []field{
			{"refund_id", params.RefundID},
			{"amount", orAbsent(params.Amount)},
		},
	}, answer, options)
	if err != nil {
		return nil, err
	}
	return answer, nil
}

// PaymentListParams are the arguments of Payments.List. What is empty is not sent.
type PaymentListParams struct {
	// Limit: How many orders a page holds at most. 20 when absent.
	Limit int `json:"limit,omitempty"`

	// Cursor: The `next_cursor` of the page before.
	Cursor string `json:"cursor,omitempty"`

	// Status: Only orders in this state.
	Status PaymentStatus `json:"status,omitempty"`

	// OrderID: Only the orders with this order id.
	OrderID string `json:"order_id,omitempty"`
}

// List: List payment orders.
//
// Payment orders, newest first, in pages. A member sees its own orders, a merchant those of all its members.
// Follow `next_cursor` until it is absent. Orders created while you page never shift what you have yet to see.
//
// It fails with [KindValidation] (VALIDATION_ERROR),
// [KindAuthentication] (INVALID_TOKEN),
// [KindPermission] (HTTPS_REQUIRED),
// [KindRateLimit] (RATE_LIMIT_EXCEEDED) or
// [KindServer] (INTERNAL_ERROR, SERVICE_UNAVAILABLE).
//
//	for item, err := range client.Payments.List(ctx, renewal.PaymentListParams{
//		Limit: 20,
//	}) {
//		if err != nil {
//			return err
//		}
//		fmt.Println(item)
//	}
func (r *PaymentsResource) List(ctx context.Context, params PaymentListParams, options ...CallOption) iter.Seq2[Payment, error] {
	return pages(params.Cursor, func(cursor string) ([]Payment, string, error) {
		params.Cursor = cursor
		page, err := r.ListPage(ctx, params, options...)
		if err != nil {
			return nil, "", err
		}
		return page.Data, page.NextCursor, nil
	})
}

// ListPage is one page of List. The next one begins at the NextCursor of PaymentList; on the last it is empty.
func (r *PaymentsResource) ListPage(ctx context.Context, params PaymentListParams, options ...CallOption) (*PaymentList, error) {
	answer := &PaymentList{}
	err := r.client.perform(ctx, &operationListPayments, arguments{
		query: []field{
			{"limit", params.Limit},
			{"cursor", params.Cursor},
			{"status", params.Status},
			{"order_id", params.OrderID},
		},
	}, answer, options)
	if err != nil {
		return nil, err
	}
	return answer, nil
}

// MembershipGetParams are the arguments of Memberships.Get. What is empty is not sent.
type MembershipGetParams struct {
	// UserID: Whose membership. Required with a merchant's token; with a member's it can only be its own.
	UserID string `json:"user_id,omitempty"`
}

// Get: Get a membership.
//
// How long the membership lasts and which payments made it so. A member reads its own; a merchant names one of
// its members by `user_id`. Somebody who never paid has the status `none` and an empty history.
//
// It fails with [KindValidation] (VALIDATION_ERROR),
// [KindAuthentication] (INVALID_TOKEN),
// [KindPermission] (FORBIDDEN, HTTPS_REQUIRED),
// [KindRateLimit] (RATE_LIMIT_EXCEEDED) or
// [KindServer] (INTERNAL_ERROR, SERVICE_UNAVAILABLE).
//
//	answer, err := client.Memberships.Get(ctx, renewal.MembershipGetParams{
//		UserID: "user_42",
//	})
func (r *MembershipsResource) Get(ctx context.Context, params MembershipGetParams, options ...CallOption) (*Membership, error) {
	answer := &Membership{}
	err := r.client.perform(ctx, &operationGetMembership, arguments{
		query: []field{
			{"user_id", params.UserID},
		},
	}, answer, options)
	if err != nil {
		return nil, err
	}
	return answer, nil
}
