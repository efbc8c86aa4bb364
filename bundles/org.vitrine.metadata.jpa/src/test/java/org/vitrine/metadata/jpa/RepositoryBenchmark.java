package org.vitrine.metadata.jpa;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageAttribute;
import org.vitrine.domain.image.ImageFilter;
import org.vitrine.domain.image.ImageQuery;
import org.vitrine.domain.image.ImageQuery.ListedVisibility;
import org.vitrine.domain.image.ImageSort;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.domain.image.Viewer;
import org.vitrine.domain.image.Visibility;
import org.vitrine.domain.member.MemberStatus;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.testkit.server.SqlServer;

/**
 * Measures the repository with its database on this machine: requests per second, and the processor time that both
 * together take for one. Arguments: h2, mariadb or postgresql; how many images (100000); how many threads (4); seconds for
 * each measurement (5). Run it with the test class path.
 */
final class RepositoryBenchmark {
    private static final Logger LOG = LoggerFactory.getLogger(RepositoryBenchmark.class);
    private static final int PROJECTS = 1000;
    private static final int BATCH = 1000;
    private static final int WARM = 1000;
    private static final Map<String, String> POOL = Map.of("maximumPoolSize", "16");
    /** As every list of the API asks. */
    private static final List<ImageFilter> SHOWN = List.of(new ImageFilter.Flag(ImageAttribute.HIDDEN, false));

    private static final List<ImageSort> NEWEST_FIRST =
            List.of(new ImageSort(ImageAttribute.CREATED_AT, false), new ImageSort(ImageAttribute.ID, false));

    private static final List<ImageSort> BY_NAME = List.of(
            new ImageSort(ImageAttribute.NAME, true),
            new ImageSort(ImageAttribute.CREATED_AT, true),
            new ImageSort(ImageAttribute.ID, true));

    private final MetadataRepository repository;
    private final long serverPid;
    private final int threads;
    private final Duration length;
    private final List<String> ids = new ArrayList<>();

    private RepositoryBenchmark(MetadataRepository repository, long serverPid, int threads, Duration length) {
        this.repository = repository;
        this.serverPid = serverPid;
        this.threads = threads;
        this.length = length;
    }

    public static void main(String[] arguments) throws Exception {
        String vendor = arguments.length > 0 ? arguments[0] : "mariadb";
        int images = number(arguments, 1, 100_000);
        int threads = number(arguments, 2, 4);
        Duration length = Duration.ofSeconds(number(arguments, 3, 5));
        switch (vendor) {
            case "h2" -> {
                Path file = Files.createTempDirectory("vitrine-benchmark").resolve("db");
                String url = "jdbc:h2:file:" + file + ";WRITE_DELAY=0;QUERY_CACHE_SIZE=64";
                run(new TestUnit(url, "sa", "", POOL), 0, images, threads, length);
            }
            case "mariadb" ->
                run(
                        Servers.mariaDb(),
                        "?useServerPrepStmts=true&cachePrepStmts=true&prepStmtCacheSize=250",
                        images,
                        threads,
                        length);
            case "postgresql" -> run(Servers.postgres(), "", images, threads, length);
            default -> throw new IllegalArgumentException(vendor);
        }
        System.exit(0);
    }

