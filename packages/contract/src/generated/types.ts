// Generated from openapi.yaml by `npm run generate`. Do not edit.
export interface paths {
    "/auth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get an access token
         * @description Exchanges client credentials for an access token that is valid for 15 minutes.
         *
         *     With `user_id` the token is a member's: hand it, with its refresh token, to that member's app. Without
         *     `user_id` it is the merchant's own and reads the payments and memberships of all its members.
         *
         *     A refresh token works once and is answered with its successor. Using it again after more than 10 seconds
         *     revokes the whole family, because a copy of it must be in other hands.
         *
         *     The body may be JSON or a form (`application/x-www-form-urlencoded`), as OAuth 2.0 clients send it.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/packages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the membership packages
         * @description The packages that can be bought now, cheapest first. No token is needed. A payment order must carry the exact
         *     `amount` and `currency` of one of them.
         */
        get: operations["listPackages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/payment/create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a payment order
         * @description Creates a new payment order for membership renewal and answers the address of the checkout page, where the
         *     person pays.
         *
         *     `order_id` is yours and is the idempotency key, unique per user. The same order sent again answers the same
         *     bytes with `Idempotent-Replayed: true`; with other parameters it is refused with `ORDER_ID_REUSED`.
         *
         *     Counts against the limit of 5 requests per hour per user, replays and invalid requests included.
         */
        post: operations["createPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/payment/notify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Receive a payment notification from the gateway
         * @description Called by the payment gateway, not by apps. The body is signed with HMAC-SHA256 over its raw bytes;
         *     `X-Signature` carries the 64 hexadecimal digits. The signature is checked before anything is parsed.
         *
         *     A notification may be sent any number of times, in any order and however late: the outcome is the same. 200
         *     is answered only once everything it changes is stored; on any other answer, send it again.
         */
        post: operations["receiveNotification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/payment/{transaction_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a payment order
         * @description One payment order by its `transaction_id`. A member sees its own orders, a merchant those of its members;
         *     anybody else's is answered as if it did not exist.
         */
        get: operations["getPayment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/payment/{transaction_id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close an unpaid payment order
         * @description Closes the order at the gateway first and then here, so that nobody can pay it any more. Closing a closed
         *     order answers it again. A payment that was already on its way still counts: the order then becomes `paid`.
         */
        post: operations["closePayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/payment/{transaction_id}/refund": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refund a paid payment order
         * @description Sends the money of a paid order back, all of it or a part, in the currency of the order, and answers the order as
         *     it then stands. When all of it went back the order is `refunded` and its renewal is taken back; a refund of a part
         *     leaves the membership as it is.
         *
         *     `refund_id` is yours and is the idempotency key, unique per order. The same refund sent again moves no money a
         *     second time and has the header `Idempotent-Replayed: true`; with another `amount` it is refused with
         *     `REFUND_ID_REUSED`. When the gateway does not answer, the refund is kept and carried out later: send the same
         *     request again to learn of it.
         */
        post: operations["refundPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List payment orders
         * @description Payment orders, newest first, in pages. A member sees its own orders, a merchant those of all its members.
         *     Follow `next_cursor` until it is absent. Orders created while you page never shift what you have yet to see.
         */
        get: operations["listPayments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/membership": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a membership
         * @description How long the membership lasts and which payments made it so. A member reads its own; a merchant names one of
         *     its members by `user_id`. Somebody who never paid has the status `none` and an empty history.
         */
        get: operations["getMembership"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    paymentUpdated: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A payment order changed its state
         * @description Sent to the order's `notify_url` each time its state changes. At least once: the same `id` may arrive again,
         *     so make what you do with it idempotent. Answer any 2xx within 15 seconds; otherwise it is sent again after
         *     5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h. Redirects are not followed, and 410 stops the sending.
         *
         *     Verify it before you trust it, over the raw bytes of the body: `X-Signature` is their HMAC-SHA256 in
         *     hexadecimal under your webhook secret, and the `webhook-*` headers follow Standard Webhooks.
         */
        post: operations["paymentUpdated"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /**
         * @description Your own id of the order, unique per user. It is the idempotency key.
         * @example ORD123456
         */
        OrderId: string;
        /**
         * @description Our id of the order, made when it is created.
         * @example TXN789012
         */
        TransactionId: string;
        /**
         * @description Your id of the member.
         * @example user_42
         */
        UserId: string;
        /**
         * @description The id of a package. The default ones are `monthly`, `quarterly` and `yearly`.
         * @example yearly
         */
        PackageId: string;
        /**
         * @description An ISO 4217 code in capitals.
         * @example CNY
         */
        Currency: string;
        /**
         * Format: decimal
         * @description An amount of money in units of the currency, with at most the currency's decimals.
         * @example 99.99
         */
        Amount: number;
        /**
         * Format: date-time
         * @description A moment in UTC, RFC 3339.
         * @example 2026-01-15T08:30:00.000Z
         */
        Timestamp: string;
        /**
         * @description An absolute http or https address.
         * @example https://shop.example.com/thanks
         */
        HttpUrl: string;
        TokenRequest: {
            /**
             * @description `client_credentials` with `client_id` and `client_secret`, or `refresh_token` with `refresh_token`.
             * @enum {string}
             */
            grant_type: "client_credentials" | "refresh_token";
            /** @description Your client id. Required for `client_credentials`. */
            client_id?: string;
            /**
             * Format: password
             * @description Your client secret. Required for `client_credentials`. Keep it on your server.
             */
            client_secret?: string;
            user_id?: components["schemas"]["UserId"];
            /**
             * Format: password
             * @description The refresh token of the answer before. Required for `refresh_token`.
             */
            refresh_token?: string;
        };
        Token: {
            /**
             * Format: password
             * @description A JWT for the `Authorization` header.
             */
            access_token: string;
            /**
             * @description How to send the token.
             * @enum {string}
             */
            token_type: "Bearer" | (string & {});
            /** @description For how many seconds the token is valid. */
            expires_in: number;
            /**
             * Format: password
             * @description Exchanges once for the next token. Members' tokens only.
             */
            refresh_token?: string;
        };
        Package: {
            id: components["schemas"]["PackageId"];
            /** @description A name for people. */
            name: string;
            /** @description By how many calendar months a payment moves the membership forward. */
            months: number;
            amount: components["schemas"]["Amount"];
            currency: components["schemas"]["Currency"];
        };
        PackageList: {
            /** @description The active packages, cheapest first. */
            data: components["schemas"]["Package"][];
        };
        CreatePaymentRequest: {
            order_id: components["schemas"]["OrderId"];
            amount: components["schemas"]["Amount"];
            /**
             * @description An ISO 4217 code in capitals.
             * @default CNY
             */
            currency?: string;
            /**
             * @description What the person reads on the checkout page. It never chooses the package; the amount does.
             * @default Membership Renewal
             */
            subject?: string;
            return_url?: components["schemas"]["HttpUrl"];
            notify_url?: components["schemas"]["HttpUrl"];
        };
        PaymentCreated: {
            /** @description Always true on 200; errors have their own shape. */
            success: boolean;
            transaction_id: components["schemas"]["TransactionId"];
            /** @description The checkout page. Send the person there. */
            payment_url: string;
            /** @description A sentence for people. */
            message: string;
        };
        RefundPaymentRequest: {
            /**
             * @description Your own id of the refund, unique per order. It is the idempotency key.
             * @example REF123456
             */
            refund_id: string;
            /**
             * Format: decimal
             * @description How much to send back, in the order's currency. Absent for all that is left.
             * @example 20.5
             */
            amount?: number;
        };
        /**
         * @description A state of a payment order.
         * @enum {string}
         */
        PaymentStatusFilter: "creating" | "pending" | "failed" | "closed" | "paid" | "refunded";
        /**
         * @description `creating`: the gateway is being asked. `pending`: the person can pay. `failed`: a try was declined; another may
         *     follow. `closed`: nobody can pay it any more. `paid`: the membership was renewed. `refunded`: the money went
         *     back and the renewal was taken back. A state never moves backwards.
         * @enum {string}
         */
        PaymentStatus: "creating" | "pending" | "failed" | "closed" | "paid" | "refunded" | (string & {});
        Payment: {
            transaction_id: components["schemas"]["TransactionId"];
            order_id: components["schemas"]["OrderId"];
            user_id: components["schemas"]["UserId"];
            status: components["schemas"]["PaymentStatus"];
            amount: components["schemas"]["Amount"];
            currency: components["schemas"]["Currency"];
            /** @description What the person reads on the checkout page. */
            subject: string;
            package_id: components["schemas"]["PackageId"];
            /** @description The months that this payment adds, as they were when the order was created. */
            months: number;
            /** @description The checkout page. Absent while the order is `creating`. */
            payment_url?: string;
            created_at: components["schemas"]["Timestamp"];
            updated_at: components["schemas"]["Timestamp"];
            expires_at: components["schemas"]["Timestamp"];
            paid_at?: components["schemas"]["Timestamp"];
            closed_at?: components["schemas"]["Timestamp"];
            refunded_at?: components["schemas"]["Timestamp"];
            /**
             * Format: decimal
             * @description How much of the money went back. Absent while none did; all of it when the order is `refunded`.
             */
            refunded_amount?: number;
        };
        PaymentList: {
            /** @description Payment orders, newest first. */
            data: components["schemas"]["Payment"][];
            /** @description Send it as `cursor` for the next page. Absent on the last page. */
            next_cursor?: string;
        };
        /**
         * @description What happened to the payment at the gateway.
         * @enum {string}
         */
        NotificationStatus: "failed" | "closed" | "paid" | "refunded";
        PaymentNotification: {
            transaction_id: components["schemas"]["TransactionId"];
            status: components["schemas"]["NotificationStatus"];
            amount: components["schemas"]["Amount"];
            currency: components["schemas"]["Currency"];
            /**
             * Format: date-time
             * @description When it happened at the gateway, RFC 3339.
             */
            timestamp: string;
        };
        NotificationReceipt: {
            /** @description Always true on 200. */
            success: boolean;
        };
        PaymentEvent: {
            /** @description The event's id, the same on every attempt. */
            id: string;
            /**
             * @description What kind of event this is. Ignore kinds that you do not know.
             * @enum {string}
             */
            type: "payment.updated" | (string & {});
            transaction_id: components["schemas"]["TransactionId"];
            order_id: components["schemas"]["OrderId"];
            user_id: components["schemas"]["UserId"];
            status: components["schemas"]["PaymentStatus"];
            amount: components["schemas"]["Amount"];
            currency: components["schemas"]["Currency"];
            timestamp: components["schemas"]["Timestamp"];
        };
        /**
         * @description `none`: never paid. `active`: until `expires_at`. `expired`: it has lapsed.
         * @enum {string}
         */
        MembershipStatus: "none" | "active" | "expired" | (string & {});
        /** @description What one payment added. */
        MembershipPeriod: {
            transaction_id: components["schemas"]["TransactionId"];
            order_id: components["schemas"]["OrderId"];
            package_id: components["schemas"]["PackageId"];
            /** @description The calendar months that the payment added. */
            months: number;
            amount: components["schemas"]["Amount"];
            currency: components["schemas"]["Currency"];
            paid_at: components["schemas"]["Timestamp"];
            starts_at: components["schemas"]["Timestamp"];
            ends_at: components["schemas"]["Timestamp"];
        };
        Membership: {
            user_id: components["schemas"]["UserId"];
            status: components["schemas"]["MembershipStatus"];
            package_id?: components["schemas"]["PackageId"];
            expires_at?: components["schemas"]["Timestamp"];
            /** @description The payments that count, in the order in which they were paid. */
            history: components["schemas"]["MembershipPeriod"][];
        };
        /**
         * @description What went wrong, for programs. New codes may appear; treat an unknown one by its status.
         * @enum {string}
         */
        ErrorCode: "VALIDATION_ERROR" | "INVALID_TOKEN" | "INVALID_CLIENT" | "INVALID_GRANT" | "INVALID_SIGNATURE" | "FORBIDDEN" | "HTTPS_REQUIRED" | "NOT_FOUND" | "TRANSACTION_NOT_FOUND" | "METHOD_NOT_ALLOWED" | "REQUEST_TIMEOUT" | "ORDER_IN_PROGRESS" | "ORDER_ALREADY_PAID" | "ORDER_CLOSED" | "ORDER_NOT_PAID" | "PAYLOAD_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "ORDER_ID_REUSED" | "REFUND_ID_REUSED" | "RATE_LIMIT_EXCEEDED" | "HEADERS_TOO_LARGE" | "PAYMENT_FAILED" | "INTERNAL_ERROR" | "SERVICE_UNAVAILABLE" | (string & {});
        Error: {
            error: components["schemas"]["ErrorBody"];
        };
        ErrorBody: {
            code: components["schemas"]["ErrorCode"];
            /** @description What went wrong and what to do next, for people. */
            message: string;
            details?: components["schemas"]["ErrorDetails"];
        };
        /** @description More about the error. Which fields are present depends on the code. */
        ErrorDetails: {
            /** @description Where the field stands; `body`, `query`, `path`, `header` or `request`. */
            in?: string;
            /** @description The name of the field at fault, with dots for nested ones. */
            field?: string;
            /** @description The rule that it breaks, such as `required`, `pattern` or `maximum`. */
            rule?: string;
            /** @description A finer cause, such as `AMOUNT_NOT_A_PRICE`. */
            reason?: string;
            /** @description The limit that refused the request; `user`, `address`, `global`, `credentials` or `notifications`. */
            limit?: string;
            transaction_id?: components["schemas"]["TransactionId"];
            /** @description The prices that would be accepted. */
            prices?: components["schemas"]["Price"][];
            /** @description Every fault, when there are several. */
            errors?: components["schemas"]["FieldError"][];
        } & {
            [key: string]: unknown;
        };
        FieldError: {
            /** @description Where the field stands. */
            in: string;
            /** @description The name of the field. */
            field: string;
            /** @description The rule that it breaks. */
            rule: string;
            /** @description What to do about it. */
            message: string;
        };
        Price: {
            package_id: components["schemas"]["PackageId"];
            amount: components["schemas"]["Amount"];
            currency: components["schemas"]["Currency"];
        };
    };
    responses: {
        /** @description The request is not of the documented form; `details` names the field and the rule. */
        ValidationError: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The request is not of the documented form, or its refresh token is no longer good. */
        TokenRequestInvalid: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The order is not of the documented form, or its amount is not a price. */
        CreatePaymentInvalid: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Not JSON, not of the documented form, an unknown status, or an amount that is not the order's. */
        NotificationInvalid: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The access token is missing, malformed, expired, or not from here. */
        InvalidToken: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The client id or its secret is wrong. */
        InvalidClient: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The signature is missing, malformed or wrong. */
        InvalidSignature: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The token is good, but not for this; or the request came over plain HTTP. */
        Forbidden: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The request came over plain HTTP. */
        HttpsRequired: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description There is no such order, or it is another user's. */
        TransactionNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description This order id is taken by an order in another state. */
        CreatePaymentConflict: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                "Retry-After": components["headers"]["Retry-After-Optional"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The order cannot be closed any more, or not yet. */
        ClosePaymentConflict: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                "Retry-After": components["headers"]["Retry-After-Optional"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The request is not of the documented form, or asks for more than is left of the payment. */
        RefundPaymentInvalid: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The order has no money to send back, or this refund is being carried out by another request. */
        RefundPaymentConflict: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                "Retry-After": components["headers"]["Retry-After-Optional"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The body is larger than 64 KiB. */
        PayloadTooLarge: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The body is of a type that this route does not read. */
        UnsupportedMediaType: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description This order id was used before with other parameters. */
        OrderIdReused: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description This refund id was used before for another amount. */
        RefundIdReused: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Too many requests. */
        RateLimitExceeded: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Something failed on our side. */
        InternalError: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The payment gateway did not do its part, or something failed on our side. */
        PaymentFailed: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                "Retry-After": components["headers"]["Retry-After-Optional"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The service cannot answer now. */
        ServiceUnavailable: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
    };
    parameters: {
        /**
         * @description The `transaction_id` that creating the order answered.
         * @example TXN789012
         */
        TransactionId: components["schemas"]["TransactionId"];
    };
    requestBodies: never;
    headers: {
        /**
         * @description Names this request in our logs. Send your own (`X-Request-Id`, up to 64 letters, digits, `-`, `_`, `.`) to choose it.
         * @example req_01JH8M0Q3Z6W7X8Y9A0B1C2D3E
         */
        "X-Request-Id": string;
        /**
         * @description How many requests the tightest limit allows in its window. Present on every answer that the limits have seen.
         * @example 5
         */
        "X-RateLimit-Limit": number;
        /**
         * @description How many of them are left.
         * @example 4
         */
        "X-RateLimit-Remaining": number;
        /**
         * @description When the oldest counted request leaves the window, in seconds since 1970.
         * @example 1640995200
         */
        "X-RateLimit-Reset": number;
        /**
         * @description After how many seconds to try again.
         * @example 12
         */
        "Retry-After": number;
        /**
         * @description Present when waiting helps; after how many seconds to try again.
         * @example 2
         */
        "Retry-After-Optional": number;
        /**
         * @description Present, with the value `true`, when this order existed already and nothing new was created.
         * @example true
         */
        "Idempotent-Replayed": "true";
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    createToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenRequest"];
                "application/x-www-form-urlencoded": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description An access token, and for a member a refresh token too. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            400: components["responses"]["TokenRequestInvalid"];
            401: components["responses"]["InvalidClient"];
            403: components["responses"]["HttpsRequired"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimitExceeded"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listPackages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The active packages. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackageList"];
                };
            };
            400: components["responses"]["ValidationError"];
            403: components["responses"]["HttpsRequired"];
            429: components["responses"]["RateLimitExceeded"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createPayment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreatePaymentRequest"];
            };
        };
        responses: {
            /** @description The order stands; send the person to `payment_url`. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentCreated"];
                };
            };
            400: components["responses"]["CreatePaymentInvalid"];
            401: components["responses"]["InvalidToken"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["CreatePaymentConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["OrderIdReused"];
            429: components["responses"]["RateLimitExceeded"];
            500: components["responses"]["PaymentFailed"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    receiveNotification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PaymentNotification"];
            };
        };
        responses: {
            /** @description Recorded. Sending it again changes nothing. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationReceipt"];
                };
            };
            400: components["responses"]["NotificationInvalid"];
            401: components["responses"]["InvalidSignature"];
            403: components["responses"]["HttpsRequired"];
            404: components["responses"]["TransactionNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimitExceeded"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getPayment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `transaction_id` that creating the order answered.
                 * @example TXN789012
                 */
                transaction_id: components["parameters"]["TransactionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The payment order. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Payment"];
                };
            };
            400: components["responses"]["ValidationError"];
            401: components["responses"]["InvalidToken"];
            403: components["responses"]["HttpsRequired"];
            404: components["responses"]["TransactionNotFound"];
            429: components["responses"]["RateLimitExceeded"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    closePayment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `transaction_id` that creating the order answered.
                 * @example TXN789012
                 */
                transaction_id: components["parameters"]["TransactionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The closed order. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Payment"];
                };
            };
            400: components["responses"]["ValidationError"];
            401: components["responses"]["InvalidToken"];
            403: components["responses"]["HttpsRequired"];
            404: components["responses"]["TransactionNotFound"];
            409: components["responses"]["ClosePaymentConflict"];
            429: components["responses"]["RateLimitExceeded"];
            500: components["responses"]["PaymentFailed"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    refundPayment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `transaction_id` that creating the order answered.
                 * @example TXN789012
                 */
                transaction_id: components["parameters"]["TransactionId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefundPaymentRequest"];
            };
        };
        responses: {
            /** @description The money is on its way back. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Payment"];
                };
            };
            400: components["responses"]["RefundPaymentInvalid"];
            401: components["responses"]["InvalidToken"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["TransactionNotFound"];
            409: components["responses"]["RefundPaymentConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RefundIdReused"];
            429: components["responses"]["RateLimitExceeded"];
            500: components["responses"]["PaymentFailed"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listPayments: {
        parameters: {
            query?: {
                /**
                 * @description How many orders a page holds at most.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description The `next_cursor` of the page before.
                 * @example MjAyNi0wMS0xNVQwODozMDowMFp8VFhONzg5MDEy
                 */
                cursor?: string;
                /**
                 * @description Only orders in this state.
                 * @example paid
                 */
                status?: components["schemas"]["PaymentStatusFilter"];
                /**
                 * @description Only the orders with this order id.
                 * @example ORD123456
                 */
                order_id?: components["schemas"]["OrderId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of payment orders. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentList"];
                };
            };
            400: components["responses"]["ValidationError"];
            401: components["responses"]["InvalidToken"];
            403: components["responses"]["HttpsRequired"];
            429: components["responses"]["RateLimitExceeded"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getMembership: {
        parameters: {
            query?: {
                /**
                 * @description Whose membership. Required with a merchant's token; with a member's it can only be its own.
                 * @example user_42
                 */
                user_id?: components["schemas"]["UserId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The membership. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Membership"];
                };
            };
            400: components["responses"]["ValidationError"];
            401: components["responses"]["InvalidToken"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimitExceeded"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    paymentUpdated: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description HMAC-SHA256 of the raw body under the merchant's webhook secret, 64 hexadecimal digits.
                 * @example 2f1b6c0e6d0f6c5b2b1f7b3b8d5f8f4f6f7b6c1f0e9d8c7b6a5f4e3d2c1b0a99
                 */
                "X-Signature": string;
                /**
                 * @description The event's id, the same on every attempt.
                 * @example evt_01JH8M0Q3Z6W7X8Y9A0B1C2D3E
                 */
                "webhook-id": string;
                /**
                 * @description When this attempt was sent, in seconds since 1970.
                 * @example 1768465801
                 */
                "webhook-timestamp": string;
                /**
                 * @description Space-separated `v1,` signatures in base64, one per active secret.
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PaymentEvent"];
            };
        };
        responses: {
            /** @description Received. Any other 2xx means the same. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Never send this again. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
