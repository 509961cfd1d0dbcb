// Generated from openapi.yaml by `npm run generate`. Do not edit.
package com.renewal.model;

/** What went wrong, for programs. New codes may appear; treat an unknown one by its status. */
public final class ErrorCode extends OpenEnum {
    private static final long serialVersionUID = 1;

    /** {@code VALIDATION_ERROR}. */
    public static final ErrorCode VALIDATION_ERROR = new ErrorCode("VALIDATION_ERROR");

    /** {@code INVALID_TOKEN}. */
    public static final ErrorCode INVALID_TOKEN = new ErrorCode("INVALID_TOKEN");

    /** {@code INVALID_CLIENT}. */
    public static final ErrorCode INVALID_CLIENT = new ErrorCode("INVALID_CLIENT");

    /** {@code INVALID_GRANT}. */
    public static final ErrorCode INVALID_GRANT = new ErrorCode("INVALID_GRANT");

    /** {@code INVALID_SIGNATURE}. */
    public static final ErrorCode INVALID_SIGNATURE = new ErrorCode("INVALID_SIGNATURE");

    /** {@code FORBIDDEN}. */
    public static final ErrorCode FORBIDDEN = new ErrorCode("FORBIDDEN");

    /** {@code HTTPS_REQUIRED}. */
    public static final ErrorCode HTTPS_REQUIRED = new ErrorCode("HTTPS_REQUIRED");

    /** {@code NOT_FOUND}. */
    public static final ErrorCode NOT_FOUND = new ErrorCode("NOT_FOUND");

    /** {@code TRANSACTION_NOT_FOUND}. */
    public static final ErrorCode TRANSACTION_NOT_FOUND = new ErrorCode("TRANSACTION_NOT_FOUND");

    /** {@code METHOD_NOT_ALLOWED}. */
    public static final ErrorCode METHOD_NOT_ALLOWED = new ErrorCode("METHOD_NOT_ALLOWED");

    /** {@code REQUEST_TIMEOUT}. */
    public static final ErrorCode REQUEST_TIMEOUT = new ErrorCode("REQUEST_TIMEOUT");

    /** {@code ORDER_IN_PROGRESS}. */
    public static final ErrorCode ORDER_IN_PROGRESS = new ErrorCode("ORDER_IN_PROGRESS");

    /** {@code ORDER_ALREADY_PAID}. */
    public static final ErrorCode ORDER_ALREADY_PAID = new ErrorCode("ORDER_ALREADY_PAID");

    /** {@code ORDER_CLOSED}. */
    public static final ErrorCode ORDER_CLOSED = new ErrorCode("ORDER_CLOSED");

    /** {@code ORDER_NOT_PAID}. */
    public static final ErrorCode ORDER_NOT_PAID = new ErrorCode("ORDER_NOT_PAID");

    /** {@code PAYLOAD_TOO_LARGE}. */
    public static final ErrorCode PAYLOAD_TOO_LARGE = new ErrorCode("PAYLOAD_TOO_LARGE");

    /** {@code UNSUPPORTED_MEDIA_TYPE}. */
    public static final ErrorCode UNSUPPORTED_MEDIA_TYPE = new ErrorCode("UNSUPPORTED_MEDIA_TYPE");

    /** {@code ORDER_ID_REUSED}. */
    public static final ErrorCode ORDER_ID_REUSED = new ErrorCode("ORDER_ID_REUSED");

    /** {@code REFUND_ID_REUSED}. */
    public static final ErrorCode REFUND_ID_REUSED = new ErrorCode("REFUND_ID_REUSED");

    /** {@code RATE_LIMIT_EXCEEDED}. */
    public static final ErrorCode RATE_LIMIT_EXCEEDED = new ErrorCode("RATE_LIMIT_EXCEEDED");

    /** {@code HEADERS_TOO_LARGE}. */
    public static final ErrorCode HEADERS_TOO_LARGE = new ErrorCode("HEADERS_TOO_LARGE");

    /** {@code PAYMENT_FAILED}. */
    public static final ErrorCode PAYMENT_FAILED = new ErrorCode("PAYMENT_FAILED");

    /** {@code INTERNAL_ERROR}. */
    public static final ErrorCode INTERNAL_ERROR = new ErrorCode("INTERNAL_ERROR");

    /** {@code SERVICE_UNAVAILABLE}. */
    public static final ErrorCode SERVICE_UNAVAILABLE = new ErrorCode("SERVICE_UNAVAILABLE");

