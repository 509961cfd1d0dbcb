// Code generated from openapi.yaml by `npm run generate`. DO NOT EDIT.

package renewal

import (
	"time"
)

// PaymentStatus: `creating`: the gateway is being asked. `pending`: the person can pay. `failed`: a try was declined; another may
// follow. `closed`: nobody can pay it any more. `paid`: the membership was renewed. `refunded`: the money went
// back and the renewal was taken back. A state never moves backwards.
//
// Values that this version does not know are kept as they are.
type PaymentStatus string

// Known values of [PaymentStatus].
const (
	PaymentStatusCreating PaymentStatus = "creating"
	PaymentStatusPending  PaymentStatus = "pending"
	PaymentStatusFailed   PaymentStatus = "failed"
	PaymentStatusClosed   PaymentStatus = "closed"
	PaymentStatusPaid     PaymentStatus = "paid"
	PaymentStatusRefunded PaymentStatus = "refunded"
)

// MembershipStatus: `none`: never paid. `active`: until `expires_at`. `expired`: it has lapsed.
//
// Values that this version does not know are kept as they are.
type MembershipStatus string

// Known values of [MembershipStatus].
const (
	MembershipStatusNone    MembershipStatus = "none"
	MembershipStatusActive  MembershipStatus = "active"
	MembershipStatusExpired MembershipStatus = "expired"
)

// ErrorCode: What went wrong, for programs. New codes may appear; treat an unknown one by its status.
//
// Values that this version does not know are kept as they are.
type ErrorCode string

// Known values of [ErrorCode].
const (
	CodeValidationError      ErrorCode = "VALIDATION_ERROR"
	CodeInvalidToken         ErrorCode = "INVALID_TOKEN"
	CodeInvalidClient        ErrorCode = "INVALID_CLIENT"
	CodeInvalidGrant         ErrorCode = "INVALID_GRANT"
	CodeInvalidSignature     ErrorCode = "INVALID_SIGNATURE"
	CodeForbidden            ErrorCode = "FORBIDDEN"
	CodeHTTPSRequired        ErrorCode = "HTTPS_REQUIRED"
	CodeNotFound             ErrorCode = "NOT_FOUND"
	CodeTransactionNotFound  ErrorCode = "TRANSACTION_NOT_FOUND"
	CodeMethodNotAllowed     ErrorCode = "METHOD_NOT_ALLOWED"
	CodeRequestTimeout       ErrorCode = "REQUEST_TIMEOUT"
	CodeOrderInProgress      ErrorCode = "ORDER_IN_PROGRESS"
	CodeOrderAlreadyPaid     ErrorCode = "ORDER_ALREADY_PAID"
	CodeOrderClosed          ErrorCode = "ORDER_CLOSED"
	CodeOrderNotPaid         ErrorCode = "ORDER_NOT_PAID"
	CodePayloadTooLarge      ErrorCode = "PAYLOAD_TOO_LARGE"
	CodeUnsupportedMediaType ErrorCode = "UNSUPPORTED_MEDIA_TYPE"
	CodeOrderIDReused        ErrorCode = "ORDER_ID_REUSED"
	CodeRefundIDReused       ErrorCode = "REFUND_ID_REUSED"
	CodeRateLimitExceeded    ErrorCode = "RATE_LIMIT_EXCEEDED"
	CodeHeadersTooLarge      ErrorCode = "HEADERS_TOO_LARGE"
	CodePaymentFailed        ErrorCode = "PAYMENT_FAILED"
	CodeInternalError        ErrorCode = "INTERNAL_ERROR"
	CodeServiceUnavailable   ErrorCode = "SERVICE_UNAVAILABLE"
)

// PaymentEventType: What kind of event this is. Ignore kinds that you do not know.
//
// Values that this version does not know are kept as they are.
type PaymentEventType string

// Known values of [PaymentEventType].
const (
	PaymentEventTypePaymentUpdated PaymentEventType = "payment.updated"
)

// TokenTokenType: How to send the token.
//
// Values that this version does not know are kept as they are.
type TokenTokenType string

// Known values of [TokenTokenType].
const (
	TokenTokenTypeBearer TokenTokenType = "Bearer"
)

// TokenRequestGrantType: `client_credentials` with `client_id` and `client_secret`, or `refresh_token` with `refresh_token`.
//
// Values that this version does not know are kept as they are.
type TokenRequestGrantType string

