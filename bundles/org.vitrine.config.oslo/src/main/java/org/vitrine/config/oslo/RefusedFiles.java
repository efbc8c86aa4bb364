package org.vitrine.config.oslo;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

/**
 * Which {@code .cfg} files the components that they are for refuse, and why: by the exceptions out of constructors, which
 * is where a component says that its configuration is nonsense.
 */
final class RefusedFiles implements Supplier<List<String>> {
    private static final String FILE = "felix.fileinstall.filename";
    /** What says that a configuration is wrong; anything else is not the file's fault. */
    private static final Pattern REFUSAL = Pattern.compile("^(?:Caused by: )?"
            + "(?:org\\.osgi\\.service\\.component\\.ComponentException: )?"
            + "(?:java\\.lang\\.IllegalArgumentException|java\\.lang\\.(NumberFormatException)"
            + "|java\\.nio\\.file\\.InvalidPathException): (.*)$");

    private static final Pattern QUOTED = Pattern.compile("\"(.*)\"");
    private static final Pattern FIRST_WORD = Pattern.compile("^([A-Za-z0-9_.]+)");

    private final Supplier<Stream<ComponentConfigurationDTO>> components;

    RefusedFiles(ServiceComponentRuntime runtime) {
        this(() -> runtime.getComponentDescriptionDTOs().stream()
                .flatMap(description -> runtime.getComponentConfigurationDTOs(description).stream()));
    }

    RefusedFiles(Supplier<Stream<ComponentConfigurationDTO>> components) {
        this.components = components;
    }

    /** A line for each: the file, the number of the line that has the key if it is known, and the reason. */
    @Override
    public List<String> get() {
        var refused = new TreeSet<String>();
        components
                .get()
                .filter(component -> component.state == ComponentConfigurationDTO.FAILED_ACTIVATION)
                .forEach(component -> line(component).ifPresent(refused::add));
        return List.copyOf(refused);
    }

    private static Optional<String> line(ComponentConfigurationDTO component) {
        if (component.failure == null || !(component.properties.get(FILE) instanceof String name)) {
            return Optional.empty();
        }
        Path file = Path.of(URI.create(name));
        return component
                .failure
                .lines()
                .map(REFUSAL::matcher)
                .filter(Matcher::matches)
                .findFirst()
                .map(refusal ->
                        refusal.group(1) == null ? refusal.group(2) : noNumber(component.properties, refusal.group(2)))
                .map(reason -> file.getFileName() + place(file, reason) + ": " + reason);
    }

    /** Java names the value that is no number, and not the key. */
    private static String noNumber(Map<String, Object> properties, String message) {
        Matcher quoted = QUOTED.matcher(message);
        if (!quoted.find()) {
            return message;
        }
        String value = quoted.group(1);
        return properties.entrySet().stream()
                .filter(entry -> entry.getValue().toString().strip().equals(value))
                .map(Map.Entry::getKey)
                .min(String::compareTo)
                .map(key -> key + ": '" + value + "' is no number that it can be")
                .orElse(message);
    }

    private static String place(Path file, String reason) {
        Matcher key = FIRST_WORD.matcher(reason);
        if (!key.find()) {
            return "";
        }
        Pattern assignment = Pattern.compile("\\s*" + Pattern.quote(key.group(1)) + "\\s*[=:].*");
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
            for (int i = lines.size() - 1; i >= 0; i--) {
                if (assignment.matcher(lines.get(i)).matches()) {
                    return ":" + (i + 1);
                }
            }
            return "";
        } catch (IOException e) {
            // Changed or gone since: the reason is told without a place.
            return "";
        }
    }
}
