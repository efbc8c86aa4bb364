package org.vitrine.policy.oslo.remote;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Reads the few letters that count; of a longer answer no more than shows that it is not these. */
final class ShortAnswer implements HttpResponse.BodySubscriber<String> {
    private static final int LIMIT = 256;

    private final CompletableFuture<String> text = new CompletableFuture<>();
    private final ByteBuffer bytes = ByteBuffer.allocate(LIMIT);
    private Flow.Subscription subscription;

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
            if (buffer.remaining() > bytes.remaining()) {
                subscription.cancel();
                text.complete("");
                return;
            }
            bytes.put(buffer);
        }
    }

    @Override
    public void onError(Throwable failure) {
        text.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        text.complete(StandardCharsets.UTF_8.decode(bytes.flip()).toString());
    }
}