// Known values of [TokenRequestGrantType].
const (
	TokenRequestGrantTypeClientCredentials TokenRequestGrantType = "client_credentials"
	TokenRequestGrantTypeRefreshToken      TokenRequestGrantType = "refresh_token"
)

// ErrorDetails: More about the error. Which fields are present depends on the code.
type ErrorDetails struct {
	// In: Where the field stands; `body`, `query`, `path`, `header` or `request`. Zero when absent.
	In string `json:"in,omitempty"`

	// Field: The name of the field at fault, with dots for nested ones. Zero when absent.
	Field string `json:"field,omitempty"`

	// Rule: The rule that it breaks, such as `required`, `pattern` or `maximum`. Zero when absent.
	Rule string `json:"rule,omitempty"`

	// Reason: A finer cause, such as `AMOUNT_NOT_A_PRICE`. Zero when absent.
	Reason string `json:"reason,omitempty"`

	// Limit: The limit that refused the request; `user`, `address`, `global`, `credentials` or `notifications`. Zero when absent.
	Limit string `json:"limit,omitempty"`

	// TransactionID: Our id of the order, made when it is created. Zero when absent.
	TransactionID string `json:"transaction_id,omitempty"`

	// Prices: The prices that would be accepted. Zero when absent.
	Prices []Price `json:"prices,omitempty"`

	// Errors: Every fault, when there are several. Zero when absent.
	Errors []FieldError `json:"errors,omitempty"`

	// Extra holds the fields that this version does not know.
	Extra Extra `json:"-"`
}

// UnmarshalJSON reads the object, and keeps what this version does not know in Extra.
func (m *ErrorDetails) UnmarshalJSON(data []byte) error {
	type plain ErrorDetails
	extra, err := readModel(data, (*plain)(m))
	if err != nil {
		return err
	}
	m.Extra = extra
	return nil
}

// MarshalJSON writes the object as the API does, with what is in Extra.
func (m ErrorDetails) MarshalJSON() ([]byte, error) {
	type plain ErrorDetails
	return writeModel(plain(m), m.Extra)
}

// FieldError is what the API calls by this name.
type FieldError struct {
	// In: Where the field stands.
	In string `json:"in"`

	// Field: The name of the field.
	Field string `json:"field"`

	// Rule: The rule that it breaks.
	Rule string `json:"rule"`

	// Message: What to do about it.
	Message string `json:"message"`

	// Extra holds the fields that this version does not know.
	Extra Extra `json:"-"`
}

// UnmarshalJSON reads the object, and keeps what this version does not know in Extra.
func (m *FieldError) UnmarshalJSON(data []byte) error {
	type plain FieldError
	extra, err := readModel(data, (*plain)(m), "in", "field", "rule", "message")
	if err != nil {
		return err
	}
	m.Extra = extra
	return nil
}

// MarshalJSON writes the object as the API does, with what is in Extra.
func (m FieldError) MarshalJSON() ([]byte, error) {
	type plain FieldError
	return writeModel(plain(m), m.Extra)
}

// Membership is what the API calls by this name.
type Membership struct {
	// UserID: Your id of the member.
	UserID string `json:"user_id"`

	// Status: `none`: never paid. `active`: until `expires_at`. `expired`: it has lapsed.
	Status MembershipStatus `json:"status"`

	// PackageID: The id of a package. The default ones are `monthly`, `quarterly` and `yearly`. Zero when absent.
	PackageID string `json:"package_id,omitempty"`

	// ExpiresAt: A moment in UTC, RFC 3339. Zero when absent.
	ExpiresAt time.Time `json:"expires_at,omitzero"`

	// History: The payments that count, in the order in which they were paid.
	History []MembershipPeriod `json:"history"`

	// Extra holds the fields that this version does not know.
	Extra Extra `json:"-"`
}

// UnmarshalJSON reads the object, and keeps what this version does not know in Extra.
func (m *Membership) UnmarshalJSON(data []byte) error {
	type plain Membership
	extra, err := readModel(data, (*plain)(m), "user_id", "status", "history")
	if err != nil {
		return err
	}
	m.Extra = extra
	return nil
}

// MarshalJSON writes the object as the API does, with what is in Extra.
func (m Membership) MarshalJSON() ([]byte, error) {
	type plain Membership
	return writeModel(plain(m), m.Extra)
}

