package org.vitrine.config.oslo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.config.oslo.ini.BrokenConfiguration;
import org.vitrine.config.oslo.projection.Projection;
import org.vitrine.config.oslo.projection.Projector;
import org.vitrine.config.oslo.report.ConfigurationReport;
import org.vitrine.config.oslo.report.Finding;

/** Keeps this server's configuration the one that the operator's Glance files mean, from the start on. */
@Component(
        service = {ConfigurationReport.class, OsloConfiguration.class},
        immediate = true,
        configurationPid = "org.vitrine.config.oslo")
@Designate(ocd = OsloConfig.class)
public final class OsloConfiguration implements ConfigurationReport {
    private static final Logger LOG = LoggerFactory.getLogger(OsloConfiguration.class);
    private static final String OURS = "org.vitrine.";
    /** Looks without a new component, after which the server counts as started. */
    private static final int CALM = 3;

    private final Path directory;
    private final Optional<Path> errorFile;
    private final Projector projector;
    private final ProjectedConfigurations configurations;
    private final Supplier<Set<String>> installed;
    private final BooleanSupplier started;
    private final long interval;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile boolean gone;
    private long looked = System.nanoTime();

    private volatile Projection inForce = Projection.EMPTY;
    private volatile Map<String, Path> conflicts = Map.of();
    private volatile String error;
    private DirectoryState taken;
    private DirectoryState seen;
    private Set<String> components = Set.of();
    private int calm;
    private boolean closed;

    /** Takes the files as they are, so that no driver starts without them. {@link FileCheck} sees to the later looks. */
    @Activate
    public OsloConfiguration(
            @Reference ProjectedConfigurations configurations,
            @Reference ServiceComponentRuntime components,
            BundleContext context,
            OsloConfig config) {
        this(
                configurations,
                new InstalledComponents(components)::pids,
                new Startup(context)::isOver,
                name -> Optional.ofNullable(context.getProperty(name)),
                System.getenv(),
                config);
    }

    OsloConfiguration(
            ProjectedConfigurations configurations,
            Supplier<Set<String>> installed,
            BooleanSupplier started,
            Function<String, Optional<String>> property,
            Map<String, String> environment,
            OsloConfig config) {
        if (config.poll_interval() < 1 || config.poll_interval() > 3600) {
            throw new IllegalArgumentException("poll.interval must be 1 to 3600 seconds");
        }
        interval = TimeUnit.SECONDS.toNanos(config.poll_interval());
        this.configurations = configurations;
        this.installed = installed;
        this.started = started;
        String named = config.directory().isBlank()
                ? property.apply("karaf.etc")
                        .orElseThrow(() -> new IllegalArgumentException("directory: must be set outside of Karaf"))
                : config.directory().strip();
        directory = Path.of(named).toAbsolutePath();
        errorFile = config.error_file().isBlank()
                ? Optional.empty()
                : Optional.of(Path.of(config.error_file().strip()));
        projector = new Projector(directory, environment, property);
        taken = state();
        seen = taken;
        takeFirst();
    }

    @Deactivate
    void close() throws InterruptedException {
        gone = true;
        if (looking.tryLock(10, TimeUnit.SECONDS)) {
            looking.unlock();
        } else {
            LOG.warn("a look at the Glance configuration has not ended within 10 seconds");
        }
    }

    private DirectoryState state() {
        return DirectoryState.of(directory, projector.furtherFiles());
    }

    private void takeFirst() {
        try {
            put(projector.project());
            mended();
        } catch (BrokenConfiguration e) {
            closed = true;
            try {
                configurations.apply(Projection.closed(), directory);
            } catch (IOException f) {
                e.addSuppressed(f);
            }
            broken(e, "the server stays closed until it is mended");
        } catch (IOException e) {
            throw new IllegalStateException("Configuration Admin takes no configuration", e);
        }
    }

    /**
     * A look when the interval since the last one is over, or now.
     *
     * @return whether what the files say is in force, or refused
     */
    boolean look(boolean now) {
        if (!now && System.nanoTime() - looked < interval) {
            return false;
        }
        looking.lock();
        try {
            if (gone) {
                return true;
            }
            DirectoryState before = taken;
            look();
            looked = System.nanoTime();
            return before.equals(taken) && seen.equals(taken);
        } finally {
            looking.unlock();
        }
    }

