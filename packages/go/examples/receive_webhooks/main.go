// A webhook receiver. RENEWAL_WEBHOOK_SECRET is the secret, or, while it is being replaced, the new and the old one.
package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"sync"
	"time"

	"example.com/renewal"
)

// A webhook may come more than once. A real program keeps these in its database, beside what it does.
var handled sync.Map

func receive(writer http.ResponseWriter, request *http.Request) {
	// The raw bytes: a body that was parsed and written again has another signature.
	body, err := io.ReadAll(http.MaxBytesReader(writer, request.Body, 1<<20))
	if err != nil {
		http.Error(writer, "the body did not arrive", http.StatusBadRequest)
		return
	}
	event, err := renewal.VerifyWebhook(body, request.Header)
	var failure *renewal.Error
	if errors.As(err, &failure) {
		fmt.Printf("Refused: %s\n", failure.Reason)
		http.Error(writer, "not accepted", http.StatusBadRequest)
		return
	}
	switch event := event.(type) {
	case *renewal.PaymentEvent:
		if _, before := handled.LoadOrStore(event.ID, true); !before {
			fmt.Printf("Order %s is %s: %s %s\n", event.OrderID, event.Status, event.Amount, event.Currency)
		}
	case *renewal.UnknownEvent:
		fmt.Printf("Ignored an event of the kind %s.\n", event.Type)
	}
	writer.WriteHeader(http.StatusNoContent)
}

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:"+cmp.Or(os.Getenv("PORT"), "3000"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("Listening on http://%s/\n", listener.Addr())
	server := &http.Server{Handler: http.HandlerFunc(receive), ReadTimeout: 10 * time.Second}
	log.Fatal(server.Serve(listener))
}
