package org.vitrine.itests;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * The requests of one session, of which a seed decides everything: first some that make what the others are about, then
 * mutated ones.
 */
final class HostileSession {
    /** How many requests a session has. */
    static final int LENGTH = 50;

    private static final String MADE_FIRST = "+";
    private static final List<String[]> VALID = valid();

    private final Random random;
    private final String image;
    private final String queued;
    private final String project;
    private final String namespace;

    HostileSession(long seed) {
        random = new Random(seed);
        image = new UUID(random.nextLong(), random.nextLong()).toString();
        queued = new UUID(random.nextLong(), random.nextLong()).toString();
        project = "project-" + random.nextInt(5);
        namespace = "Hostile::" + Long.toHexString(seed);
    }

    private static List<String[]> valid() {
        try (InputStream stream = HostileSession.class.getResourceAsStream("/hostile/requests.txt")) {
            return Arrays.stream(new String(stream.readAllBytes(), StandardCharsets.UTF_8).split("\n"))
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" \\| ?", 4))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The requests in order. */
    List<HostileRequest> requests() {
        List<HostileRequest> requests = new ArrayList<>();
        VALID.stream().filter(line -> line[0].startsWith(MADE_FIRST)).forEach(line -> requests.add(request(line, 0)));
        while (requests.size() < LENGTH) {
            HostileRequest request = request(HostileValues.pick(VALID, random), random.nextInt(6));
            HostileMutations.apply(request, random);
            requests.add(request);
        }
        return requests;
    }

    /** The namespace that it makes, to be removed. */
    String namespace() {
        return namespace;
    }

    Random random() {
        return random;
    }

    private HostileRequest request(String[] line, int caller) {
        HostileRequest request = new HostileRequest(line[0].replace(MADE_FIRST, ""), own(line[1]), own(line[3]));
        if (!"-".equals(line[2])) {
            request.header("Content-Type", line[2]);
        }
        if (caller < 5) {
            request.header("X-Identity-Status", "Confirmed");
            request.header("X-User-Id", "user");
            request.header("X-Project-Id", caller < 4 ? project : "stranger");
            request.header("X-Roles", caller < 3 ? "admin,member,reader" : "member,reader");
        }
        return request;
    }

    private String own(String text) {
        return text.replace("{image}", image)
                .replace("{queued}", queued)
                .replace("{project}", project)
                .replace("{namespace}", namespace);
    }
}
