package org.vitrine.config.oslo.check;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.service.component.ComponentException;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;

public class RefusedFilesTest {
    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private final List<ComponentConfigurationDTO> components = new ArrayList<>();
    private final RefusedChanges changes = new RefusedChanges(null);
    private final RefusedFiles refused = new RefusedFiles(components::stream, changes);

    private Path file(String name, String... lines) throws IOException {
        return Files.write(folder.getRoot().toPath().resolve(name), List.of(lines));
    }

    private ComponentConfigurationDTO component(int state, Map<String, Object> properties, Throwable failure) {
        var component = new ComponentConfigurationDTO();
        component.id = components.size();
        component.state = state;
        component.properties = new HashMap<>(properties);
        if (failure != null) {
            component.failure = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                    .map(cause -> cause + "\n\tat org.example.Component.activate(Component.java:7)\n")
                    .collect(Collectors.joining("Caused by: "));
        }
        components.add(component);
        return component;
    }

    private void failed(Path file, String key, String value, Throwable failure) {
        component(ComponentConfigurationDTO.FAILED_ACTIVATION, properties(file, key, value), failure);
    }

    private static Map<String, Object> properties(Path file, String key, String value) {
        return Map.of("felix.fileinstall.filename", file.toUri().toString(), key, value);
    }

    private static LogEntry entry(LogLevel level, String message, Throwable exception) {
        return (LogEntry) Proxy.newProxyInstance(
                LogEntry.class.getClassLoader(),
                new Class<?>[] {LogEntry.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "getLogLevel" -> level;
                    case "getMessage" -> message;
                    case "getException" -> exception;
                    default -> throw new AssertionError(method);
                });
    }

    private static LogEntry refusal(long id, Throwable reason) {
        return entry(
                LogLevel.ERROR,
                "bundle org.example:1.0.0.SNAPSHOT (86)[org.example.Component(" + id
                        + ")] : The modified method has thrown an exception",
                reason);
    }

    private static List<Refusal> outOfService(String text) {
        return List.of(new Refusal(text, false));
    }

    @Test
    public void namesFileAndLineOfAValueThatAComponentRefuses() throws IOException {
        Path file = file("org.example.cfg", "# sizes", "other = 1", "some.key=no", "some.key = never");
        failed(
                file,
                "some.key",
                "never",
                new ComponentException("no", new IllegalArgumentException("some.key: 'never'")));
        assertEquals(outOfService("org.example.cfg:4: some.key: 'never'"), refused.get());
    }

    @Test
    public void namesTheKeyWhoseValueIsNoNumber() throws IOException {
        Path file = file("org.example.cfg", "size.cap = lots");
        failed(
                file,
                "size.cap",
                "lots",
                new ComponentException("java.lang.NumberFormatException: For input string: \"lots\""));
        assertEquals(outOfService("org.example.cfg:1: size.cap: 'lots' is no number that it can be"), refused.get());
    }

    @Test
    public void saysWhyWhereNoKeyIsNamed() throws IOException {
        failed(file("org.example.cfg", "a = b"), "a", "b", new IllegalArgumentException("Neither is set"));
        assertEquals(outOfService("org.example.cfg: Neither is set"), refused.get());
    }

    @Test
    public void leavesAloneWhatIsNoFilesFault() throws IOException {
        Path file = file("org.example.cfg", "some.key = never");
        IllegalArgumentException nonsense = new IllegalArgumentException("some.key");
        failed(file, "some.key", "never", new IllegalStateException("the database is away"));
        component(ComponentConfigurationDTO.FAILED_ACTIVATION, Map.of("some.key", "never"), nonsense);
        component(ComponentConfigurationDTO.ACTIVE, properties(file, "some.key", "never"), nonsense);
        assertEquals(List.of(), refused.get());
    }

    @Test
    public void tellsOfAChangeThatARunningComponentRefusesUntilItIsMended() throws IOException {
        Path file = file("org.example.cfg", "a = b", "size.cap = 0");
        ComponentConfigurationDTO component =
                component(ComponentConfigurationDTO.ACTIVE, properties(file, "size.cap", "0"), null);
        changes.logged(refusal(component.id, new IllegalArgumentException("size.cap must be 1 or more")));
        List<Refusal> kept = List.of(new Refusal("org.example.cfg:2: size.cap must be 1 or more", true));
        assertEquals(kept, refused.get());
        assertEquals("it stays so", kept, refused.get());

        component.properties = new HashMap<>(properties(file, "size.cap", "lots"));
        changes.logged(refusal(
                component.id, new ComponentException("java.lang.NumberFormatException: For input string: \"lots\"")));
        assertEquals(
                List.of(new Refusal("org.example.cfg:2: size.cap: 'lots' is no number that it can be", true)),
                refused.get());

        component.properties = new HashMap<>(properties(file, "size.cap", "7"));
        assertEquals(List.of(), refused.get());
        assertEquals(List.of(), refused.get());
    }

    @Test
    public void otherLinesOfTheLogAreNoRefusals() throws IOException {
        Path file = file("org.example.cfg", "a = b");
        component(ComponentConfigurationDTO.ACTIVE, properties(file, "a", "b"), null);
        IllegalArgumentException reason = new IllegalArgumentException("a");
        changes.logged(entry(LogLevel.WARN, refusal(0, reason).getMessage(), reason));
        changes.logged(entry(LogLevel.ERROR, refusal(0, reason).getMessage(), null));
        changes.logged(entry(LogLevel.ERROR, null, reason));
        changes.logged(entry(LogLevel.ERROR, "[a(0)] : The deactivate method has thrown an exception", reason));
        changes.logged(refusal(7, reason));
        changes.logged(refusal(0, new IllegalStateException("the database is away")));
        assertEquals(List.of(), refused.get());
    }
}
