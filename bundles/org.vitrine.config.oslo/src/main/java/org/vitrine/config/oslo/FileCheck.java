package org.vitrine.config.oslo;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.log.LogReaderService;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.config.oslo.check.Refusal;
import org.vitrine.config.oslo.check.RefusedChanges;
import org.vitrine.config.oslo.check.RefusedFiles;

/**
 * Looks at the files in the server's etc directory: lets {@link OsloConfiguration} take up the Glance ones, and tells the
 * operator, in the log and in a file for {@code bin/vitrine}, which of the server's own cannot be used or say what nobody
 * knows. What to do then is not decided here.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "org.vitrine.config.oslo.check")
@Designate(ocd = CheckConfig.class)
public final class FileCheck {
    private static final Logger LOG = LoggerFactory.getLogger(FileCheck.class);
    /** While somebody waits: until all bundles have been started, and when asked. */
    private static final long SOON_MILLISECONDS = 100;

    private static final long LATER_MILLISECONDS = 500;
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** Looks in a row without anything on its way, after which what was asked is answered. */
    private static final int CALM = 5;

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final Supplier<List<Refusal>> refused;
    private final Optional<OwnFiles> own;
    private final BooleanSupplier started;
    private final LongSupplier nanoTime;
    private final CheckReport report;
    private final Runnable end;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "vitrine-oslo-1");
        made.setDaemon(true);
        return made;
    });

    private volatile OsloConfiguration glance;
    private List<Refusal> told;
    private long last;
    private long asked;
    private int calm;

    /** Looks for the first time when all bundles have been started. */
    @Activate
    public FileCheck(
            @Reference ServiceComponentRuntime components,
            @Reference ConfigurationAdmin admin,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    LogReaderService log,
            BundleContext context,
            CheckConfig config) {
        this(new RefusedChanges(log), components, admin, context, config);
        thread.schedule(this::lookAgain, SOON_MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    private FileCheck(
            RefusedChanges changes,
            ServiceComponentRuntime components,
            ConfigurationAdmin admin,
            BundleContext context,
            CheckConfig config) {
        this(
                new RefusedFiles(() -> configured(components), changes),
                OwnFiles.of(components, () -> configured(components), admin, context),
                new Startup(context)::isOver,
                System::nanoTime,
                new CheckReport(config.report_file()),
                changes::close);
    }

    FileCheck(
            Supplier<List<Refusal>> refused,
            Optional<OwnFiles> own,
            BooleanSupplier started,
            LongSupplier nanoTime,
            CheckReport report,
            Runnable end) {
        this.refused = refused;
        this.own = own;
        this.started = started;
        this.nanoTime = nanoTime;
        this.report = report;
        this.end = end;
    }

    private static Stream<ComponentConfigurationDTO> configured(ServiceComponentRuntime components) {
        return components.getComponentDescriptionDTOs().stream()
                .flatMap(description -> components.getComponentConfigurationDTOs(description).stream());
    }

    /** The Glance files are looked at by the same thread. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bind(OsloConfiguration configuration) {
        glance = configuration;
    }

    void unbind(OsloConfiguration configuration) {
        if (glance == configuration) {
            glance = null;
        }
    }

    @Deactivate
    void close() throws InterruptedException {
        end.run();
        thread.shutdownNow();
        if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
            LOG.warn("a look at the server's files has not ended within 10 seconds");
        }
    }

    private void lookAgain() {
        try {
            look();
        } catch (IOException | RuntimeException e) {
            LOG.error("the server's files could not be checked", e);
        }
        if (!thread.isShutdown()) {
            boolean soon = told == null || asked != 0;
            thread.schedule(this::lookAgain, soon ? SOON_MILLISECONDS : LATER_MILLISECONDS, TimeUnit.MILLISECONDS);
        }
    }

    /** One look, by one thread at a time. */
    void look() throws IOException {
        Optional<String> question = told == null ? Optional.empty() : report.question();
        OsloConfiguration configuration = glance;
        boolean atRest = configuration == null || configuration.look(question.isPresent());
        if (told == null && !started.getAsBoolean()) {
            return;
        }
        long now = nanoTime.getAsLong();
        if (told != null && question.isEmpty() && now - last < PAUSE_NANOS) {
            return;
        }
        last = now;
        atRest &= lookAtOwn(question.isPresent());
        tell();
        if (question.isEmpty()) {
            asked = 0;
            calm = 0;
        } else {
            asked = asked == 0 ? now : asked;
            calm = atRest ? calm + 1 : 0;
            if (calm >= CALM || now - asked > LONGEST_NANOS) {
                report.answer(question.get());
                asked = 0;
                calm = 0;
            }
        }
    }

    /** Whether all of them are taken, when that is asked. What goes wrong here keeps nobody from starting the server. */
    private boolean lookAtOwn(boolean ask) {
        try {
            if (own.isPresent()) {
                own.get().look();
                return !ask || own.get().areTaken();
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("the server's own files could not be looked at", e);
        }
        return true;
    }

    private void tell() {
        List<Refusal> now = refused.get();
        List<Refusal> before = told == null ? List.of() : told;
        now.stream()
                .filter(refusal -> !before.contains(refusal))
                .forEach(refusal -> LOG.error(
                        refusal.kept()
                                ? "{} (what was in force before stays until it is mended)"
                                : "{} (what that file is for is out of service until it is mended)",
                        refusal.text()));
        if (now.isEmpty() && !before.isEmpty()) {
            LOG.info("The server's files can all be used again");
        }
        told = now;
        report.write(now, own.map(OwnFiles::warnings).orElse(List.of()));
    }
}
