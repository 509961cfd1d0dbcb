package renewal

import "iter"

// pages goes from page to page and gives their items, until the last one, an error, or the end of the loop.
func pages[Item any](cursor string, turn func(cursor string) ([]Item, string, error)) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		next := cursor
		for {
			items, following, err := turn(next)
			if err != nil {
				var none Item
				yield(none, err)
				return
			}
			for _, item := range items {
				if !yield(item, nil) {
					return
				}
			}
			if following == "" {
				return
			}
			if following == next {
				var none Item
				yield(none, &Error{
					Kind: KindInvalidResponse, Code: CodeInvalidResponse, Message: "A page leads to itself: the list would never end.",
				})
				return
			}
			next = following
		}
	}
}
