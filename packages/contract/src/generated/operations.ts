// Generated from openapi.yaml by `npm run generate`. Do not edit.

export const operations = {
  "createToken": {
    "id": "createToken",
    "method": "POST",
    "path": "/auth/token",
    "tag": "tokens",
    "resource": "tokens",
    "sdkMethod": "create",
    "idempotent": true,
    "audience": "app",
    "rateLimits": [
      "credentials",
      "address",
      "global"
    ],
    "security": [],
    "parameters": [],
    "requestMediaTypes": [
      "application/json",
      "application/x-www-form-urlencoded"
    ],
    "decimals": [],
    "paginated": false,
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      403,
      413,
      415,
      429,
      500,
      503
    ],
    "answers": {
      "200": "Token",
      "400": "Error",
      "401": "Error",
      "403": "Error",
      "413": "Error",
      "415": "Error",
      "429": "Error",
      "500": "Error",
      "503": "Error"
    },
    "errorCodes": {
      "400": [
        "VALIDATION_ERROR",
        "INVALID_GRANT"
      ],
      "401": [
        "INVALID_CLIENT"
      ],
      "403": [
        "HTTPS_REQUIRED"
      ],
      "413": [
        "PAYLOAD_TOO_LARGE"
      ],
      "415": [
        "UNSUPPORTED_MEDIA_TYPE"
      ],
      "429": [
        "RATE_LIMIT_EXCEEDED"
      ],
      "500": [
        "INTERNAL_ERROR"
      ],
      "503": [
        "SERVICE_UNAVAILABLE"
      ]
    },
    "requiredHeaders": {
      "200": [
        "X-Request-Id"
      ],
      "400": [
        "X-Request-Id"
      ],
      "401": [
        "X-Request-Id"
      ],
      "403": [
        "X-Request-Id"
      ],
      "413": [
        "X-Request-Id"
      ],
      "415": [
        "X-Request-Id"
      ],
      "429": [
        "X-Request-Id",
        "Retry-After"
      ],
      "500": [
        "X-Request-Id"
      ],
      "503": [
        "X-Request-Id",
        "Retry-After"
      ]
    }
  },
  "listPackages": {
    "id": "listPackages",
    "method": "GET",
    "path": "/packages",
    "tag": "packages",
    "resource": "packages",
    "sdkMethod": "list",
    "idempotent": true,
    "audience": "app",
    "rateLimits": [
      "address",
      "global"
    ],
    "security": [],
    "parameters": [],
    "requestMediaTypes": [],
    "decimals": [],
    "paginated": false,
    "successStatus": 200,
    "statuses": [
      200,
      400,
      403,
      429,
      500,
      503
    ],
    "answers": {
      "200": "PackageList",
      "400": "Error",
      "403": "Error",
      "429": "Error",
      "500": "Error",
      "503": "Error"
    },
    "errorCodes": {
      "400": [
        "VALIDATION_ERROR"
      ],
      "403": [
        "HTTPS_REQUIRED"
      ],
      "429": [
        "RATE_LIMIT_EXCEEDED"
      ],
      "500": [
        "INTERNAL_ERROR"
      ],
      "503": [
        "SERVICE_UNAVAILABLE"
      ]
    },
    "requiredHeaders": {
      "200": [
        "X-Request-Id"
      ],
      "400": [
        "X-Request-Id"
      ],
      "403": [
        "X-Request-Id"
      ],
      "429": [
        "X-Request-Id",
        "Retry-After"
      ],
      "500": [
        "X-Request-Id"
      ],
      "503": [
        "X-Request-Id",
        "Retry-After"
      ]
    }
  },
  "createPayment": {
    "id": "createPayment",
    "method": "POST",
    "path": "/payment/create",
    "tag": "payments",
    "resource": "payments",
    "sdkMethod": "create",
    "idempotent": true,
    "audience": "app",
    "rateLimits": [
      "user",
      "address",
      "global"
    ],
    "security": [
      {
        "scheme": "bearerAuth",
        "roles": [
          "member"
        ]
      }
    ],
    "parameters": [],
    "requestMediaTypes": [
      "application/json"
    ],
    "decimals": [
      "amount"
    ],
    "paginated": false,
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      403,
      409,
      413,
      415,
      422,
      429,
      500,
      503
    ],
    "answers": {
      "200": "PaymentCreated",
      "400": "Error",
      "401": "Error",
      "403": "Error",
      "409": "Error",
      "413": "Error",
      "415": "Error",
      "422": "Error",
      "429": "Error",
      "500": "Error",
      "503": "Error"
    },
    "errorCodes": {
      "400": [
        "VALIDATION_ERROR"
      ],
      "401": [
        "INVALID_TOKEN"
      ],
      "403": [
        "FORBIDDEN",
        "HTTPS_REQUIRED"
      ],
      "409": [
        "ORDER_IN_PROGRESS",
        "ORDER_ALREADY_PAID",
        "ORDER_CLOSED"
      ],
      "413": [
        "PAYLOAD_TOO_LARGE"
      ],
      "415": [
        "UNSUPPORTED_MEDIA_TYPE"
      ],
      "422": [
        "ORDER_ID_REUSED"
      ],
      "429": [
        "RATE_LIMIT_EXCEEDED"
      ],
      "500": [
        "PAYMENT_FAILED",
        "INTERNAL_ERROR"
      ],
      "503": [
        "SERVICE_UNAVAILABLE"
      ]
    },
    "requiredHeaders": {
      "200": [
        "X-Request-Id"
      ],
      "400": [
        "X-Request-Id"
      ],
      "401": [
        "X-Request-Id"
      ],
      "403": [
        "X-Request-Id"
      ],
      "409": [
        "X-Request-Id"
      ],
      "413": [
        "X-Request-Id"
      ],
      "415": [
        "X-Request-Id"
      ],
      "422": [
        "X-Request-Id"
      ],
      "429": [
        "X-Request-Id",
        "Retry-After"
      ],
      "500": [
        "X-Request-Id"
      ],
      "503": [
        "X-Request-Id",
        "Retry-After"
      ]
    }
  },
  "receiveNotification": {
    "id": "receiveNotification",
    "method": "POST",
    "path": "/payment/notify",
    "tag": "notifications",
    "resource": "notifications",
    "sdkMethod": "receive",
    "idempotent": true,
    "audience": "gateway",
    "rateLimits": [
      "notifications"
    ],
    "security": [
      {
        "scheme": "gatewaySignature",
        "roles": []
      }
    ],
    "parameters": [],
    "requestMediaTypes": [
      "application/json"
    ],
    "decimals": [
      "amount"
    ],
    "paginated": false,
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      403,
      404,
      413,
      415,
      429,
      500,
      503
    ],
    "answers": {
      "200": "NotificationReceipt",
      "400": "Error",
      "401": "Error",
      "403": "Error",
      "404": "Error",
      "413": "Error",
      "415": "Error",
      "429": "Error",
      "500": "Error",
      "503": "Error"
    },
    "errorCodes": {
      "400": [
        "VALIDATION_ERROR"
      ],
      "401": [
        "INVALID_SIGNATURE"
      ],
      "403": [
        "HTTPS_REQUIRED"
      ],
      "404": [
        "TRANSACTION_NOT_FOUND"
      ],
      "413": [
        "PAYLOAD_TOO_LARGE"
      ],
      "415": [
        "UNSUPPORTED_MEDIA_TYPE"
      ],
      "429": [
        "RATE_LIMIT_EXCEEDED"
      ],
      "500": [
        "INTERNAL_ERROR"
      ],
      "503": [
        "SERVICE_UNAVAILABLE"
      ]
    },
    "requiredHeaders": {
      "200": [
        "X-Request-Id"
      ],
      "400": [
        "X-Request-Id"
      ],
      "401": [
        "X-Request-Id"
      ],
      "403": [
        "X-Request-Id"
      ],
      "404": [
        "X-Request-Id"
      ],
      "413": [
        "X-Request-Id"
      ],
      "415": [
        "X-Request-Id"
      ],
      "429": [
        "X-Request-Id",
        "Retry-After"
      ],
      "500": [
        "X-Request-Id"
      ],
      "503": [
        "X-Request-Id",
        "Retry-After"
      ]
    }
  },
  "getPayment": {
    "id": "getPayment",
    "method": "GET",
    "path": "/payment/{transaction_id}",
    "tag": "payments",
    "resource": "payments",
    "sdkMethod": "get",
    "idempotent": true,
    "audience": "app",
    "rateLimits": [
      "address",
      "global"
    ],
    "security": [
      {
        "scheme": "bearerAuth",
        "roles": [
          "member"
        ]
      },
      {
        "scheme": "bearerAuth",
        "roles": [
          "merchant"
        ]
      }
    ],
    "parameters": [
      {
        "name": "transaction_id",
        "in": "path",
        "required": true
      }
    ],
    "requestMediaTypes": [],
    "decimals": [],
    "paginated": false,
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      403,
      404,
      429,
      500,
      503
    ],
    "answers": {
      "200": "Payment",
      "400": "Error",
      "401": "Error",
      "403": "Error",
      "404": "Error",
      "429": "Error",
      "500": "Error",
      "503": "Error"
    },
    "errorCodes": {
      "400": [
        "VALIDATION_ERROR"
      ],
      "401": [
        "INVALID_TOKEN"
      ],
      "403": [
        "HTTPS_REQUIRED"
      ],
      "404": [
        "TRANSACTION_NOT_FOUND"
      ],
      "429": [
        "RATE_LIMIT_EXCEEDED"
      ],
      "500": [
        "INTERNAL_ERROR"
      ],
      "503": [
        "SERVICE_UNAVAILABLE"
      ]
    },
    "requiredHeaders": {
      "200": [
        "X-Request-Id"
      ],
      "400": [
        "X-Request-Id"
      ],
      "401": [
        "X-Request-Id"
      ],
      "403": [
        "X-Request-Id"
      ],
      "404": [
        "X-Request-Id"
      ],
      "429": [
        "X-Request-Id",
        "Retry-After"
      ],
      "500": [
        "X-Request-Id"
      ],
      "503": [
        "X-Request-Id",
        "Retry-After"
      ]
    }
  },
  "closePayment": {
    "id": "closePayment",
    "method": "POST",
    "path": "/payment/{transaction_id}/close",
    "tag": "payments",
    "resource": "payments",
    "sdkMethod": "close",
    "idempotent": true,
    "audience": "app",
    "rateLimits": [
      "address",
      "global"
    ],
    "security": [
      {
        "scheme": "bearerAuth",
        "roles": [
          "member"
        ]
      },
      {
        "scheme": "bearerAuth",
        "roles": [
          "merchant"
        ]
      }
    ],
    "parameters": [
      {
        "name": "transaction_id",
        "in": "path",
        "required": true
      }
    ],
    "requestMediaTypes": [],
    "decimals": [],
    "paginated": false,
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      403,
      404,
      409,
      429,
      500,
      503
    ],
    "answers": {
      "200": "Payment",
      "400": "Error",
      "401": "Error",
      "403": "Error",
      "404": "Error",
      "409": "Error",
      "429": "Error",
      "500": "Error",
      "503": "Error"
    },
    "errorCodes": {
      "400": [
        "VALIDATION_ERROR"
      ],
      "401": [
        "INVALID_TOKEN"
      ],
      "403": [
        "HTTPS_REQUIRED"
      ],
      "404": [
        "TRANSACTION_NOT_FOUND"
      ],
      "409": [
        "ORDER_IN_PROGRESS",
        "ORDER_ALREADY_PAID"
      ],
      "429": [
        "RATE_LIMIT_EXCEEDED"
      ],
      "500": [
        "PAYMENT_FAILED",
        "INTERNAL_ERROR"
      ],
      "503": [
        "SERVICE_UNAVAILABLE"
      ]
    },
    "requiredHeaders": {
      "200": [
        "X-Request-Id"
      ],
      "400": [
        "X-Request-Id"
      ],
      "401": [
        "X-Request-Id"
      ],
      "403": [
        "X-Request-Id"
      ],
      "404": [
        "X-Request-Id"
      ],
      "409": [
        "X-Request-Id"
      ],
      "429": [
        "X-Request-Id",
        "Retry-After"
      ],
      "500": [
        "X-Request-Id"
      ],
      "503": [
        "X-Request-Id",
        "Retry-After"
      ]
    }
  },
  "listPayments": {
    "id": "listPayments",
    "method": "GET",
    "path": "/payments",
    "tag": "payments",
    "resource": "payments",
    "sdkMethod": "list",
    "idempotent": true,
    "audience": "app",
    "rateLimits": [
      "address",
      "global"
    ],
    "security": [
      {
        "scheme": "bearerAuth",
        "roles": [
          "member"
        ]
      },
      {
        "scheme": "bearerAuth",
        "roles": [
          "merchant"
        ]
      }
    ],
    "parameters": [
      {
        "name": "limit",
        "in": "query",
        "required": false
      },
      {
        "name": "cursor",
        "in": "query",
        "required": false
      },
      {
        "name": "status",
        "in": "query",
        "required": false
      },
      {
        "name": "order_id",
        "in": "query",
        "required": false
      }
    ],
    "requestMediaTypes": [],
    "decimals": [],
    "paginated": true,
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      403,
      429,
      500,
      503
    ],
    "answers": {
      "200": "PaymentList",
      "400": "Error",
      "401": "Error",
      "403": "Error",
      "429": "Error",
      "500": "Error",
      "503": "Error"
    },
    "errorCodes": {
      "400": [
        "VALIDATION_ERROR"
      ],
      "401": [
        "INVALID_TOKEN"
      ],
      "403": [
        "HTTPS_REQUIRED"
      ],
      "429": [
        "RATE_LIMIT_EXCEEDED"
      ],
      "500": [
        "INTERNAL_ERROR"
      ],
      "503": [
        "SERVICE_UNAVAILABLE"
      ]
    },
    "requiredHeaders": {
      "200": [
        "X-Request-Id"
      ],
      "400": [
        "X-Request-Id"
      ],
      "401": [
        "X-Request-Id"
      ],
      "403": [
        "X-Request-Id"
      ],
      "429": [
        "X-Request-Id",
        "Retry-After"
      ],
      "500": [
        "X-Request-Id"
      ],
      "503": [
        "X-Request-Id",
        "Retry-After"
      ]
    }
  },
  "getMembership": {
    "id": "getMembership",
    "method": "GET",
    "path": "/membership",
    "tag": "memberships",
    "resource": "memberships",
    "sdkMethod": "get",
    "idempotent": true,
    "audience": "app",
    "rateLimits": [
      "address",
      "global"
    ],
    "security": [
      {
        "scheme": "bearerAuth",
        "roles": [
          "member"
        ]
      },
      {
        "scheme": "bearerAuth",
        "roles": [
          "merchant"
        ]
      }
    ],
    "parameters": [
      {
        "name": "user_id",
        "in": "query",
        "required": false
      }
    ],
    "requestMediaTypes": [],
    "decimals": [],
    "paginated": false,
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      403,
      429,
      500,
      503
    ],
    "answers": {
      "200": "Membership",
      "400": "Error",
      "401": "Error",
      "403": "Error",
      "429": "Error",
      "500": "Error",
      "503": "Error"
    },
    "errorCodes": {
      "400": [
        "VALIDATION_ERROR"
      ],
      "401": [
        "INVALID_TOKEN"
      ],
      "403": [
        "FORBIDDEN",
        "HTTPS_REQUIRED"
      ],
      "429": [
        "RATE_LIMIT_EXCEEDED"
      ],
      "500": [
        "INTERNAL_ERROR"
      ],
      "503": [
        "SERVICE_UNAVAILABLE"
      ]
    },
    "requiredHeaders": {
      "200": [
        "X-Request-Id"
      ],
      "400": [
        "X-Request-Id"
      ],
      "401": [
        "X-Request-Id"
      ],
      "403": [
        "X-Request-Id"
      ],
      "429": [
        "X-Request-Id",
        "Retry-After"
      ],
      "500": [
        "X-Request-Id"
      ],
      "503": [
        "X-Request-Id",
        "Retry-After"
      ]
    }
  }
} as const;

export const webhooks = {
  "paymentUpdated": {
    "id": "paymentUpdated",
    "tag": "notifications"
  }
} as const;

/** Every error code, as the document lists them. */
export const errorCodes = [
  "VALIDATION_ERROR",
  "INVALID_TOKEN",
  "INVALID_CLIENT",
  "INVALID_GRANT",
  "INVALID_SIGNATURE",
  "FORBIDDEN",
  "HTTPS_REQUIRED",
  "NOT_FOUND",
  "TRANSACTION_NOT_FOUND",
  "METHOD_NOT_ALLOWED",
  "REQUEST_TIMEOUT",
  "ORDER_IN_PROGRESS",
  "ORDER_ALREADY_PAID",
  "ORDER_CLOSED",
  "PAYLOAD_TOO_LARGE",
  "UNSUPPORTED_MEDIA_TYPE",
  "ORDER_ID_REUSED",
  "RATE_LIMIT_EXCEEDED",
  "HEADERS_TOO_LARGE",
  "PAYMENT_FAILED",
  "INTERNAL_ERROR",
  "SERVICE_UNAVAILABLE"
] as const;
