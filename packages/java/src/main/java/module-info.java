/**
 * A client for membership-renewal payments.
 *
 * <p>Begin with {@link com.renewal.RenewalClient}; {@link com.renewal.Webhooks} verifies what the API sends.
 */
module com.renewal {
    requires transitive java.net.http;
    requires com.fasterxml.jackson.core;
    requires static transitive org.jspecify;

    exports com.renewal;
    exports com.renewal.errors;
    exports com.renewal.model;
}
