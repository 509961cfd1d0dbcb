module example.com/renewal/bench

go 1.24

replace example.com/renewal => ..

require (
	example.com/renewal v0.0.0
	github.com/stripe/stripe-go/v83 v83.2.1
)
