package renewal

import (
	"encoding/json"
	"fmt"
	"math/big"
	"regexp"
	"strings"
)

// Amount is an exact amount of money in units of its currency, such as 99.99. It keeps the digits that it was made from;
// no binary fraction ever stands in between. The zero Amount is no amount: it is refused before anything is sent, or not
// sent where an amount may be left out.
type Amount struct{ digits string }

var (
	plainDigits = regexp.MustCompile(`^[0-9]{1,30}(\.[0-9]{1,30})?$`)
	jsonDigits  = regexp.MustCompile(`^(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]{1,3}))?$`)
)

// NewAmount reads an amount from its digits, such as "99.99" or "9". It fails with a [KindConfiguration] error on
// anything else: signs, exponents, spaces and commas are no amount, and neither is zero.
func NewAmount(digits string) (Amount, error) {
	if !plainDigits.MatchString(digits) || strings.Trim(digits, "0.") == "" {
		return Amount{}, configuration("An amount is written in digits, such as 99.99, and is more than zero; it is %q.", digits)
	}
	return Amount{digits}, nil
}

// MustAmount is [NewAmount] for amounts that stand in the program. It panics on what is none.
func MustAmount(digits string) Amount {
	amount, err := NewAmount(digits)
	if err != nil {
		panic(err)
	}
	return amount
}

// String gives the digits, "0" for the zero Amount.
func (a Amount) String() string {
	if a.digits == "" {
		return "0"
	}
	return a.digits
}

// IsZero tells whether there is an amount at all.
func (a Amount) IsZero() bool { return strings.Trim(a.digits, "0.") == "" }

// Rat gives the exact value, to calculate with.
func (a Amount) Rat() *big.Rat {
	value, ok := new(big.Rat).SetString(a.String())
	if !ok {
		return new(big.Rat)
	}
	return value
}

// Cmp compares by value: -1, 0 or 1. 9.9 and 9.90 are the same.
func (a Amount) Cmp(b Amount) int { return a.Rat().Cmp(b.Rat()) }

// Equal tells whether both are worth the same.
func (a Amount) Equal(b Amount) bool { return a.Cmp(b) == 0 }

// MarshalJSON writes a JSON number with exactly these digits.
func (a Amount) MarshalJSON() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalJSON reads a JSON number, however it is written, without rounding it; and text, as [NewAmount] takes it.
func (a *Amount) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	var digits string
	if json.Unmarshal(data, &digits) == nil {
		amount, err := NewAmount(digits)
		*a = amount
		return err
	}
	parts := jsonDigits.FindStringSubmatch(string(data))
	if parts == nil {
		return fmt.Errorf("an amount must be a JSON number")
	}
	if parts[4] == "" {
		a.digits = string(data)
		return nil
	}
	var exponent int
	if _, err := fmt.Sscan(parts[4], &exponent); err != nil {
		return err
	}
	a.digits = parts[1] + shifted(parts[2], parts[3], exponent)
	return nil
}

// shifted moves the point of whole.fraction by so many places to the right.
func shifted(whole, fraction string, places int) string {
	if places < 0 {
		whole = strings.Repeat("0", -places) + whole
		whole, fraction = whole[:len(whole)+places], whole[len(whole)+places:]+fraction
	} else {
		fraction += strings.Repeat("0", max(0, places-len(fraction)))
		whole, fraction = whole+fraction[:places], fraction[places:]
	}
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		whole = "0"
	}
	if fraction == "" {
		return whole
	}
	return whole + "." + fraction
}