    private static int number(String[] arguments, int index, int otherwise) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
    }

    private static void run(SqlServer server, String parameters, int images, int threads, Duration length)
            throws Exception {
        String url = server.newDatabase() + parameters;
        run(new TestUnit(url, server.user(), server.password(), POOL), server.pid(), images, threads, length);
    }

    private static void run(TestUnit database, long serverPid, int images, int threads, Duration length)
            throws Exception {
        try (TestUnit unit = database) {
            RepositoryBenchmark benchmark = new RepositoryBenchmark(unit.repository(), serverPid, threads, length);
            benchmark.fill(unit.dataSource(), images);
            for (int round = 0; round < 2; round++) {
                benchmark.measureReads();
            }
            benchmark.measureWrites();
        }
    }

    private void measureReads() throws Exception {
        Viewer admin = new Viewer("p1", true);
        measure(
                "find any",
                () -> repository.images().find(anyId(ids.size()), Viewer.SERVER).orElseThrow());
        measure(
                "find one of " + WARM,
                () -> repository.images().find(anyId(WARM), Viewer.SERVER).orElseThrow());
        measure(
                "find one of " + WARM + ", project",
                () -> repository.images().find(anyId(WARM), new Viewer("p1", false)));
        for (ListedVisibility visibility : ListedVisibility.values()) {
            measure(
                    "list 20, admin, " + visibility,
                    () -> repository.images().list(query(admin, visibility, null, 20)));
            measure(
                    "list 20, project, " + visibility,
                    () -> repository.images().list(query(new Viewer(anyProject(), false), visibility, null, 20)));
        }
        Image middle = repository
                .images()
                .find(ids.get(ids.size() / 2), admin)
                .orElseThrow()
                .image();
        measure(
                "list 20 after a marker, admin",
                () -> repository.images().list(query(admin, ListedVisibility.DEFAULT, middle, 20)));
        measure(
                "list 20 after a marker, project",
                () -> repository
                        .images()
                        .list(query(new Viewer(anyProject(), false), ListedVisibility.DEFAULT, middle, 20)));
        measure(
                "list 20 by name, admin",
                () -> repository
                        .images()
                        .list(new ImageQuery(
                                admin, SHOWN, ListedVisibility.DEFAULT, MemberStatus.ACCEPTED, BY_NAME, null, 20)));
        measure("list 100, admin", () -> repository.images().list(query(admin, ListedVisibility.DEFAULT, null, 100)));
        measure("usage", () -> repository.images().usage(anyProject(), null));
    }

    private void measureWrites() throws Exception {
        measure("create", () -> repository.images().create(image()));
        List<Image> own = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            own.add(image());
            repository.images().create(own.get(i));
        }
        AtomicLong turn = new AtomicLong();
        ThreadLocal<Image> mine = ThreadLocal.withInitial(() -> own.get((int) (turn.getAndIncrement() % threads)));
        measure("change name", () -> {
            Image before = mine.get();
            Image after = before.toBuilder()
                    .name("n" + turn.incrementAndGet())
                    .updatedAt(now())
                    .build();
            repository.images().update(before, after);
            mine.set(after);
        });
        measure("add a property, remove one", () -> {
            Image before = mine.get();
            String name = "p" + turn.incrementAndGet() % 100;
            Image.Builder after = before.toBuilder().property(name, "v").updatedAt(now());
            before.properties().keySet().stream()
                    .filter(key -> !key.equals(name))
                    .findFirst()
                    .ifPresent(after::removeProperty);
            repository.images().update(before, after.build());
            mine.set(after.build());
        });
        measure("create and delete", () -> {
            Image image = image();
            repository.images().create(image);
            repository.images().delete(image.id(), ImageStatus.DELETED, now());
        });
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private static Image image() {
        Image.Builder image = Image.builder(UUID.randomUUID().toString(), now())
                .name("image")
                .owner(anyProject())
                .tags(List.of("one", "two"));
        for (int i = 0; i < 5; i++) {
            image.property("key" + i, "value" + i);
        }
        return image.build();
    }

    private String anyId(int among) {
        return ids.get(ThreadLocalRandom.current().nextInt(among));
    }

    private static String anyProject() {
        return "p" + ThreadLocalRandom.current().nextInt(PROJECTS);
    }

    private static ImageQuery query(Viewer viewer, ListedVisibility visibility, Image marker, int limit) {
        return new ImageQuery(viewer, SHOWN, visibility, MemberStatus.ACCEPTED, NEWEST_FIRST, marker, limit);
    }

    private void measure(String what, Runnable work) throws Exception {
        AtomicLong done = new AtomicLong();
        CountDownLatch ended = new CountDownLatch(threads);
        long begin = System.nanoTime();
        long end = begin + length.toNanos();
        long own = ownProcessorTime();
        double server = processorSeconds();
        for (int i = 0; i < threads; i++) {
            new Thread(() -> {
                        long count = 0;
                        while (System.nanoTime() < end) {
                            work.run();
                            count++;
                        }
                        done.addAndGet(count);
                        ended.countDown();
                    })
                    .start();
        }
        ended.await();
        double seconds = (System.nanoTime() - begin) / 1e9;
        double ownMicros = (ownProcessorTime() - own) / 1e3 / done.get();
        double serverMicros = (processorSeconds() - server) * 1e6 / done.get();
        LOG.info(String.format(
                Locale.ROOT,
                "%-36s %8.0f/s  cpu/request: server %5.0f us, database %6.0f us",
                what,
                done.get() / seconds,
                ownMicros,
                serverMicros));
    }

    private static long ownProcessorTime() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** Of the server and of all processes that it has made. */
    private double processorSeconds() throws IOException {
        double seconds = 0;
        if (serverPid != 0) {
            ProcessHandle server = ProcessHandle.of(serverPid).orElseThrow();
            for (ProcessHandle process :
                    Stream.concat(Stream.of(server), server.descendants()).toList()) {
                String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                seconds += (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
            }
        }
        return seconds;
    }

    private void fill(DataSource dataSource, int images) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            for (int from = 0; from < images; from += BATCH) {
                fillImages(connection, from, Math.min(images, from + BATCH));
                connection.commit();
            }
            connection.setAutoCommit(true);
            for (String table :
                    List.of("images", "image_properties", "image_tags", "image_locations", "image_members")) {
                connection.createStatement().execute("ANALYZE TABLE ".replace("TABLE ", tableWord(connection)) + table);
            }
        }
    }

    private static String tableWord(Connection connection) throws SQLException {
        return "PostgreSQL".equals(connection.getMetaData().getDatabaseProductName()) ? "" : "TABLE ";
    }

    private void fillImages(Connection connection, int from, int to) throws SQLException {
        String value = "H2".equals(connection.getMetaData().getDatabaseProductName()) ? "\"VALUE\"" : "value";
        String enumeration = tableWord(connection).isEmpty() ? "CAST(? AS image_visibility)" : "?";
        try (PreparedStatement image = connection.prepareStatement("INSERT INTO images (id, name, status, visibility,"
                        + " owner, min_disk, min_ram, size, disk_format, container_format, checksum, os_hash_algo,"
                        + " os_hash_value, deleted, created_at, updated_at) VALUES (?, ?, 'active', " + enumeration
                        + ", ?, 1, 512, 1000000, 'qcow2', 'bare', ?, 'sha512', ?, FALSE, ?, ?)");
                PreparedStatement property =
                        connection.prepareStatement("INSERT INTO image_properties (image_id, name, " + value
                                + ", deleted, created_at) VALUES (?, ?, ?, FALSE, ?)");
                PreparedStatement tag = connection.prepareStatement("INSERT INTO image_tags (image_id, " + value
                        + ", deleted, created_at) VALUES (?, ?, FALSE, ?)");
                PreparedStatement location =
                        connection.prepareStatement("INSERT INTO image_locations (image_id, " + value
                                + ", meta_data, status, deleted, created_at) VALUES (?, ?, '{\"store\": \"fast\"}', 'active',"
                                + " FALSE, ?)");
                PreparedStatement member = connection.prepareStatement(
                        "INSERT INTO image_members (image_id, member, status, can_share, deleted, created_at)"
                                + " VALUES (?, ?, 'accepted', FALSE, FALSE, ?)")) {
            for (int i = from; i < to; i++) {
                String id = UUID.randomUUID().toString();
                ids.add(id);
                Timestamp time = Timestamp.from(Instant.ofEpochSecond(1_700_000_000L + i));
                Visibility visibility = i % 20 == 0
                        ? Visibility.PUBLIC
                        : i % 20 == 1 ? Visibility.COMMUNITY : i % 2 == 0 ? Visibility.SHARED : Visibility.PRIVATE;
                set(
                        image,
                        id,
                        "image " + i,
                        visibility.wireName(),
                        "p" + i % PROJECTS,
                        "0".repeat(32),
                        "f".repeat(128));
                image.setTimestamp(7, time);
                image.setTimestamp(8, time);
                image.addBatch();
                for (int p = 0; p < 5; p++) {
                    set(property, id, "property_" + p, "value of it");
                    property.setTimestamp(4, time);
                    property.addBatch();
                }
                set(tag, id, "tag" + i % 10);
                tag.setTimestamp(3, time);
                tag.addBatch();
                set(location, id, "file:///var/lib/glance/images/" + id);
                location.setTimestamp(3, time);
                location.addBatch();
                if (visibility == Visibility.SHARED && i % 10 == 2) {
                    set(member, id, "p" + (i + 7) % PROJECTS);
                    member.setTimestamp(3, time);
                    member.addBatch();
                }
            }
            for (PreparedStatement statement : List.of(image, property, tag, location, member)) {
                statement.executeBatch();
            }
        }
    }

    private static void set(PreparedStatement statement, String... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setString(i + 1, values[i]);
        }
    }
}
