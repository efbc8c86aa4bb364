package org.vitrine.rest.http;

import java.util.Optional;
import java.util.OptionalLong;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/** Bodies that are image data. */
public final class OctetBody {
    /** Their media type. */
    public static final String TYPE = "application/octet-stream";

    private OctetBody() {}

    /** {@code UNSUPPORTED_MEDIA_TYPE} unless the request says that its body is such (UP-1). */
    public static void require(Exchange exchange) {
        String type = exchange.mediaType();
        if (!type.equals(TYPE)) {
            throw new VitrineException(
                    ErrorKind.UNSUPPORTED_MEDIA_TYPE,
                    "The request media type '" + type + "' is not supported; " + TYPE + " is.");
        }
    }

    /** How many bytes will come, where the client says so (UP-5). */
    public static OptionalLong announcedSize(Exchange exchange) {
        Optional<String> header = exchange.header("x-openstack-image-size");
        if (header.isPresent()) {
            try {
                return OptionalLong.of(Long.parseLong(header.get().strip()));
            } catch (NumberFormatException e) {
                throw new VitrineException(ErrorKind.INVALID, "x-openstack-image-size must be an integer.", e);
            }
        }
        long length = exchange.request().getContentLengthLong();
        return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
    }
}