// MembershipPeriod: What one payment added.
type MembershipPeriod struct {
	// TransactionID: Our id of the order, made when it is created.
	TransactionID string `json:"transaction_id"`

	// OrderID: Your own id of the order, unique per user. It is the idempotency key.
	OrderID string `json:"order_id"`

	// PackageID: The id of a package. The default ones are `monthly`, `quarterly` and `yearly`.
	PackageID string `json:"package_id"`

	// Months: The calendar months that the payment added.
	Months int `json:"months"`

	// Amount: An amount of money in units of the currency, with at most the currency's decimals.
	Amount Amount `json:"amount"`

	// Currency: An ISO 4217 code in capitals.
	Currency string `json:"currency"`

	// PaidAt: A moment in UTC, RFC 3339.
	PaidAt time.Time `json:"paid_at"`

	// StartsAt: A moment in UTC, RFC 3339.
	StartsAt time.Time `json:"starts_at"`

	// EndsAt: A moment in UTC, RFC 3339.
	EndsAt time.Time `json:"ends_at"`

	// Extra holds the fields that this version does not know.
	Extra Extra `json:"-"`
}

// UnmarshalJSON reads the object, and keeps what this version does not know in Extra.
func (m *MembershipPeriod) UnmarshalJSON(data []byte) error {
	type plain MembershipPeriod
	extra, err := readModel(data, (*plain)(m), "transaction_id", "order_id", "package_id", "months", "amount", "currency", "paid_at", "starts_at", "ends_at")
	if err != nil {
		return err
	}
	m.Extra = extra
	return nil
}

// MarshalJSON writes the object as the API does, with what is in Extra.
func (m MembershipPeriod) MarshalJSON() ([]byte, error) {
	type plain MembershipPeriod
	return writeModel(plain(m), m.Extra)
}

// Package is what the API calls by this name.
type Package struct {
	// ID: The id of a package. The default ones are `monthly`, `quarterly` and `yearly`.
	ID string `json:"id"`

	// Name: A name for people.
	Name string `json:"name"`

	// Months: By how many calendar months a payment moves the membership forward.
	Months int `json:"months"`

	// Amount: An amount of money in units of the currency, with at most the currency's decimals.
	Amount Amount `json:"amount"`

	// Currency: An ISO 4217 code in capitals.
	Currency string `json:"currency"`

	// Extra holds the fields that this version does not know.
	Extra Extra `json:"-"`
}

// UnmarshalJSON reads the object, and keeps what this version does not know in Extra.
func (m *Package) UnmarshalJSON(data []byte) error {
	type plain Package
	extra, err := readModel(data, (*plain)(m), "id", "name", "months", "amount", "currency")
	if err != nil {
		return err
	}
	m.Extra = extra
	return nil
}

// MarshalJSON writes the object as the API does, with what is in Extra.
func (m Package) MarshalJSON() ([]byte, error) {
	type plain Package
	return writeModel(plain(m), m.Extra)
}

// PackageList is what the API calls by this name.
type PackageList struct {
	// Data: The active packages, cheapest first.
	Data []Package `json:"data"`

	// Extra holds the fields that this version does not know.
	Extra Extra `json:"-"`
}

// UnmarshalJSON reads the object, and keeps what this version does not know in Extra.
func (m *PackageList) UnmarshalJSON(data []byte) error {
	type plain PackageList
	extra, err := readModel(data, (*plain)(m), "data")
	if err != nil {
		return err
	}
	m.Extra = extra
	return nil
}

// MarshalJSON writes the object as the API does, with what is in Extra.
func (m PackageList) MarshalJSON() ([]byte, error) {
	type plain PackageList
	return writeModel(plain(m), m.Extra)
}

