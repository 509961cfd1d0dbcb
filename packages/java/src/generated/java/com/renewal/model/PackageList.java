// Generated from openapi.yaml by `npm run generate`. Do not edit.
package com.renewal.model;

import com.renewal.RawResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The document's {@code PackageList}. */
public final class PackageList extends Model {
    private final List<MembershipPackage> data;

    private PackageList(Map<String, ?> json, @Nullable RawResponse answer) {
        super(json, answer);
        this.data = Fields.required(json, "data", Fields.list(Fields.object(item -> MembershipPackage.of(item, answer))));
    }

    /**
     * Reads one, for tests of your own code for instance.
     *
     * @param json fields by their names in the document: texts, BigDecimals or ints, Booleans, lists and maps
     * @return what they say
     * @throws IllegalArgumentException a field is missing, or not of its type
     */
    public static PackageList of(Map<String, ?> json) {
        return new PackageList(json, null);
    }

    /**
     * Reads one out of an answer.
     *
     * @param json fields by their names in the document
     * @param answer what they came in; null when in none
     * @return what they say
     * @throws IllegalArgumentException a field is missing, or not of its type
     */
    public static PackageList of(Map<String, ?> json, @Nullable RawResponse answer) {
        return new PackageList(json, answer);
    }

    /** {@return the active packages, cheapest first} */
    public List<MembershipPackage> data() {
        return data;
    }

    @Override
    Map<String, @Nullable Object> fields() {
        return Fields.of(
                "data", data);
    }
}
