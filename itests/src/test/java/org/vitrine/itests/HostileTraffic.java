package org.vitrine.itests;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.vitrine.spi.testkit.http.RawClient;

/** Sends sessions of hostile requests and judges the answers. For many threads. */
final class HostileTraffic {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH");
    private static final Pattern INNER =
            Pattern.compile("\\sat [a-z]+\\.|Exception\\b|org\\.(vitrine|eclipse|apache)\\.");
    private static final String ADMIN =
            " HTTP/1.1\r\nHost: x\r\nX-Identity-Status: Confirmed\r\nX-Project-Id: p\r\nX-Roles: admin\r\n\r\n";
    /** Answers, as to what is no HTTP, after which the server may close the connection without having said so. */
    private static final Set<Integer> LAST = Set.of(101, 400, 413, 414, 431);

    /** Bodies that nobody reads are skipped up to some length; after longer ones the connection is closed, too. */
    private static final int MOST_SKIPPED = 1 << 16;

    private static final int MOST_FAULTS = 50;

    private final InetSocketAddress server;
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();

    HostileTraffic(InetSocketAddress server) {
        this.server = server;
    }

    /** How many answers there were of each class, and of each status of the class 5xx. */
    Map<String, Integer> counts() {
        synchronized (counts) {
            return new TreeMap<>(counts);
        }
    }

    /** Answers that must not be, each with its request; the first of them. */
    List<String> faults() {
        return faults.stream().limit(MOST_FAULTS).toList();
    }

    /** Sends all requests of a session, one after the other, and removes the images and the namespace it has made. */
    void run(long seed) throws IOException {
        HostileSession session = new HostileSession(seed);
        Set<String> made = new HashSet<>();
        Connection connection = new Connection();
        try {
            int number = 0;
            for (HostileRequest request : session.requests()) {
                String name = "session " + seed + " request " + number++;
                RawClient.Answer answer = connection.exchange(request, session, name);
                if (answer != null && answer.status() == 201 && answer.header("location") != null) {
                    made.add(answer.header("location").replaceFirst("^.*?(?=/v2/)", ""));
                }
            }
        } finally {
            connection.close();
        }
        made.add("/v2/metadefs/namespaces/" + session.namespace());
        remove(made);
    }

    private void remove(Set<String> paths) throws IOException {
        try (RawClient client = new RawClient(server, PATIENCE)) {
            for (String path : paths) {
                if (path.startsWith("/v2/images/")) {
                    String json = "[{\"op\":\"replace\",\"path\":\"/protected\",\"value\":false}]";
                    client.send("PATCH " + path
                            + ADMIN.replace(
                                    "\r\n\r\n",
                                    "\r\nContent-Type: application/openstack-images-v2.1-json-patch\r\nContent-Length: "
                                            + json.length() + "\r\n\r\n" + json));
                    client.answer();
                }
                client.send("DELETE " + path + ADMIN).answer();
            }
        }
    }

    private void count(String what) {
        synchronized (counts) {
            counts.merge(what, 1, Integer::sum);
        }
    }

    /** One connection at a time, as long as it lasts. For one thread. */
    private final class Connection {
        private RawClient client;

        /** Sends a request; the answer, or null when there is none and need not be. */
        RawClient.Answer exchange(HostileRequest request, HostileSession session, String name) throws IOException {
            if (client == null) {
                client = new RawClient(server, PATIENCE);
            }
            RawClient.Answer answer = null;
            try {
                send(request, session);
                answer = answer(request);
                judge(answer, request, name);
            } catch (EOFException | SocketException e) {
                count("closed");
                if (!request.malformed()) {
                    faults.add(name + ": " + e + " to " + request);
                }
            } catch (IOException e) {
                faults.add(name + ": " + e + " to " + request);
            }
            if (answer == null || !lasts(answer, request)) {
                close();
            }
            return answer;
        }

        private void send(HostileRequest request, HostileSession session) throws IOException {
            try {
                client.send(request.bytes(session.random()));
                if (request.malformed()) {
                    client.endOutput();
                }
            } catch (SocketException e) {
                // Refused before it was all sent: there may be an answer nevertheless.
                count("refused early");
            }
        }

        private RawClient.Answer answer(HostileRequest request) throws IOException {
            RawClient.Answer answer;
            do {
                answer = "HEAD".equals(request.method()) ? client.head() : client.answer();
            } while (answer.status() == 100);
            return answer;
        }

        private boolean lasts(RawClient.Answer answer, HostileRequest request) {
            return answer.whole()
                    && !LAST.contains(answer.status())
                    && request.body().length() <= MOST_SKIPPED
                    && !request.malformed()
                    && !"close".equalsIgnoreCase(answer.header("connection"));
        }

        private void judge(RawClient.Answer answer, HostileRequest request, String name) {
            int status = answer.status();
            count(status / 100 + "xx");
            if (status >= 500) {
                count(String.valueOf(status));
            }
            if (status >= 500 && !allowed(status, request)
                    || INNER.matcher(answer.body()).find()
                    || !answer.whole() && !request.malformed()) {
                faults.add(name + ": " + status + " " + answer.body().strip() + " to " + request);
            }
        }

        /** What the contract wants: 501 for methods it does not know; HTTP's own 505 for other versions of it. */
        private boolean allowed(int status, HostileRequest request) {
            return status == 501 && !METHODS.contains(request.method()) || status == 505 && request.malformed();
        }

        void close() throws IOException {
            if (client != null) {
                client.close();
                client = null;
            }
        }
    }
}
