package org.vitrine.itests;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vitrine.spi.testkit.http.RawClient;

/** A project with a limit of its own in Keystone, and twenty clients of it that want the same at the same moment. */
final class LimitRace implements AutoCloseable {
    static final int CLIENTS = 20;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MEBIBYTE = 1 << 20;
    private static final String IMAGE = "{\"disk_format\": \"raw\", \"container_format\": \"bare\"}";

    private final Cloud cloud;
    private final String token;
    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);

    /** A new project of the user demo, which may have so much of the resource, and of all others what it likes. */
    LimitRace(Cloud cloud, String resource, int limit) throws IOException, InterruptedException {
        this.cloud = cloud;
        KeystoneAdmin admin = cloud.admin();
        String project = admin.project("limited by " + resource, admin.find("user", "demo"), "member", "reader");
        admin.limit(project, resource, limit);
        token = admin.tokenFor("demo", project);
    }

    /** How many of the clients may create an image; all others must hear 413. */
    int create() throws Exception {
        return count(
                201,
                all(number -> cloud.client()
                        .send(cloud.request(token, "/v2/images")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(IMAGE)))
                        .statusCode()));
    }

    /** Deletes one image. */
    void deleteOne() throws IOException, InterruptedException {
        cloud.client()
                .expect(
                        204,
                        cloud.request(token, "/v2/images/" + images().get(0)).DELETE());
    }

    /**
     * How many of the clients may begin to write a mebibyte each, while none ends. All others must hear 413. Then all end
     * what they began.
     *
     * @param endpoint {@code file} or {@code stage}
     * @param usage what the resource's standing must be while they write
     */
    int write(String endpoint, String usage) throws Exception {
        List<String> images = images();
        List<RawClient> admitted = new ArrayList<>();
        List<RawClient> all = new ArrayList<>();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                all.add(new RawClient(
                        new InetSocketAddress(
                                cloud.server().uri().getHost(),
                                cloud.server().uri().getPort()),
                        PATIENCE));
            }
            List<Integer> answers = all(number -> all.get(number)
                    .send("PUT /v2/images/" + images.get(number) + "/" + endpoint + " HTTP/1.1\r\nHost: x\r\n"
                            + "X-Auth-Token: " + token + "\r\nContent-Type: application/octet-stream\r\n"
                            + "Content-Length: " + MEBIBYTE + "\r\nExpect: 100-continue\r\n\r\n")
                    .answer()
                    .status());
            for (int i = 0; i < CLIENTS; i++) {
                if (answers.get(i) == 100) {
                    admitted.add(all.get(i));
                }
            }
            requireUsage(usage);
            for (RawClient client : admitted) {
                int status = client.send(new byte[MEBIBYTE]).answer().status();
                if (status != 204) {
                    throw new AssertionError("an admitted write ended with " + status);
                }
            }
            return count(100, answers);
        } finally {
            for (RawClient client : all) {
                client.close();
            }
        }
    }

    /** {@code /v2/info/usage} must say this, such as {@code "image_count_total":{"usage":5,"limit":5}}. */
    void requireUsage(String part) throws IOException, InterruptedException {
        String usage = cloud.client()
                .expect(200, cloud.request(token, "/v2/info/usage"))
                .replaceAll("\\s", "");
        if (!usage.contains(part)) {
            throw new AssertionError(part + " is not in " + usage);
        }
    }

    private List<String> images() throws IOException, InterruptedException {
        String list = cloud.client().expect(200, cloud.request(token, "/v2/images?limit=100"));
        Matcher found = Pattern.compile("\"id\": ?\"([^\"]+)\"").matcher(list);
        List<String> ids = new ArrayList<>();
        while (found.find()) {
            ids.add(found.group(1));
        }
        return ids;
    }

    private interface Client {
        int status(int number) throws Exception;
    }

    private List<Integer> all(Client client) throws Exception {
        CyclicBarrier start = new CyclicBarrier(CLIENTS);
        List<Callable<Integer>> work = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int number = i;
            work.add(() -> {
                start.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                return client.status(number);
            });
        }
        List<Integer> answers = new ArrayList<>();
        for (Future<Integer> answer : threads.invokeAll(work)) {
            answers.add(answer.get());
        }
        return answers;
    }

    private static int count(int granted, List<Integer> answers) {
        if (!answers.stream().allMatch(answer -> answer == granted || answer == 413)) {
            throw new AssertionError("neither " + granted + " nor 413: " + answers);
        }
        return (int) answers.stream().filter(answer -> answer == granted).count();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
