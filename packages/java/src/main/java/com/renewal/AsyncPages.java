package com.renewal;

import com.renewal.internal.Arguments;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A list that comes in pages, for futures. Each page is asked for when the one before has been looked at.
 *
 * <pre>{@code
 * client.async().payments().list().toList(50).thenAccept(payments -> show(payments));
 * }</pre>
 *
 * @param <T> what the list is of
 */
public final class AsyncPages<T> {
    private final Function<Arguments, CompletableFuture<? extends Page<T>>> asking;
    private final Arguments arguments;

    AsyncPages(Function<Arguments, CompletableFuture<? extends Page<T>>> asking, Arguments arguments) {
        this.asking = asking;
        this.arguments = arguments;
    }

    /** {@return one page only} */
    public CompletableFuture<Page<T>> firstPage() {
        CompletableFuture<Page<T>> first = new CompletableFuture<>();
        CompletableFuture<Void> shown = forEachPage(page -> {
            first.complete(page);
            return false;
        });
        return follow(first, shown);
    }

    /**
     * Looks at page after page.
     *
     * @param look is shown each page, and answers whether to go on to the next
     * @return completes after the last page, or when {@code look} has seen enough; cancelling it ends the call
     */
    public CompletableFuture<Void> forEachPage(Predicate<? super Page<T>> look) {
        Turning turning = new Turning(look);
        turning.fetch(arguments);
        return turning.end;
    }

    /**
     * Gathers items of all pages.
     *
     * @param most how many at most
     * @return the items; cancelling it ends the call
     */
    public CompletableFuture<List<T>> toList(int most) {
        List<T> items = new ArrayList<>();
        CompletableFuture<List<T>> gathered = new CompletableFuture<>();
        CompletableFuture<Void> shown = forEachPage(page -> {
            page.data().stream().limit((long) most - items.size()).forEach(items::add);
            return items.size() < most;
        });
        shown.thenRun(() -> gathered.complete(Collections.unmodifiableList(items)));
        return follow(gathered, shown);
    }

    /** Failures go one way, and cancelling the other. */
    private static <S> CompletableFuture<S> follow(CompletableFuture<S> result, CompletableFuture<Void> shown) {
        shown.whenComplete((value, error) -> {
            if (error != null) {
                result.completeExceptionally(unwrapped(error));
            }
        });
        result.whenComplete((value, error) -> {
            if (error != null) {
                shown.cancel(true);
            }
        });
        return result;
    }

    private static Throwable unwrapped(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }

    private final class Turning {
        private final Predicate<? super Page<T>> look;
        private final CompletableFuture<Void> end = new CompletableFuture<>();
        private volatile @Nullable CompletableFuture<?> call;
        private @Nullable Page<T> before;

        private Turning(Predicate<? super Page<T>> look) {
            this.look = look;
            end.whenComplete((value, error) -> {
                CompletableFuture<?> running = call;
                if (error != null && running != null) {
                    running.cancel(true);
                }
            });
        }

        private void fetch(Arguments turned) {
            CompletableFuture<? extends Page<T>> asked = asking.apply(turned);
            call = asked;
            if (end.isDone()) {
                asked.cancel(true);
                return;
            }
            asked.thenAccept(page -> {
                        String cursor = Pages.turn(before, page);
                        before = page;
                        if (look.test(page) && cursor != null) {
                            fetch(arguments.cursor(cursor));
                        } else {
                            end.complete(null);
                        }
                    })
                    .exceptionally(error -> {
                        end.completeExceptionally(unwrapped(error));
                        return null;
                    });
        }
    }
}
