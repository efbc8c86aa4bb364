package org.vitrine.core.importing;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.vitrine.core.TestCore;
import org.vitrine.core.data.TestDisks;
import org.vitrine.core.images.Settings;
import org.vitrine.core.tasks.TaskCreation;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.domain.image.Viewer;
import org.vitrine.domain.json.JsonObject;
import org.vitrine.domain.task.Task;
import org.vitrine.domain.task.TaskStatus;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.importing.ImageChanges;
import org.vitrine.spi.importing.ImportContext;
import org.vitrine.spi.importing.ImportMethod;
import org.vitrine.spi.importing.ImportSource;
import org.vitrine.spi.importing.MetadataPlugin;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;

/** Tasks of the type {@code import}: what becomes of the image that they make, by what its data is. */
public class TaskImportTest {
    private static final RequestContext ADMIN = Callers.admin("p1");

    private final TestCore core = new TestCore(Map.of(), "main");
    private final TestImports imports = new TestImports(core);
    private final TaskCreation creation =
            new TaskCreation(core.plugins.repository, core.plugins.executor, core.authorizer, imports.jobs.jobs);
    private final List<String> passed = new ArrayList<>();
    private byte[] data = TestDisks.random();

    /** In the place of the one that asks the web. */
    private final class Method implements ImportMethod {
        private final Drain drain = new Drain();

        @Override
        public ImportSource open(ImportContext context) {
            return ImportSource.of(new ByteArrayInputStream(data), OptionalLong.of(data.length));
        }

        @Override
        public Drain drain() {
            return drain;
        }
    }

    private final class Passage implements MetadataPlugin {
        private final Drain drain = new Drain();
        private final String name;

        Passage(String name) {
            this.name = name;
        }

        @Override
        public ImageChanges apply(ImportContext context) {
            passed.add(name + (context.caller().admin() ? " of an admin" : ""));
            return ImageChanges.NONE;
        }

        @Override
        public Drain drain() {
            return drain;
        }
    }

    @Before
    public void open() {
        core.plugins.bind("web-download", new Method());
    }

    @After
    public void close() {
        imports.close();
        core.close();
    }

    private Task run(Map<String, Object> properties) {
        JsonObject input = new JsonObject(Map.of(
                "import_from", "http://x/y", "import_from_format", "", "image_properties", new HashMap<>(properties)));
        Task task = creation.create(ADMIN, "import", input);
        imports.runAll();
        return core.records.tasks().find(task.id()).orElseThrow();
    }

    private Image imported(Map<String, Object> properties) {
        Task task = run(properties);
        assertEquals(task.message(), TaskStatus.SUCCESS, task.status());
        return core.image(task.result().text("image_id").orElseThrow());
    }

    private Image imported(String diskFormat, String containerFormat, byte[] bytes) {
        data = bytes;
        Image image = imported(Map.of("disk_format", diskFormat, "container_format", containerFormat));
        assertEquals(ImageStatus.ACTIVE, image.status());
        assertEquals(Long.valueOf(bytes.length), image.size());
        return image;
    }

    private void assertFails(String reason, Map<String, Object> properties) {
        Task task = run(properties);
        assertEquals(TaskStatus.FAILURE, task.status());
        assertTrue(task.message(), task.message().contains(reason));
        String id = TaskJob.imageId(task.id());
        assertTrue(core.records.images().find(id, Viewer.SERVER).isEmpty());
        assertTrue(core.memory.get("main").names().isEmpty());
        assertEquals(List.of(), core.staging.imports());
    }

    private static void assertIs(String format, Long virtualSize, Image image) {
        assertEquals(format, image.diskFormat());
        assertEquals(virtualSize, image.virtualSize());
    }

    @Test
    @Covers({"op:TASK-11", "TASK-21"})
    public void theImageIsOfTheFormatThatItsDataIs() {
        Long length = (long) TestDisks.LENGTH;
        assertIs("qcow2", TestDisks.DISK, imported("qcow2", "bare", TestDisks.qcow2(0)));
        assertIs("qcow2", TestDisks.DISK, imported("raw", "bare", TestDisks.qcow2(0)));
        assertIs("qcow2", TestDisks.DISK, imported("ami", "bare", TestDisks.qcow2(0)));
        assertIs("raw", length, imported("vmdk", "bare", TestDisks.random()));
        assertIs("iso", 204_800L, imported("raw", "bare", TestDisks.disc()));
        assertIs("raw", length, imported("qcow2", "bare", TestDisks.bootable(TestDisks.random())));
        assertIs("ami", null, imported("ami", "bare", TestDisks.random()));
        data = TestDisks.random();
        assertIs("raw", length, imported(Map.of()));
        assertIs("raw", length, imported(Map.of("container_format", "bare")));
    }

    @Test
    @Covers("op:TASK-11")
    public void whatIsInAContainerIsBelieved() {
        assertIs("vmdk", null, imported("vmdk", "docker", TestDisks.random()));
        assertIs("vmdk", null, imported("vmdk", "ovf", TestDisks.qcow2(0)));
        assertIs("qcow2", TestDisks.DISK, imported("qcow2", "ovf", TestDisks.qcow2(0)));
        assertIs("raw", null, imported("raw", "docker", TestDisks.random()));
    }

    @Test
    @Covers({"op:TASK-11", "op:TASK-13"})
    public void unsafeDataIsRefusedInAnyContainer() {
        data = TestDisks.qcow2(600);
        for (String container : List.of("bare", "ovf", "docker")) {
            assertFails("backing file", Map.of("disk_format", "raw", "container_format", container));
        }
        Settings.change(core.settings, Map.of("disk_formats", new String[] {"raw", "vmdk"}));
        data = TestDisks.qcow2(0);
        assertFails("no disk format of this server", Map.of("disk_format", "raw", "container_format", "bare"));
    }

    @Test
    @Covers("op:FMT-10")
    public void whereFormatsMustMatchTheyMust() {
        Settings.change(core.settings, Map.of("require_image_format_match", true));
        data = TestDisks.qcow2(0);
        assertFails("not vmdk", Map.of("disk_format", "vmdk", "container_format", "bare"));
        assertIs("qcow2", TestDisks.DISK, imported("qcow2", "bare", TestDisks.qcow2(0)));
    }

    @Test
    @Covers({"op:TASK-8", "op:TASK-11", "op:TASK-12"})
    public void theFlowHasPluginsOfItsOwn() {
        for (String name : List.of("ovf_process", "convert", "no_op")) {
            core.plugins.bind(name, new Passage(name));
        }
        imports.plugins("no_op");
        imported(Map.of());
        assertEquals(List.of(), passed);
        imports.taskPlugins("ovf_process", "convert");
        imported(Map.of());
        assertEquals(List.of("ovf_process of an admin", "convert of an admin"), passed);
        imports.taskPlugins("missing");
        assertNull(run(Map.of()).result());
    }

    @Test
    @Covers("op:TASK-11")
    public void aContainerIsNeeded() {
        assertFails("'container_format' needs to be set", Map.of("disk_format", "raw"));
    }
}