// Payment is what the API calls by this name.
type Payment struct {
	// TransactionID: Our id of the order, made when it is created.
	TransactionID string `json:"transaction_id"`

	// OrderID: Your own id of the order, unique per user. It is the idempotency key.
	OrderID string `json:"order_id"`

	// UserID: Your id of the member.
	UserID string `json:"user_id"`

	// Status: `creating`: the gateway is being asked. `pending`: the person can pay. `failed`: a try was declined; another may
	// follow. `closed`: nobody can pay it any more. `paid`: the membership was renewed. `refunded`: the money went
	// back and the renewal was taken back. A state never moves backwards.
	Status PaymentStatus `json:"status"`

	// Amount: An amount of money in units of the currency, with at most the currency's decimals.
	Amount Amount `json:"amount"`

	// Currency: An ISO 4217 code in capitals.
	Currency string `json:"currency"`

	// Subject: What the person reads on the checkout page.
	Subject string `json:"subject"`

	// PackageID: The id of a package. The default ones are `monthly`, `quarterly` and `yearly`.
	PackageID string `json:"package_id"`

	// Months: The months that this payment adds, as they were when the order was created.
	Months int `json:"months"`

	// PaymentURL: The checkout page. Absent while the order is `creating`. Zero when absent.
	PaymentURL string `json:"payment_url,omitempty"`

	// CreatedAt: A moment in UTC, RFC 3339.
	CreatedAt time.Time `json:"created_at"`

	// UpdatedAt: A moment in UTC, RFC 3339.
	UpdatedAt time.Time `json:"updated_at"`

	// ExpiresAt: A moment in UTC, RFC 3339.
	ExpiresAt time.Time `json:"expires_at"`

	// PaidAt: A moment in UTC, RFC 3339. Zero when absent.
	PaidAt time.Time `json:"paid_at,omitzero"`

	// ClosedAt: A moment in UTC, RFC 3339. Zero when absent.
	ClosedAt time.Time `json:"closed_at,omitzero"`

	// RefundedAt: A moment in UTC, RFC 3339. Zero when absent.
	RefundedAt time.Time `json:"refunded_at,omitzero"`

	// RefundedAmount: How much of the money went back. Absent while none did; all of it when the order is `refunded`. Zero when absent.
	RefundedAmount Amount `json:"refunded_amount,omitzero"`

	// Extra holds the fields that this version does not know.
	Extra Extra `json:"-"`
}

// UnmarshalJSON reads the object, and keeps what this version does not know in Extra.
func (m *Payment) UnmarshalJSON(data []byte) error {
	type plain Payment
	extra, err := readModel(data, (*plain)(m), "transaction_id", "order_id", "user_id", "status", "amount", "currency", "subject", "package_id", "months", "created_at", "updated_at", "expires_at")
	if err != nil {
		return err
	}
	m.Extra = extra
	return nil
}

// MarshalJSON writes the object as the API does, with what is in Extra.
func (m Payment) MarshalJSON() ([]byte, error) {
	type plain Payment
	return writeModel(plain(m), m.Extra)
}

// PaymentCreated is what the API calls by this name.
type PaymentCreated struct {
	// Success: Always true on 200; errors have their own shape.
	Success bool `json:"success"`

	// TransactionID: Our id of the order, made when it is created.
	TransactionID string `json:"transaction_id"`

	// PaymentURL: The checkout page. Send the person there.
	PaymentURL string `json:"payment_url"`

	// Message: A sentence for people.
	Message string `json:"message"`

	// Extra holds the fields that this version does not know.
	Extra Extra `json:"-"`
}

// UnmarshalJSON reads the object, and keeps what this version does not know in Extra.
func (m *PaymentCreated) UnmarshalJSON(data []byte) error {
	type plain PaymentCreated
	extra, err := readModel(data, (*plain)(m), "success", "transaction_id", "payment_url", "message")
	if err != nil {
		return err
	}
	m.Extra = extra
	return nil
}

// MarshalJSON writes the object as the API does, with what is in Extra.
func (m PaymentCreated) MarshalJSON() ([]byte, error) {
	type plain PaymentCreated
	return writeModel(plain(m), m.Extra)
}

// PaymentEvent is what the API calls by this name.
type PaymentEvent struct {
	// ID: The event's id, the same on every attempt.
	ID string `json:"id"`

	// Type: What kind of event this is. Ignore kinds that you do not know.
	Type PaymentEventType `json:"type"`

	// TransactionID: Our id of the order, made when it is created.
	TransactionID string `json:"transaction_id"`

	// OrderID: Your own id of the order, unique per user. It is the idempotency key.
	OrderID string `json:"order_id"`

	// UserID: Your id of the member.
	UserID string `json:"user_id"`

	// Status: `creating`: the gateway is being asked. `pending`: the person can pay. `failed`: a try was declined; another may
	// follow. `closed`: nobody can pay it any more. `paid`: the membership was renewed. `refunded`: the money went
	// back and the renewal was taken back. A state never moves backwards.
	Status PaymentStatus `json:"status"`

	// Amount: An amount of money in units of the currency, with at most the currency's decimals.
	Amount Amount `json:"amount"`

	// Currency: An ISO 4217 code in capitals.
	Currency string `json:"currency"`

	// Timestamp: A moment in UTC, RFC 3339.
	Timestamp time.Time `json:"timestamp"`

	// Extra holds the fields that this version does not know.
	Extra Extra `json:"-"`
}

