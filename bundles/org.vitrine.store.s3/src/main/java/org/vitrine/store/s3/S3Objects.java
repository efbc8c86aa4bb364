package org.vitrine.store.s3;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.store.BlobLocation;
import org.vitrine.spi.store.BlobName;

/**
 * What locations mean. Requests only ever go to the configured host. The server's own credentials are used for locations
 * that hold them, or that hold retired ones; any other location is as good as the credentials in it, so that a client who
 * registers one gets no further than with a client of S3's.
 */
final class S3Objects {
    /** An object, by who may reach it. */
    record Found(S3Bucket bucket, String key) {}

    private final S3Client client;
    private final Credentials credentials;
    private final String bucket;
    private final List<S3Endpoint> endpoints;
    private final Set<String> known;

    /**
     * @param bucket that new data goes to
     * @param former endpoints that were configured once
     * @param known credentials in locations that mean the server's own
     */
    S3Objects(S3Client client, Credentials credentials, String bucket, List<S3Endpoint> former, Set<String> known) {
        this.client = client;
        this.credentials = credentials;
        this.bucket = bucket;
        this.endpoints =
                Stream.concat(Stream.of(client.endpoint()), former.stream()).toList();
        this.known = known;
    }

    /** The bucket that new data goes to. */
    S3Bucket bucket() {
        return new S3Bucket(client, credentials, bucket);
    }

    /** The location of new data. */
    String url(BlobName name) {
        S3Endpoint endpoint = client.endpoint();
        return endpoint.scheme() + "://" + credentials.inLocation() + "@" + endpoint.host() + "/" + bucket + "/" + name;
    }

    /** Whether it looks like {@link #url}, now or as it was once (STORE-38). */
    boolean owns(String url) {
        return S3Location.parse(url)
                .filter(this::isHere)
                .filter(location -> location.bucket().equals(bucket))
                .flatMap(S3Location::credentials)
                .filter(known::contains)
                .isPresent();
    }

    Found find(BlobLocation location) {
        S3Location parsed = S3Location.parse(location.url())
                .orElseThrow(() -> new VitrineException(ErrorKind.INVALID, "the location is none of S3"));
        if (!isHere(parsed)) {
            throw new VitrineException(
                    ErrorKind.FORBIDDEN,
                    "the location names another host than this store's; s3.store.former.hosts would allow it");
        }
        Credentials rights = parsed.credentials().filter(known::contains).isPresent()
                ? credentials
                : Optional.of(parsed)
                        .flatMap(S3Location::ownCredentials)
                        .orElseThrow(() ->
                                new VitrineException(ErrorKind.FORBIDDEN, "the location holds no credentials for S3"));
        return new Found(new S3Bucket(client, rights, parsed.bucket()), parsed.key());
    }

    private boolean isHere(S3Location location) {
        return endpoints.stream().anyMatch(endpoint -> endpoint.isAt(location.host()));
    }
}
