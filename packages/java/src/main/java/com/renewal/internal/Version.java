package com.renewal.internal;

/** The version of this library. */
final class Version {
    /** The same as in pom.xml; a test compares them. */
    static final String VERSION = "0.1.0";

    private Version() {}
}
