package org.vitrine.config.oslo;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.service.component.ComponentException;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

public class FileCheckTest {
    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private final List<ComponentConfigurationDTO> components = new ArrayList<>();
    private final RefusedFiles refused = new RefusedFiles(components::stream);
    private Path report;
    private FileCheck check;
    private boolean started;

    @Before
    public void begin() {
        report = folder.getRoot().toPath().resolve("server/refused");
        check = new FileCheck(refused, () -> started, new CheckConfig() {
            @Override
            public Class<? extends Annotation> annotationType() {
                return CheckConfig.class;
            }

            @Override
            public String report_file() {
                return report.toString();
            }
        });
    }

    @After
    public void end() throws InterruptedException {
        check.close();
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.write(folder.getRoot().toPath().resolve(name), List.of(lines));
    }

    private ComponentConfigurationDTO component(int state, Map<String, Object> properties, Throwable failure) {
        var component = new ComponentConfigurationDTO();
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

    private ComponentConfigurationDTO failed(Path file, String key, String value, Throwable failure) {
        return component(
                ComponentConfigurationDTO.FAILED_ACTIVATION,
                Map.of("felix.fileinstall.filename", file.toUri().toString(), key, value),
                failure);
    }

    @Test
    public void namesFileAndLineOfAValueThatAComponentRefuses() throws IOException {
        Path file = file("org.example.cfg", "# sizes", "other = 1", "some.key=no", "some.key = never");
        failed(
                file,
                "some.key",
                "never",
                new ComponentException("no", new IllegalArgumentException("some.key: 'never'")));
        assertEquals(List.of("org.example.cfg:4: some.key: 'never'"), refused.get());
    }

    @Test
    public void namesTheKeyWhoseValueIsNoNumber() throws IOException {
        Path file = file("org.example.cfg", "size.cap = lots");
        failed(
                file,
                "size.cap",
                "lots",
                new ComponentException("java.lang.NumberFormatException: For input string: \"lots\""));
        assertEquals(List.of("org.example.cfg:1: size.cap: 'lots' is no number that it can be"), refused.get());
    }

    @Test
    public void saysWhyWhereNoKeyIsNamed() throws IOException {
        failed(file("org.example.cfg", "a = b"), "a", "b", new IllegalArgumentException("Neither is set"));
        assertEquals(List.of("org.example.cfg: Neither is set"), refused.get());
    }

    @Test
    public void leavesAloneWhatIsNoFilesFault() throws IOException {
        Path file = file("org.example.cfg", "some.key = never");
        IllegalArgumentException nonsense = new IllegalArgumentException("some.key");
        failed(file, "some.key", "never", new IllegalStateException("the database is away"));
        component(ComponentConfigurationDTO.FAILED_ACTIVATION, Map.of("some.key", "never"), nonsense);
        component(
                ComponentConfigurationDTO.ACTIVE,
                Map.of("felix.fileinstall.filename", file.toUri().toString()),
                nonsense);
        assertEquals(List.of(), refused.get());
    }

    @Test
    public void reportsOnceAllHasStartedAndWheneverThatChanges() throws IOException {
        check.look();
        assertFalse("nobody knows yet", Files.exists(report));
        started = true;
        check.look();
        assertEquals("nothing is wrong", List.of(), Files.readAllLines(report));
        failed(file("org.example.cfg", "a = b"), "a", "b", new IllegalArgumentException("a: must be c"));
        check.look();
        assertEquals(List.of("org.example.cfg:1: a: must be c"), Files.readAllLines(report));
        components.clear();
        check.look();
        assertEquals(List.of(), Files.readAllLines(report));
    }
}
