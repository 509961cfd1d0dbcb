package renewal

import (
	"context"
	"errors"
	"time"
)

const (
	firstLook   = time.Second
	longestLook = 10 * time.Second
	// waitLimit bounds a wait whose context has no deadline.
	waitLimit = 15 * time.Minute
)

// IsSettled tells whether the person has nothing left to do: the order is paid, closed or refunded, or in a state that this
// version does not know. A failed try is not the end, for another may follow.
func (s PaymentStatus) IsSettled() bool {
	return s != PaymentStatusCreating && s != PaymentStatusPending && s != PaymentStatusFailed
}

// WaitUntilSettled waits until a payment order is settled, by asking for it again and again: after 1 s at first and 10 s in
// the end, and never faster than the rate limit has room for. It waits 15 minutes, or until the context's deadline.
//
// It fails with [KindTimeout] when nobody has paid by then, [KindCancelled], and [KindNotFound].
//
//	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
//	defer cancel()
//	payment, err := client.Payments.WaitUntilSettled(ctx, order.TransactionID)
func (r *PaymentsResource) WaitUntilSettled(
	ctx context.Context, transactionID string, options ...CallOption,
) (*Payment, error) {
	s := r.client.settings
	end := s.now().Add(waitLimit)
	if deadline, ok := ctx.Deadline(); ok {
		end = s.now().Add(time.Until(deadline))
	}
	for pause := firstLook; ; pause = min(pause*3/2, longestLook) {
		var response Response
		payment, err := r.Get(ctx, transactionID, append(options[:len(options):len(options)], Into(&response))...)
		if err == nil && payment.Status.IsSettled() {
			return payment, nil
		}
		wait := max(pause, fairPause(response.Limit, s.now()))
		var failure *Error
		if err != nil {
			// An outage passes, and so does a limit: there is time.
			if !errors.As(err, &failure) || ctx.Err() != nil || !isPassing(failure) {
				return nil, err
			}
			wait = max(pause, failure.RetryAfter)
		}
		if !s.now().Add(wait).Before(end) {
			if failure != nil {
				return nil, failure
			}
			return nil, &Error{
				Kind: KindTimeout, Code: CodeTimeout, cause: context.DeadlineExceeded,
				Message: "The payment was not settled in time. Call it again to go on waiting.",
			}
		}
		if err := s.sleep(ctx, wait); err != nil {
			return nil, endedBy(ctx, err, nil)
		}
	}
}

// fairPause spreads what is left of the limit over its window, so that waiting starves no other call.
func fairPause(limit *Limit, now time.Time) time.Duration {
	if limit == nil {
		return 0
	}
	return min(limit.ResetAt.Sub(now), time.Minute) / time.Duration(limit.Remaining+1)
}
