package org.vitrine.keystone;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Reads an answer as UTF-8 text, up to a limit. */
final class BoundedText implements HttpResponse.BodySubscriber<String> {
    private final CompletableFuture<String> text = new CompletableFuture<>();
    private final List<ByteBuffer> parts = new ArrayList<>();
    private final int limit;
    private int size;
    private Flow.Subscription subscription;

    /** @param limit in bytes */
    BoundedText(int limit) {
        this.limit = limit;
    }

    @Override
    public CompletionStage<String> getBody() {
        return text;
    }

    @Override
    public void onSubscribe(Flow.Subscription source) {
        subscription = source;
        source.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            if (buffer.remaining() > limit - size) {
                subscription.cancel();
                text.completeExceptionally(new IOException("the answer is longer than " + limit + " bytes"));
                return;
            }
            size += buffer.remaining();
            parts.add(buffer);
        }
    }

    @Override
    public void onError(Throwable failure) {
        text.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        ByteBuffer whole = ByteBuffer.allocate(size);
        parts.forEach(whole::put);
        text.complete(StandardCharsets.UTF_8.decode(whole.flip()).toString());
    }
}
