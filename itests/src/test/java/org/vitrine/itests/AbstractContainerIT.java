package org.vitrine.itests;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.vmOption;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.replaceConfigurationFile;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.inject.Inject;
import org.junit.Before;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.ProbeBuilder;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.vitrine.spi.testkit.server.FreePorts;

/**
 * A test that runs inside the container of the built archive. The container is complete and the API answers when a test
 * begins, if only that it wants to know who asks.
 */
public abstract class AbstractContainerIT {
    private static final String PORT = "vitrine.itest.port";
    private static final String STARTED = "org.apache.karaf.features.BootFinished";
    private static final long START_SECONDS = 180;

    @Inject
    protected BundleContext bundles;

    /** The archive as it was built, on free ports. */
    @Configuration
    public Option[] container() throws IOException, InterruptedException {
        return container(FreePorts.take());
    }

    /** The same, its API on that port. */
    protected static Option[] container(int apiPort) throws IOException {
        String port = Integer.toString(apiPort);
        return options(
                karafDistributionConfiguration()
                        .frameworkUrl(new File(System.getProperty("vitrine.archive"))
                                .toURI()
                                .toString())
                        .name("vitrine")
                        .karafVersion(System.getProperty("karaf.version"))
                        .unpackDirectory(new File("target/exam"))
                        .useDeployFolder(false)
                        .runEmbedded(false),
                keepRuntimeFolder(),
                configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
                editConfigurationFilePut("etc/org.apache.felix.http.cfg", "org.osgi.service.http.port", port),
                editConfigurationFilePut(
                        "etc/org.apache.karaf.shell.cfg", "sshPort", Integer.toString(FreePorts.take())),
                // Where Pax Exam's own bundles lie: the server itself asks its system directory alone.
                editConfigurationFilePut(
                        "etc/org.ops4j.pax.url.mvn.cfg",
                        "org.ops4j.pax.url.mvn.defaultRepositories",
                        "file:${karaf.home}/system@id=system@snapshots, file:"
                                + new File("target/exam-repository").getAbsolutePath() + "@id=exam"),
                // Requests wait for the successor of a driver however long this machine takes to start one.
                editConfigurationFilePut("etc/org.vitrine.core.plugins.cfg", "swap.grace", "60"),
                systemProperty("pax.exam.service.timeout")
                        .value(Long.toString(TimeUnit.SECONDS.toMillis(START_SECONDS))),
                systemProperty(PORT).value(port),
                systemProperty("vitrine.third.party.store").value(System.getProperty("vitrine.third.party.store")),
                systemProperty("vitrine.third.party.plugin").value(System.getProperty("vitrine.third.party.plugin")),
                junitBundles(),
                bundle("file:" + System.getProperty("vitrine.testkit")),
                vmOption("-Xmx512m"),
                vmOption("-XX:TieredStopAtLevel=1"));
    }

    /** Files in etc instead of those that are shipped, by name. */
    protected static List<Option> configurationFiles(Map<String, String> texts) throws IOException {
        List<Option> options = new ArrayList<>();
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Path file = Files.writeString(Files.createTempFile("vitrine-etc", ".cfg"), text.getValue());
            file.toFile().deleteOnExit();
            options.add(replaceConfigurationFile("etc/" + text.getKey(), file.toFile()));
        }
        return options;
    }

    /**
     * The packages of the annotations that make a test are wired when the tests' bundle is resolved. By default they are
     * looked for when the first class is loaded; a framework that is busy then finds none, and Java leaves an annotation
     * without a class out in silence: the class has no tests.
     */
    @ProbeBuilder
    public TestProbeBuilder probe(TestProbeBuilder builder) {
        builder.setHeader(Constants.IMPORT_PACKAGE, "org.junit,org.junit.runner,javax.inject");
        return builder;
    }

    /** @param headers names and values by turns, sent with every request */
    protected final ImageClient client(String... headers) {
        return new ImageClient(URI.create("http://127.0.0.1:" + System.getProperty(PORT)), headers);
    }

    /** Tests may be let in before the last bundles have been started. */
    @Before
    public final void awaitApi() {
        await("the container is complete", START_SECONDS, () -> bundles.getAllServiceReferences(STARTED, null) != null);
        ImageClient client = client();
        await("the API answers", START_SECONDS, () -> {
            try {
                int status = client.send(client.request("/v2/images")).statusCode();
                return status == 200 || status == 401;
            } catch (IOException e) {
                return false;
            }
        });
    }

    /** Asks until the condition holds; what it throws ends the wait. */
    protected static void await(String what, long seconds, Callable<Boolean> condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!holds(condition)) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + seconds + " s: " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static boolean holds(Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    protected final Bundle installed(String symbolicName) {
        return Arrays.stream(bundles.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no bundle " + symbolicName));
    }
}
