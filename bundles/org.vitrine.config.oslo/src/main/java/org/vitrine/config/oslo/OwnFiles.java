package org.vitrine.config.oslo;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.config.oslo.check.UnknownSettings;

/** The {@code .cfg} files for components of this product: what of them nobody knows, and whether changes have got there. */
final class OwnFiles {
    private static final Logger LOG = LoggerFactory.getLogger(OwnFiles.class);
    private static final String OURS = "org.vitrine.";

    private final EtcFiles etc;
    private final TakenFiles taken;
    private final UnknownSettings unknown;
    private final IntSupplier bundles;
    private final Map<Path, List<String>> warnings = new TreeMap<>();
    private int seenBundles;

    /**
     * Those of a directory.
     *
     * @param bundles a number that changes when bundles do
     */
    OwnFiles(EtcFiles etc, TakenFiles taken, UnknownSettings unknown, IntSupplier bundles) {
        this.etc = etc;
        this.taken = taken;
        this.unknown = unknown;
        this.bundles = bundles;
    }

    /** Those of a running server; none outside of Karaf. */
    static Optional<OwnFiles> of(
            ServiceComponentRuntime components,
            Supplier<Stream<ComponentConfigurationDTO>> configured,
            ConfigurationAdmin admin,
            BundleContext context) {
        return Optional.ofNullable(context.getProperty("karaf.etc")).map(directory -> {
            Path etc = Path.of(directory).toAbsolutePath();
            return new OwnFiles(
                    new EtcFiles(etc),
                    new TakenFiles(
                            etc,
                            admin,
                            new ShippedKeys(name -> Optional.ofNullable(context.getProperty(name))),
                            configured,
                            new InstalledComponents(components)::pids,
                            System::nanoTime),
                    new UnknownSettings(
                            () -> Arrays.stream(context.getBundles()), components::getComponentDescriptionDTOs),
                    () -> state(context.getBundles()));
        });
    }

    private static int state(Bundle[] bundles) {
        return Arrays.stream(bundles)
                .map(bundle -> List.of(bundle.getBundleId(), bundle.getLastModified(), bundle.getState()))
                .toList()
                .hashCode();
    }

    /** Warns of what is new since the last look: once for each change of a file. */
    void look() {
        Set<Path> changed = taken.changed();
        int nowBundles = bundles.getAsInt();
        if (changed.isEmpty() && nowBundles == seenBundles) {
            return;
        }
        unknown.refresh();
        Map<Path, List<String>> before = new TreeMap<>(warnings);
        before.keySet().removeAll(changed);
        boolean all = nowBundles != seenBundles;
        seenBundles = nowBundles;
        Map<String, Path> files = etc.byPid();
        warnings.keySet().retainAll(files.values());
        files.forEach((pid, file) -> {
            if (pid.startsWith(OURS) && (all || changed.contains(file))) {
                List<String> lines = lines(file, pid);
                lines.stream()
                        .filter(line -> !before.getOrDefault(file, List.of()).contains(line))
                        .forEach(line -> LOG.warn("{}; it has no effect", line));
                warnings.put(file, lines);
            }
        });
    }

    private List<String> lines(Path file, String pid) {
        if (!file.toString().endsWith(".cfg")) {
            return List.of();
        }
        try {
            return etc.isOperators(file) ? unknown.in(file, pid) : List.of();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | IllegalArgumentException e) {
            LOG.debug("{} cannot be read", file, e);
            return List.of();
        }
    }

    /** The warnings of all files as of the last look. */
    List<String> warnings() {
        List<String> all = new ArrayList<>();
        warnings.values().forEach(all::addAll);
        return all;
    }

    /** Whether all changes of files until the last look are in force, or refused. */
    boolean areTaken() throws IOException {
        return taken.all();
    }
}
