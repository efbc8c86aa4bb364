package org.vitrine.edge;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The name of a request in answers, logs and tasks.
 *
 * @param value what tasks and notifications hold: the client's own word where it sent one (REQ-2)
 */
record RequestId(String value) {
    /** The header, in requests and answers. */
    static final String HEADER = "x-openstack-request-id";

    private static final String PREFIX = "req-";
    private static final long VERSION_4 = 0x4000L;
    private static final long VERSION_MASK = 0xf000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    /** The client's id, or a new one where it sent none (REQ-1, REQ-2). */
    static RequestId of(String header) {
        return new RequestId(header == null || header.isEmpty() ? PREFIX + random() : header);
    }

    /** The value of the answer's header (REQ-2). */
    String shown() {
        return value.startsWith(PREFIX) ? value : PREFIX + value;
    }

    /** Names need no secrecy, so they do not queue for the one secure source of the JVM. */
    private static UUID random() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong() & ~VERSION_MASK | VERSION_4, random.nextLong() >>> 2 | VARIANT);
    }
}
