package renewal

import (
	"fmt"
	"log/slog"
)

const redacted = "[redacted]"

// Secret is a text that is not shown: printing it in any way, logging it and writing it as JSON give "[redacted]".
// Reveal gives it to those who need it.
type Secret struct {
	// fmt prints unexported fields of structs without asking them. Of a pointer it prints the address.
	text *string
}

// NewSecret hides a text.
func NewSecret(text string) Secret {
	if text == "" {
		return Secret{}
	}
	return Secret{&text}
}

// Reveal gives the text itself. Keep it out of logs.
func (s Secret) Reveal() string {
	if s.text == nil {
		return ""
	}
	return *s.text
}

// IsZero tells whether there is no text.
func (s Secret) IsZero() bool { return s.Reveal() == "" }

// Equal compares what is hidden.
func (s Secret) Equal(other Secret) bool { return s.Reveal() == other.Reveal() }

// UnmarshalText hides a text that was read.
func (s *Secret) UnmarshalText(text []byte) error {
	*s = NewSecret(string(text))
	return nil
}

// String hides the text.
func (s Secret) String() string { return redacted }

// GoString hides the text from %#v.
func (s Secret) GoString() string { return redacted }

// Format hides the text from every verb.
func (s Secret) Format(state fmt.State, _ rune) { _, _ = state.Write([]byte(redacted)) }

// LogValue hides the text from log/slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalText hides the text from JSON and its like.
func (s Secret) MarshalText() ([]byte, error) { return []byte(redacted), nil }
