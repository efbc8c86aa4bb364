package org.vitrine.identity.keystone;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The tokens that Keystone has confirmed, each for the same time, bounded in number and in size (AUTH-15). The oldest
 * go first. Reading takes no lock; remembering takes one, and has just cost a call anyway.
 */
final class TokenCache {
    private final ConcurrentHashMap<TokenKey, Entry> entries = new ConcurrentHashMap<>();
    private final Deque<Entry> oldestFirst = new ArrayDeque<>();
    private final long lifeNanos;
    private final int maxEntries;
    private final long maxBytes;
    private final LongSupplier nanoTime;
    private long bytes;

    /**
     * @param life how long a token is remembered; zero or less for not at all
     * @param nanoTime a clock that never goes back
     */
    TokenCache(Duration life, int maxEntries, long maxBytes, LongSupplier nanoTime) {
        this.lifeNanos = life.toNanos();
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
        this.nanoTime = nanoTime;
    }

    /** What Keystone said, or null when that is unknown or too long ago. */
    ConfirmedToken find(TokenKey key) {
        Entry entry = entries.get(key);
        return entry == null || tooOld(entry) ? null : entry.token;
    }

    void remember(TokenKey key, ConfirmedToken token) {
        if (lifeNanos <= 0) {
            return;
        }
        Entry entry = new Entry(key, token, nanoTime.getAsLong());
        synchronized (oldestFirst) {
            Entry previous = entries.put(key, entry);
            if (previous != null) {
                bytes -= previous.token.bytes();
            }
            oldestFirst.add(entry);
            bytes += token.bytes();
            while (!oldestFirst.isEmpty() && overfull()) {
                Entry oldest = oldestFirst.remove();
                if (entries.remove(oldest.key, oldest)) {
                    bytes -= oldest.token.bytes();
                }
            }
        }
    }

    int size() {
        return entries.size();
    }

    private boolean overfull() {
        return oldestFirst.size() > maxEntries || bytes > maxBytes || tooOld(oldestFirst.element());
    }

    private boolean tooOld(Entry entry) {
        return nanoTime.getAsLong() - entry.rememberedAt >= lifeNanos;
    }

    /** Compared by identity, so that a successor under the same key is not removed in its place. */
    private static final class Entry {
        private final TokenKey key;
        private final ConfirmedToken token;
        private final long rememberedAt;

        Entry(TokenKey key, ConfirmedToken token, long rememberedAt) {
            this.key = key;
            this.token = token;
            this.rememberedAt = rememberedAt;
        }
    }
}
