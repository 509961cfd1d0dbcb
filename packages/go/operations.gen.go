// Code generated from openapi.yaml by `npm run generate`. DO NOT EDIT.

package renewal

// Where the API is when nobody says otherwise.
const defaultBaseURL = "https://api.example.com/v1"

var operationCreateToken = operation{
	id:            "createToken",
	method:        "POST",
	path:          "/auth/token",
	idempotent:    true,
	authenticated: false,
	confidential:  true,
}

var operationListPackages = operation{
	id:            "listPackages",
	method:        "GET",
	path:          "/packages",
	idempotent:    true,
	authenticated: false,
	confidential:  false,
}

var operationCreatePayment = operation{
	id:            "createPayment",
	method:        "POST",
	path:          "/payment/create",
	idempotent:    true,
	authenticated: true,
	confidential:  false,
}

var operationGetPayment = operation{
	id:            "getPayment",
	method:        "GET",
	path:          "/payment/{transaction_id}",
	idempotent:    true,
	authenticated: true,
	confidential:  false,
}

var operationClosePayment = operation{
	id:            "closePayment",
	method:        "POST",
	path:          "/payment/{transaction_id}/close",
	idempotent:    true,
	authenticated: true,
	confidential:  false,
}

var operationRefundPayment = operation{
	id:            "refundPayment",
	method:        "POST",
	path:          "/payment/{transaction_id}/refund",
	idempotent:    true,
	authenticated: true,
	confidential:  false,
}

var operationListPayments = operation{
	id:            "listPayments",
	method:        "GET",
	path:          "/payments",
	idempotent:    true,
	authenticated: true,
	confidential:  false,
}

var operationGetMembership = operation{
	id:            "getMembership",
	method:        "GET",
	path:          "/membership",
	idempotent:    true,
	authenticated: true,
	confidential:  false,
}
