package org.vitrine.keystone;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.vitrine.domain.error.VitrineException;

/** Lets threads that want the same thing at the same time share one call for it. */
public final class SharedCalls<K, V> {
    private final ConcurrentHashMap<K, CompletableFuture<V>> running = new ConcurrentHashMap<>();

    /**
     * The result of the call for this key: of the one that runs, or else of this one. Who runs it keeps its own
     * deadline; who waits for another stops at the one given.
     */
    public V call(K key, Deadline deadline, Supplier<V> work) {
        CompletableFuture<V> mine = new CompletableFuture<>();
        CompletableFuture<V> others = running.putIfAbsent(key, mine);
        if (others != null) {
            return await(others, deadline);
        }
        try {
            V result = work.get();
            mine.complete(result);
            return result;
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            running.remove(key, mine);
        }
    }

    private static <V> V await(CompletableFuture<V> others, Deadline deadline) {
        try {
            return others.get(deadline.left(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof VitrineException failure) {
                throw new VitrineException(failure.kind(), failure.getMessage(), failure);
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw Unavailable.because(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Unavailable.because(e);
        }
    }
}
