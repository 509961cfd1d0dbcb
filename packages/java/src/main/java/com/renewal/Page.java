package com.renewal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param <T> what the list is of
 */
public interface Page<T> {
    /** {@return the items of this page} */
    List<T> data();

    /** {@return where the next page begins, to go on later; null on the last one} */
    @Nullable
    String nextCursor();
}
