package org.vitrine.config.oslo;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.dto.BundleDTO;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.vitrine.config.oslo.check.Refusal;
import org.vitrine.config.oslo.check.UnknownSettings;

public class FileCheckTest {
    private static final String PID = "org.vitrine.core.policy";

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private final FakeConfigurationAdmin admin = new FakeConfigurationAdmin();
    private final FileInstall fileInstall = new FileInstall(admin);
    private final List<ComponentConfigurationDTO> components = new ArrayList<>();
    private final Collection<ComponentDescriptionDTO> descriptions = new ArrayList<>();
    private final List<Refusal> refused = new ArrayList<>();
    private Path etc;
    private Path report;
    private FileCheck check;
    private boolean started = true;
    private long seconds = 1;
    private int bundles;

    @Before
    public void begin() throws IOException {
        etc = folder.newFolder("etc").toPath();
        report = folder.getRoot().toPath().resolve("server/check");
        descriptions.add(description(PID));
        OwnFiles own = new OwnFiles(
                new EtcFiles(etc),
                new TakenFiles(
                        etc,
                        admin,
                        new ShippedKeys(name -> Optional.of("the " + name)),
                        components::stream,
                        () -> Set.of(PID),
                        this::nanoTime),
                new UnknownSettings(Stream::empty, () -> descriptions),
                () -> bundles);
        check = new FileCheck(
                () -> List.copyOf(refused),
                Optional.of(own),
                () -> started,
                this::nanoTime,
                new CheckReport(report.toString()),
                () -> {});
    }

    @After
    public void end() throws InterruptedException {
        check.close();
    }

    private long nanoTime() {
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    private static ComponentDescriptionDTO description(String pid) {
        var description = new ComponentDescriptionDTO();
        description.bundle = new BundleDTO();
        description.bundle.symbolicName = "org.vitrine.core";
        description.configurationPid = new String[] {pid};
        description.properties = Map.of();
        var reference = new ReferenceDTO();
        reference.name = "driver";
        description.references = new ReferenceDTO[] {reference};
        return description;
    }

    private void look() throws IOException {
        seconds += 2;
        check.look();
    }

    private List<String> said() throws IOException {
        return Files.readAllLines(report);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(etc.resolve(name), text);
    }

    /** What the component runtime does when File Install has read a file. */
    private void take(Path file) {
        components.clear();
        var component = new ComponentConfigurationDTO();
        component.state = ComponentConfigurationDTO.ACTIVE;
        component.properties =
                new HashMap<>(admin.properties(EtcFiles.pid(file.getFileName().toString())));
        components.add(component);
    }

    /** Whether the question has been answered after so many looks. */
    private boolean answers(int looks) throws IOException {
        for (int i = 0; i < looks; i++) {
            check.look();
        }
        return !Files.exists(report.resolveSibling("check.asked"));
    }

    @Test
    public void reportsOnceAllHasStartedAndWheneverThatChanges() throws IOException {
        started = false;
        look();
        assertFalse("nobody knows yet", Files.exists(report));
        started = true;
        look();
        assertEquals("nothing is wrong", List.of(), said());
        refused.add(new Refusal("a.cfg:1: a: must be c", false));
        refused.add(new Refusal("b.cfg:1: a: must\nbe c", true));
        look();
        assertEquals(List.of("refused a.cfg:1: a: must be c", "kept b.cfg:1: a: must be c"), said());
        refused.clear();
        look();
        assertEquals(List.of(), said());
    }

    @Test
    public void tellsOfWhatNobodyKnowsUntilItIsGone() throws IOException {
        Path file = write(PID + ".cfg", "# which engine\ndrivr.target = (a=b)\ndriver.target = (a=b)\n");
        look();
        List<String> unknown = List.of("unknown " + PID
                + ".cfg:2: no installed bundle knows the key drivr.target (did you mean driver.target?)");
        assertEquals(unknown, said());
        look();
        assertEquals(unknown, said());
        write("org.vitrine.core.polcy.cfg", "a = b\n");
        Files.writeString(file, "driver.target = (a=c)\n");
        look();
        assertEquals(
                List.of("unknown org.vitrine.core.polcy.cfg: no installed bundle is configured by"
                        + " org.vitrine.core.polcy (did you mean org.vitrine.core.policy.cfg?)"),
                said());
        descriptions.add(description("org.vitrine.core.polcy"));
        bundles++;
        look();
        assertEquals(
                "a bundle came that knows the file, and not its key",
                List.of("unknown org.vitrine.core.polcy.cfg:1: no installed bundle knows the key a"),
                said());
        Files.delete(etc.resolve("org.vitrine.core.polcy.cfg"));
        look();
        assertEquals(List.of(), said());
    }

    @Test
    public void leavesShippedAndOthersFilesAlone() throws IOException {
        Files.copy(Path.of("../../etc/org.vitrine.edge.stop.cfg"), etc.resolve("org.vitrine.edge.stop.cfg"));
        write("org.apache.something.cfg", "a = b\n");
        write("org.vitrine.else.config", "a = \"b\"\n");
        write("org.vitrine.silent.cfg", "# nothing\n");
        look();
        assertEquals(List.of(), said());
    }

    @Test
    public void answersWhenChangesHaveGotToTheComponents() throws IOException {
        look();
        Path file = write(PID + ".cfg", "driver.target = (a=${b})\n");
        Files.writeString(report.resolveSibling("check.asked"), "now\n");
        assertFalse("not read", answers(10));
        fileInstall.read(file);
        admin.getConfiguration(PID)
                .update(new Hashtable<>(Map.of(
                        "driver.target",
                        "(a=the b)",
                        "felix.fileinstall.filename",
                        file.toFile().toURI().toString())));
        assertFalse("not taken", answers(10));
        take(file);
        assertFalse("not yet for sure", answers(3));
        assertTrue(answers(3));
        assertEquals(List.of("read now"), said());

        Files.delete(file);
        Files.writeString(report.resolveSibling("check.asked"), "again");
        assertFalse("not gone", answers(10));
        fileInstall.removed(file);
        assertTrue(answers(6));
        assertEquals(List.of("read again"), said());
    }

    @Test
    public void answersInTheEndWhateverAFileSays() throws IOException {
        look();
        write(PID + ".cfg", "driver.target = \\u00\n");
        Files.writeString(report.resolveSibling("check.asked"), "now");
        assertFalse(answers(10));
        seconds += 6;
        assertTrue(answers(6));
    }
}
