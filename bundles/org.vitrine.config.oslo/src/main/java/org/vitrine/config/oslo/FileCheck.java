package org.vitrine.config.oslo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator, in the log and in a file that {@code bin/vitrine} waits for, which of the server's own files cannot
 * be used. What such a file is for stays out of service, whoever starts the server; what to do then is not decided here.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "org.vitrine.config.oslo.check")
@Designate(ocd = CheckConfig.class)
public final class FileCheck {
    private static final Logger LOG = LoggerFactory.getLogger(FileCheck.class);
    /** Until all bundles have been started, somebody waits. */
    private static final long SOON_MILLISECONDS = 100;

    private static final long LATER_MILLISECONDS = 2000;

    private final Supplier<List<String>> refused;
    private final BooleanSupplier started;
    private final Optional<Path> report;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "vitrine-oslo-check");
        made.setDaemon(true);
        return made;
    });

    private List<String> told;

    /** Looks for the first time when all bundles have been started. */
    @Activate
    public FileCheck(@Reference ServiceComponentRuntime components, BundleContext context, CheckConfig config) {
        this(new RefusedFiles(components), new Startup(context)::isOver, config);
        thread.schedule(this::lookAgain, SOON_MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    FileCheck(Supplier<List<String>> refused, BooleanSupplier started, CheckConfig config) {
        this.refused = refused;
        this.started = started;
        String file = config.report_file().strip();
        report = file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file));
    }

    @Deactivate
    void close() throws InterruptedException {
        thread.shutdownNow();
        if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
            LOG.warn("a look at the server's files has not ended within 10 seconds");
        }
    }

    private void lookAgain() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.error("the server's files could not be checked", e);
        }
        if (!thread.isShutdown()) {
            thread.schedule(
                    this::lookAgain, told == null ? SOON_MILLISECONDS : LATER_MILLISECONDS, TimeUnit.MILLISECONDS);
        }
    }

    /** One look, by one thread at a time. */
    void look() {
        if (told == null && !started.getAsBoolean()) {
            return;
        }
        List<String> now = refused.get();
        if (now.equals(told)) {
            return;
        }
        List<String> before = told == null ? List.of() : told;
        now.stream()
                .filter(line -> !before.contains(line))
                .forEach(line -> LOG.error("{} (what that file is for is out of service until it is mended)", line));
        if (now.isEmpty() && !before.isEmpty()) {
            LOG.info("The server's files can all be used again");
        }
        report.ifPresent(file -> write(file, now));
        told = now;
    }

    private static void write(Path file, List<String> lines) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path next = Files.write(file.resolveSibling(file.getFileName() + ".new"), lines);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("{} cannot be written", file, e);
        }
    }
}
