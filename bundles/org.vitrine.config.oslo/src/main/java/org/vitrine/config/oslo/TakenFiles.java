package org.vitrine.config.oslo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.vitrine.config.oslo.check.CfgFile;

/**
 * Which {@code .cfg} files have changed, and whether what they say now has got to the components: File Install reads a file
 * when it has been still for a second or two, and tells nobody.
 */
final class TakenFiles {
    /** After that a file has been read, also if its values are written so that nobody else can tell. */
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Path directory;
    private final ConfigurationAdmin admin;
    private final ShippedKeys references;
    private final Supplier<Stream<ComponentConfigurationDTO>> components;
    private final Supplier<Set<String>> pids;
    private final LongSupplier nanoTime;
    private final Map<Path, Long> open = new HashMap<>();
    private Map<Path, String> seen;

    /**
     * Watches a directory.
     *
     * @param references what {@code ${...}} in files stands for
     * @param components the components' configurations as they are
     * @param pids those that components have
     */
    TakenFiles(
            Path directory,
            ConfigurationAdmin admin,
            ShippedKeys references,
            Supplier<Stream<ComponentConfigurationDTO>> components,
            Supplier<Set<String>> pids,
            LongSupplier nanoTime) {
        this.directory = directory;
        this.admin = admin;
        this.references = references;
        this.components = components;
        this.pids = pids;
        this.nanoTime = nanoTime;
    }

    /** Looks at the directory: what has changed since the last look, and all there is at the first one. */
    Set<Path> changed() {
        Map<Path, String> now =
                new HashMap<>(DirectoryState.of(directory, Set.of()).files());
        now.keySet().removeIf(file -> !file.toString().endsWith(".cfg"));
        Set<Path> changed = new TreeSet<>(now.keySet());
        if (seen != null) {
            changed.addAll(seen.keySet());
            changed.removeIf(file -> Objects.equals(now.get(file), seen.get(file)));
            changed.forEach(file -> open.put(file, nanoTime.getAsLong()));
        }
        seen = now;
        return changed;
    }

    /** Whether all that has changed is in force, or refused. */
    boolean all() throws IOException {
        open.values().removeIf(since -> nanoTime.getAsLong() - since > LONGEST_NANOS);
        if (open.isEmpty()) {
            return true;
        }
        Map<Path, Map<String, Object>> configurations = configurations();
        List<ComponentConfigurationDTO> now = components.get().toList();
        Set<String> known = pids.get();
        for (Path file : List.copyOf(open.keySet())) {
            if (isTaken(file, configurations.get(file), now, known)) {
                open.remove(file);
            }
        }
        return open.isEmpty();
    }

    private Map<Path, Map<String, Object>> configurations() throws IOException {
        try {
            Map<Path, Map<String, Object>> byFile = new HashMap<>();
            Configuration[] all = admin.listConfigurations(null);
            for (Configuration configuration : all == null ? new Configuration[0] : all) {
                Dictionary<String, Object> properties = configuration.getProperties();
                if (properties != null && properties.get(CfgFile.NAMED_BY) instanceof String file) {
                    Map<String, Object> copy = new HashMap<>();
                    Collections.list(properties.keys()).forEach(key -> copy.put(key, properties.get(key)));
                    copy.keySet().removeIf(key -> key.startsWith("service."));
                    byFile.put(Path.of(URI.create(file)), copy);
                }
            }
            return byFile;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isTaken(
            Path file, Map<String, Object> configuration, List<ComponentConfigurationDTO> now, Set<String> known) {
        if (!Files.exists(file)) {
            return configuration == null;
        }
        if (configuration == null || !saysTheSame(file, configuration)) {
            return false;
        }
        List<ComponentConfigurationDTO> its = now.stream()
                .filter(component ->
                        configuration.get(CfgFile.NAMED_BY).equals(component.properties.get(CfgFile.NAMED_BY)))
                .toList();
        if (its.isEmpty()) {
            return !known.contains(EtcFiles.pid(file.getFileName().toString()).replaceFirst("~.*", ""));
        }
        // One that is satisfied and no more may be on its way to be active, and refuse yet.
        return its.stream()
                .allMatch(component -> component.state != ComponentConfigurationDTO.SATISFIED
                        && configuration.entrySet().stream()
                                .allMatch(key ->
                                        Objects.deepEquals(key.getValue(), component.properties.get(key.getKey()))));
    }

    private boolean saysTheSame(Path file, Map<String, Object> configuration) {
        try {
            Map<String, String> keys = new HashMap<>();
            CfgFile.settings(file).forEach(setting -> keys.put(setting.key(), setting.value()));
            List<String> others = new ArrayList<>(configuration.keySet());
            others.remove(CfgFile.NAMED_BY);
            return keys.size() == others.size()
                    && keys.entrySet().stream().allMatch(key -> same(key.getValue(), configuration.get(key.getKey())));
        } catch (IOException e) {
            // Gone in this moment: the next look tells.
            return false;
        }
    }

    private boolean same(String written, Object taken) {
        if (!(taken instanceof String)) {
            return false;
        }
        String text = references.replaced(written);
        return text.equals(taken.toString().strip()) || text.length() > 1 && text.equals("\"" + taken + "\"");
    }
}