    /** The values that this version knows, to switch over. */
    public enum Known {
        /** {@code VALIDATION_ERROR}. */
        VALIDATION_ERROR,
        /** {@code INVALID_TOKEN}. */
        INVALID_TOKEN,
        /** {@code INVALID_CLIENT}. */
        INVALID_CLIENT,
        /** {@code INVALID_GRANT}. */
        INVALID_GRANT,
        /** {@code INVALID_SIGNATURE}. */
        INVALID_SIGNATURE,
        /** {@code FORBIDDEN}. */
        FORBIDDEN,
        /** {@code HTTPS_REQUIRED}. */
        HTTPS_REQUIRED,
        /** {@code NOT_FOUND}. */
        NOT_FOUND,
        /** {@code TRANSACTION_NOT_FOUND}. */
        TRANSACTION_NOT_FOUND,
        /** {@code METHOD_NOT_ALLOWED}. */
        METHOD_NOT_ALLOWED,
        /** {@code REQUEST_TIMEOUT}. */
        REQUEST_TIMEOUT,
        /** {@code ORDER_IN_PROGRESS}. */
        ORDER_IN_PROGRESS,
        /** {@code ORDER_ALREADY_PAID}. */
        ORDER_ALREADY_PAID,
        /** {@code ORDER_CLOSED}. */
        ORDER_CLOSED,
        /** {@code ORDER_NOT_PAID}. */
        ORDER_NOT_PAID,
        /** {@code PAYLOAD_TOO_LARGE}. */
        PAYLOAD_TOO_LARGE,
        /** {@code UNSUPPORTED_MEDIA_TYPE}. */
        UNSUPPORTED_MEDIA_TYPE,
        /** {@code ORDER_ID_REUSED}. */
        ORDER_ID_REUSED,
        /** {@code REFUND_ID_REUSED}. */
        REFUND_ID_REUSED,
        /** {@code RATE_LIMIT_EXCEEDED}. */
        RATE_LIMIT_EXCEEDED,
        /** {@code HEADERS_TOO_LARGE}. */
        HEADERS_TOO_LARGE,
        /** {@code PAYMENT_FAILED}. */
        PAYMENT_FAILED,
        /** {@code INTERNAL_ERROR}. */
        INTERNAL_ERROR,
        /** {@code SERVICE_UNAVAILABLE}. */
        SERVICE_UNAVAILABLE,
        /** One that this version does not know; {@link #text()} tells it. */
        UNRECOGNIZED
    }

    private ErrorCode(String text) {
        super(text);
    }

    /**
     * Gives the value of a text.
     *
     * @param text the text, as the API has it; it may be one that this version does not know
     * @return its value
     */
    public static ErrorCode of(String text) {
        return new ErrorCode(text);
    }

    /** {@return which of the values that this version knows it is, to switch over} */
    public Known known() {
        switch (text()) {
            case "VALIDATION_ERROR":
                return Known.VALIDATION_ERROR;
            case "INVALID_TOKEN":
                return Known.INVALID_TOKEN;
            case "INVALID_CLIENT":
                return Known.INVALID_CLIENT;
            case "INVALID_GRANT":
                return Known.INVALID_GRANT;
            case "INVALID_SIGNATURE":
                return Known.INVALID_SIGNATURE;
            case "FORBIDDEN":
                return Known.FORBIDDEN;
            case "HTTPS_REQUIRED":
                return Known.HTTPS_REQUIRED;
            case "NOT_FOUND":
                return Known.NOT_FOUND;
            case "TRANSACTION_NOT_FOUND":
                return Known.TRANSACTION_NOT_FOUND;
            case "METHOD_NOT_ALLOWED":
                return Known.METHOD_NOT_ALLOWED;
            case "REQUEST_TIMEOUT":
                return Known.REQUEST_TIMEOUT;
            case "ORDER_IN_PROGRESS":
                return Known.ORDER_IN_PROGRESS;
            case "ORDER_ALREADY_PAID":
                return Known.ORDER_ALREADY_PAID;
            case "ORDER_CLOSED":
                return Known.ORDER_CLOSED;
            case "ORDER_NOT_PAID":
                return Known.ORDER_NOT_PAID;
            case "PAYLOAD_TOO_LARGE":
                return Known.PAYLOAD_TOO_LARGE;
            case "UNSUPPORTED_MEDIA_TYPE":
                return Known.UNSUPPORTED_MEDIA_TYPE;
            case "ORDER_ID_REUSED":
                return Known.ORDER_ID_REUSED;
            case "REFUND_ID_REUSED":
                return Known.REFUND_ID_REUSED;
            case "RATE_LIMIT_EXCEEDED":
                return Known.RATE_LIMIT_EXCEEDED;
            case "HEADERS_TOO_LARGE":
                return Known.HEADERS_TOO_LARGE;
            case "PAYMENT_FAILED":
                return Known.PAYMENT_FAILED;
            case "INTERNAL_ERROR":
                return Known.INTERNAL_ERROR;
            case "SERVICE_UNAVAILABLE":
                return Known.SERVICE_UNAVAILABLE;
            default:
                return Known.UNRECOGNIZED;
        }
    }
}
