package com.renewal;

import com.renewal.errors.ErrorKind;
import com.renewal.errors.Failure;
import com.renewal.internal.Arguments;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A list that comes in pages. Iterating gives every item of all pages, which are asked for as they are needed;
 * iterating again asks again. A call that fails is thrown where the iteration asks for its page.
 *
 * <pre>{@code
 * for (Payment payment : client.payments().list()) {
 *     System.out.println(payment.orderId());
 * }
 * }</pre>
 *
 * @param <T> what the list is of
 */
public final class Pages<T> implements Iterable<T> {
    private final Function<Arguments, ? extends Page<T>> fetch;
    private final Arguments arguments;

    Pages(Function<Arguments, ? extends Page<T>> fetch, Arguments arguments) {
        this.fetch = fetch;
        this.arguments = arguments;
    }

    /**
     * Asks for one page only.
     *
     * @return the page
     * @throws com.renewal.errors.RenewalException the call failed
     */
    public Page<T> firstPage() {
        return fetch.apply(arguments);
    }

    /** {@return page after page, each asked for when it is its turn} */
    public Iterable<Page<T>> pages() {
        return Turning::new;
    }

    /** {@return every item of all pages} */
    public Stream<T> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    @Override
    public Iterator<T> iterator() {
        Iterator<Page<T>> pages = new Turning();
        return new Iterator<>() {
            private Iterator<T> items = Collections.emptyIterator();

            @Override
            public boolean hasNext() {
                while (!items.hasNext() && pages.hasNext()) {
                    items = pages.next().data().iterator();
                }
                return items.hasNext();
            }

            @Override
            public T next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return items.next();
            }
        };
    }

    /** The next page's cursor; null after the last. A page that leads to itself would never end. */
    static @Nullable String turn(@Nullable Page<?> before, Page<?> page) {
        String next = page.nextCursor();
        if (next != null && before != null && next.equals(before.nextCursor())) {
            throw Failure.of(ErrorKind.INVALID_RESPONSE, "The list does not end: a page leads to itself.")
                    .exception();
        }
        return next;
    }

    private final class Turning implements Iterator<Page<T>> {
        private @Nullable Page<T> before;
        private @Nullable Arguments next = arguments;

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public Page<T> next() {
            if (next == null) {
                throw new NoSuchElementException();
            }
            Page<T> page = fetch.apply(next);
            String cursor = turn(before, page);
            before = page;
            next = cursor == null ? null : arguments.cursor(cursor);
            return page;
        }
    }
}