    /** Takes up what has changed and has been still since the last look. */
    void look() {
        try {
            DirectoryState now = state();
            if (!now.equals(taken) && now.equals(seen)) {
                taken = now;
                takeAgain();
            }
            seen = now;
            reportOnceStarted();
        } catch (IOException | RuntimeException e) {
            LOG.error("the Glance configuration could not be looked at", e);
        }
    }

    private void takeAgain() throws IOException {
        try {
            Projection projection = projector.project();
            if (projection.equals(Projection.EMPTY) && (closed || !inForce.equals(Projection.EMPTY))) {
                throw new BrokenConfiguration(
                        directory.toString(), "the files are gone; restart to go on without them");
            }
            boolean other = !projection.findings().equals(inForce.findings());
            put(projection);
            closed = false;
            mended();
            if (other && calm >= CALM) {
                logReport();
            }
        } catch (BrokenConfiguration e) {
            broken(e, closed ? "the server stays closed until it is mended" : "the last good one stays in force");
        }
    }

    private void put(Projection projection) throws IOException {
        ProjectedConfigurations.Outcome outcome = configurations.apply(projection, directory);
        String files = String.join(", ", projection.files());
        outcome.conflicts().forEach((pid, file) -> {
            if (!conflicts.containsKey(pid)) {
                LOG.error(
                        "{} is configured by {} and by {}: the latter is ignored, remove one of them",
                        pid,
                        files,
                        file);
            }
        });
        conflicts = outcome.conflicts();
        inForce = projection;
        if (outcome.changed() > 0 && !projection.files().isEmpty()) {
            LOG.info("{} in {}: {} configurations updated", files, directory, outcome.changed());
        }
    }

    private void broken(BrokenConfiguration e, String consequence) {
        error = e.getMessage();
        LOG.error("The Glance configuration is broken: {} ({})", e.getMessage(), consequence);
        errorFile.ifPresent(file -> write(file, e.getMessage()));
    }

    private void mended() {
        if (error != null) {
            LOG.info("The Glance configuration is mended and in force");
        }
        error = null;
        errorFile.ifPresent(file -> {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.warn("{} cannot be removed", file, e);
            }
        });
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text + System.lineSeparator());
        } catch (IOException e) {
            LOG.warn("{} cannot be written", file, e);
        }
    }

    private void reportOnceStarted() {
        if (calm >= CALM || inForce.equals(Projection.EMPTY) || !started.getAsBoolean()) {
            return;
        }
        Set<String> now = installed.get();
        calm = now.equals(components) ? calm + 1 : 0;
        components = now;
        if (calm == CALM) {
            logReport();
        }
    }

    private void logReport() {
        List<Finding> findings = findings();
        if (findings.isEmpty()) {
            return;
        }
        String report = findings.stream().map(Finding::toString).collect(Collectors.joining("; "));
        if (findings.stream().allMatch(finding -> finding.kind() == Finding.Kind.IGNORED)) {
            LOG.info("Of the Glance configuration: {}", report);
        } else {
            LOG.warn("Of the Glance configuration: {}", report);
        }
    }

    @Override
    public List<String> files() {
        return inForce.files();
    }

    @Override
    public Optional<String> error() {
        return Optional.ofNullable(error);
    }

    @Override
    public List<Finding> findings() {
        Projection projection = inForce;
        List<Finding> findings = new ArrayList<>(projection.findings());
        conflicts.forEach(
                (pid, file) -> findings.add(new Finding(Finding.Kind.CONFLICT, pid, "also in " + file.getFileName())));
        Set<String> present = installed.get();
        projection.configurations().keySet().stream()
                .map(pid -> pid.replaceFirst("~.*", ""))
                .filter(pid -> pid.startsWith(OURS) && !present.contains(pid))
                .distinct()
                .forEach(pid -> findings.add(
                        new Finding(Finding.Kind.NOT_INSTALLED, pid, "the options that go there have no effect")));
        findings.sort(Comparator.comparing(Finding::kind));
        return List.copyOf(findings);
    }
}
