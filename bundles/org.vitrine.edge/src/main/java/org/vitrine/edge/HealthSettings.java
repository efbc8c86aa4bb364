package org.vitrine.edge;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vitrine.spi.driver.CommaList;

/**
 * The keys of {@link HealthConfig}, checked.
 *
 * @param backends each says whether it is healthy, on the port that was asked
 */
record HealthSettings(List<Backend> backends, boolean detailed, List<AddressRange> sources, boolean refuseProxied) {
    private static final String BY_FILE = "disable_by_file";
    private static final String BY_PORT = "disable_by_files_ports";
    private static final String BY_PRESENCE = "enable_by_files";

    /** Decides whether requests should come here. Looks at files each time (op:HEALTH-7). */
    @FunctionalInterface
    interface Backend {
        Finding check(int port);
    }

    /**
     * What a backend found.
     *
     * @param by the backend
     */
    record Finding(boolean healthy, String reason, String details, String by) {}

    static HealthSettings of(HealthConfig config) {
        List<String> names = CommaList.items(config.backends());
        if (names.contains(BY_FILE) && names.contains(BY_PRESENCE)) {
            throw new IllegalArgumentException("backends: " + BY_FILE + " and " + BY_PRESENCE + " exclude each other");
        }
        List<Backend> backends = new ArrayList<>();
        for (String name : names) {
            backends.add(
                    switch (name) {
                        case BY_FILE ->
                            absence(name, config.disable_by_file_path().strip());
                        case BY_PORT -> absences(name, paths(config.disable_by_file_paths()));
                        case BY_PRESENCE -> presence(name, CommaList.items(config.enable_by_file_paths()));
                        default -> throw new IllegalArgumentException("backends: " + name + " is unknown");
                    });
        }
        return new HealthSettings(
                List.copyOf(backends),
                config.detailed(),
                CommaList.items(config.allowed_source_ranges()).stream()
                        .map(AddressRange::parse)
                        .toList(),
                config.ignore_proxied_requests());
    }

    private static Map<Integer, Path> paths(String text) {
        Map<Integer, Path> paths = new LinkedHashMap<>();
        for (String item : CommaList.items(text)) {
            String[] parts = item.split(":", 2);
            if (parts.length != 2 || !parts[0].matches("\\d{1,5}")) {
                throw new IllegalArgumentException("disable.by.file.paths: " + item + " is not port:path");
            }
            paths.put(Integer.valueOf(parts[0]), Path.of(parts[1]));
        }
        return paths;
    }

    private static Backend absence(String by, String file) {
        return file.isEmpty()
                ? port -> new Finding(true, "OK", "No path is configured", by)
                : absence(by, Path.of(file));
    }

    private static Backend absence(String by, Path file) {
        return port -> Files.exists(file)
                ? new Finding(false, "DISABLED BY FILE", "Path '" + file + "' was found", by)
                : new Finding(true, "OK", "Path '" + file + "' was not found", by);
    }

    private static Backend absences(String by, Map<Integer, Path> files) {
        return port -> files.containsKey(port)
                ? absence(by, files.get(port)).check(port)
                : new Finding(true, "OK", "No path is configured for port " + port, by);
    }

    private static Backend presence(String by, List<String> files) {
        return port -> {
            for (String file : files) {
                if (!Files.exists(Path.of(file))) {
                    return new Finding(false, "FILE PATH MISSING", "Path '" + file + "' was not found", by);
                }
            }
            return new Finding(true, "OK", "", by);
        };
    }
}
