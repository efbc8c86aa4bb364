package org.vitrine.store.s3;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.outbound.Answer;
import org.vitrine.outbound.Call;
import org.vitrine.outbound.OutboundHttp;

/** Signs requests and sends them. Safe for many threads. */
final class S3Client {
    private static final Logger LOG = LoggerFactory.getLogger(S3Client.class);
    private static final String DEFAULT_REGION = "us-east-1";

    private final OutboundHttp http;
    private final S3Endpoint endpoint;
    private final BucketAddressing addressing;
    private final Clock clock;
    private volatile String region;

    /** @param region or empty when nobody knows it */
    S3Client(OutboundHttp http, S3Endpoint endpoint, BucketAddressing addressing, String region, Clock clock) {
        this.http = http;
        this.endpoint = endpoint;
        this.addressing = addressing;
        this.region = region.isEmpty() ? DEFAULT_REGION : region;
        this.clock = clock;
    }

    S3Endpoint endpoint() {
        return endpoint;
    }

    /** The answer, whatever its status; to be closed. A bucket that says which region it is in is believed. */
    Answer send(Credentials credentials, String bucket, S3Request request) throws IOException {
        String assumed = region;
        Answer answer = send(credentials, bucket, request, assumed);
        String actual = answer.header("x-amz-bucket-region").orElse(assumed);
        if (answer.succeeded() || actual.equals(assumed)) {
            return answer;
        }
        answer.close();
        LOG.info("the bucket {} is in the region {}, not in {}; going on with it", bucket, actual, assumed);
        region = actual;
        return send(credentials, bucket, request, actual);
    }

    private Answer send(Credentials credentials, String bucket, S3Request request, String inRegion) throws IOException {
        URI uri = addressing.resolve(endpoint, bucket, request.rest());
        Call call = Call.of(request.method, uri).body(request.body);
        request.headers.forEach(call::header);
        new Signature(credentials, inRegion, clock.instant())
                .headers(request.method, uri, request.headers, Signature.UNSIGNED)
                .forEach(call::header);
        request.patience.ifPresent(call::patience);
        return http.send(request.notTwice ? call.notTwice() : call);
    }
}