// UnmarshalJSON reads the object, and keeps what this version does not know in Extra.
func (m *PaymentEvent) UnmarshalJSON(data []byte) error {
	type plain PaymentEvent
	extra, err := readModel(data, (*plain)(m), "id", "type", "transaction_id", "order_id", "user_id", "status", "amount", "currency", "timestamp")
	if err != nil {
		return err
	}
	m.Extra = extra
	return nil
}

// MarshalJSON writes the object as the API does, with what is in Extra.
func (m PaymentEvent) MarshalJSON() ([]byte, error) {
	type plain PaymentEvent
	return writeModel(plain(m), m.Extra)
}

// PaymentList is what the API calls by this name.
type PaymentList struct {
	// Data: Payment orders, newest first.
	Data []Payment `json:"data"`

	// NextCursor: Send it as `cursor` for the next page. Absent on the last page. Zero when absent.
	NextCursor string `json:"next_cursor,omitempty"`

	// Extra holds the fields that this version does not know.
	Extra Extra `json:"-"`
}

// UnmarshalJSON reads the object, and keeps what this version does not know in Extra.
func (m *PaymentList) UnmarshalJSON(data []byte) error {
	type plain PaymentList
	extra, err := readModel(data, (*plain)(m), "data")
	if err != nil {
		return err
	}
	m.Extra = extra
	return nil
}

// MarshalJSON writes the object as the API does, with what is in Extra.
func (m PaymentList) MarshalJSON() ([]byte, error) {
	type plain PaymentList
	return writeModel(plain(m), m.Extra)
}

// Price is what the API calls by this name.
type Price struct {
	// PackageID: The id of a package. The default ones are `monthly`, `quarterly` and `yearly`.
	PackageID string `json:"package_id"`

	// Amount: An amount of money in units of the currency, with at most the currency's decimals.
	Amount Amount `json:"amount"`

	// Currency: An ISO 4217 code in capitals.
	Currency string `json:"currency"`

	// Extra holds the fields that this version does not know.
	Extra Extra `json:"-"`
}

// UnmarshalJSON reads the object, and keeps what this version does not know in Extra.
func (m *Price) UnmarshalJSON(data []byte) error {
	type plain Price
	extra, err := readModel(data, (*plain)(m), "package_id", "amount", "currency")
	if err != nil {
		return err
	}
	m.Extra = extra
	return nil
}

// MarshalJSON writes the object as the API does, with what is in Extra.
func (m Price) MarshalJSON() ([]byte, error) {
	type plain Price
	return writeModel(plain(m), m.Extra)
}

// Token is what the API calls by this name.
type Token struct {
	// AccessToken: A JWT for the `Authorization` header.
	AccessToken Secret `json:"access_token"`

	// TokenType: How to send the token.
	TokenType TokenTokenType `json:"token_type"`

	// ExpiresIn: For how many seconds the token is valid.
	ExpiresIn int `json:"expires_in"`

	// RefreshToken: Exchanges once for the next token. Members' tokens only. Zero when absent.
	RefreshToken Secret `json:"refresh_token,omitzero"`

	// Extra holds the fields that this version does not know.
	Extra Extra `json:"-"`
}

// UnmarshalJSON reads the object, and keeps what this version does not know in Extra.
func (m *Token) UnmarshalJSON(data []byte) error {
	type plain Token
	extra, err := readModel(data, (*plain)(m), "access_token", "token_type", "expires_in")
	if err != nil {
		return err
	}
	m.Extra = extra
	return nil
}

// MarshalJSON writes the object as the API does, with what is in Extra.
func (m Token) MarshalJSON() ([]byte, error) {
	type plain Token
	return writeModel(plain(m), m.Extra)
}
