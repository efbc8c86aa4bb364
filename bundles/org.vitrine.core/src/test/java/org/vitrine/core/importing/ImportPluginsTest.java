package org.vitrine.core.importing;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.After;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;
import org.vitrine.core.TestCore;
import org.vitrine.core.data.UploadRequest;
import org.vitrine.core.images.ImageAccess;
import org.vitrine.core.images.ImageProperties;
import org.vitrine.core.images.Settings;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.domain.image.Visibility;
import org.vitrine.domain.json.JsonObject;
import org.vitrine.domain.task.Task;
import org.vitrine.domain.task.TaskStatus;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.importing.FilePlugin;
import org.vitrine.spi.importing.ImageChanges;
import org.vitrine.spi.importing.ImportContext;
import org.vitrine.spi.importing.ImportMethod;
import org.vitrine.spi.importing.ImportPlugin;
import org.vitrine.spi.importing.ImportSource;
import org.vitrine.spi.importing.MetadataPlugin;
import org.vitrine.spi.importing.StreamPlugin;
import org.vitrine.spi.property.PropertyProtection.Action;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;
import org.vitrine.spi.testkit.property.FakeProtection;

/** What methods and plugins of third parties can do to an import, and what they cannot. */
public class ImportPluginsTest {
    private static final RequestContext OWNER = Callers.member("p1");
    private static final byte[] DATA = "some data".getBytes(StandardCharsets.US_ASCII);

    private final TestCore core = new TestCore(Map.of("enabled_import_methods", new String[] {"other"}), "main");
    private final TestImports imports = new TestImports(core);
    private final List<String> seen = new ArrayList<>();
    private OptionalLong announced = OptionalLong.empty();
    private Path working;
    private Runnable atTheEnd = () -> {};

    private final class Method implements ImportMethod {
        private final Drain drain = new Drain();

        @Override
        public void requireForm(JsonObject parameters) {
            if (parameters.text("from").isEmpty()) {
                throw new VitrineException(ErrorKind.INVALID, "from is missing");
            }
        }

        @Override
        public JsonObject accept(RequestContext caller, Image image, JsonObject parameters) {
            return new JsonObject(
                    Map.of("name", "other", "from", parameters.text("from").orElseThrow(), "by", caller.userId()));
        }

        @Override
        public ImportSource open(ImportContext context) {
            seen.add(context.parameters().text("by").orElse("nobody"));
            InputStream data = new ByteArrayInputStream(DATA) {
                @Override
                public int read(byte[] bytes, int offset, int length) {
                    int read = super.read(bytes, offset, length);
                    if (read < 0) {
                        atTheEnd.run();
                    }
                    return read;
                }
            };
            return ImportSource.of(data, announced)
                    .with(ImageChanges.ofProperties(Map.of("origin", "there", "os_glance_import_task", "mine")));
        }

        @Override
        public Drain drain() {
            return drain;
        }
    }

    private abstract static class Plugin implements ImportPlugin {
        private final Drain drain = new Drain();

        @Override
        public Drain drain() {
            return drain;
        }
    }

    private final class Stamp extends Plugin implements MetadataPlugin {
        @Override
        public ImageChanges apply(ImportContext context) {
            seen.add("stamp sees " + context.image().properties().get("origin"));
            return new ImageChanges(
                    Optional.of("vhd"), Optional.empty(), OptionalLong.of(77), Map.of("stamped", "yes"));
        }
    }

    private static final class Upper extends Plugin implements StreamPlugin {
        @Override
        public ImportSource rewrite(ImportContext context, ImportSource data) throws IOException {
            return ImportSource.of(
                    new FilterInputStream(data.open()) {
                        @Override
                        public int read(byte[] target, int offset, int length) throws IOException {
                            int count = super.read(target, offset, length);
                            for (int i = offset; i < offset + count; i++) {
                                target[i] = (byte) Character.toUpperCase(target[i]);
                            }
                            return count;
                        }
                    },
                    OptionalLong.empty());
        }
    }

    private final class Twice extends Plugin implements FilePlugin {
        @Override
        public ImportSource rewrite(ImportContext context, Path data) throws IOException {
            working = context.workingDirectory();
            assertEquals(working, data.getParent());
            Path result = working.resolve("twice");
            byte[] once = Files.readAllBytes(data);
            Files.write(result, once);
            Files.write(result, once, StandardOpenOption.APPEND);
            return ImportSource.of(result);
        }
    }

    @After
    public void close() {
        imports.close();
        core.close();
    }

    private Image imported(String... plugins) {
        core.plugins.bind("other", new Method());
        imports.plugins(plugins);
        Image image = image(ImageStatus.QUEUED);
        start(image);
        imports.runAll();
        return core.image(image.id());
    }

    private Image image(ImageStatus status) {
        Image image = Image.builder(UUID.randomUUID().toString(), ImageAccess.now())
                .owner("p1")
                .diskFormat("raw")
                .containerFormat("bare")
                .visibility(Visibility.COMMUNITY)
                .status(status)
                .build();
        core.records.images().create(image);
        return image;
    }

    private void start(Image image) {
        start(OWNER, image, Map.of("name", "other", "from", "x"));
    }

    private void start(RequestContext caller, Image image, Map<String, Object> method) {
        JsonObject parameters = new JsonObject(method);
        imports.imports.requireEnabled("other");
        imports.imports.start(
                caller,
                image.id(),
                new ImportRequest(
                        new JsonObject(Map.of("method", parameters.values())),
                        "other",
                        parameters,
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    @Covers({"IMP-14", "IMP-16", "IMP-17"})
    public void parametersCountWhenTheImageIsReady() {
        core.plugins.bind("other", new Method());
        RequestContext stranger = Callers.member("p2");
        Map<String, Object> wrong = Map.of("name", "other");
        Image uploading = image(ImageStatus.UPLOADING);
        Image queued = image(ImageStatus.QUEUED);
        assertEquals(ErrorKind.CONFLICT, kindOf(() -> start(OWNER, uploading, wrong)));
        assertEquals(ErrorKind.INVALID, kindOf(() -> start(OWNER, queued, wrong)));
        assertEquals(ErrorKind.INVALID, kindOf(() -> start(stranger, queued, wrong)));
        assertEquals(ErrorKind.FORBIDDEN, kindOf(() -> start(stranger, queued, Map.of("name", "other", "from", "x"))));
        assertEquals(List.of(), imports.executor.submitted());
    }

    private static ErrorKind kindOf(ThrowingRunnable work) {
        return assertThrows(VitrineException.class, work).kind();
    }

    private byte[] stored(Image image) {
        return core.memory.get("main").bytes(new BlobName(image.id())).orElseThrow();
    }

    private Task lastTask() {
        List<String> submitted = imports.executor.submitted();
        return core.records.tasks().find(submitted.get(submitted.size() - 1)).orElseThrow();
    }

    /** As of a server that ended, or an executor that was replaced, in the middle. */
    @Test
    @Covers("op:TASK-17")
    public void filesOfAnInterruptedAttemptAreNotInTheWay() throws Exception {
        core.plugins.bind("other", new Method());
        core.plugins.bind("twice", new Twice());
        imports.plugins("twice");
        Image image = image(ImageStatus.QUEUED);
        start(image);
        Path left = core.staging.workingDirectory(imports.executor.submitted().get(0));
        for (String name : List.of("data-1", "twice")) {
            Files.writeString(left.resolve(name), "what was there, and more than comes now");
        }
        imports.runAll();
        assertEquals(ImageStatus.ACTIVE, core.image(image.id()).status());
        assertArrayEquals("some datasome data".getBytes(StandardCharsets.US_ASCII), stored(image));
        assertFalse(Files.exists(left));
    }

    @Test
    @Covers({"op:IMP-32", "op:IMP-80", "DISC-1"})
    public void dataPassesThePluginsInTheirOrder() {
        core.plugins.bind("stamp", new Stamp());
        core.plugins.bind("upper", new Upper());
        core.plugins.bind("twice", new Twice());
        Image image = imported("stamp", "upper", "twice");
        assertEquals(ImageStatus.ACTIVE, image.status());
        assertArrayEquals("SOME DATASOME DATA".getBytes(StandardCharsets.US_ASCII), stored(image));
        assertEquals(Long.valueOf(18), image.size());
        assertEquals(Long.valueOf(77), image.virtualSize());
        assertEquals("vhd", image.diskFormat());
        assertEquals("bare", image.containerFormat());
        assertEquals("yes", image.properties().get("stamped"));
        assertEquals("there", image.properties().get("origin"));
        assertNull(image.properties().get(ImageProperties.IMPORT_TASK));
        assertEquals(List.of("user-p1", "stamp sees there"), seen);
        assertFalse(Files.exists(working));
        assertEquals(
                "user-p1",
                lastTask()
                        .input()
                        .object("import_req")
                        .orElseThrow()
                        .object("method")
                        .orElseThrow()
                        .values()
                        .get("by"));
        assertEquals(List.of("other"), imports.imports.methods());
    }

    @Test
    @Covers({"op:PROP-19", "op:CTX-10", "PP-7"})
    public void theServersOwnWorkNeedsNobodysPermission() {
        core.plugins.bind("other", new Method());
        core.plugins.bind("stamp", new Stamp());
        imports.plugins("stamp");
        Image image = image(ImageStatus.QUEUED);
        start(image);
        FakeProtection protection = new FakeProtection();
        for (String name : List.of("origin", "stamped", ImageProperties.IMPORT_TASK, ImageProperties.IMPORTING_TO)) {
            protection.deny(name, Action.values());
        }
        core.plugins.protect(protection);
        for (String rule : List.of("get_image", "modify_image", "upload_image", "set_image_location", "add_image")) {
            core.policy.deny(rule);
        }
        imports.runAll();
        Image imported = core.image(image.id());
        assertEquals(ImageStatus.ACTIVE, imported.status());
        assertEquals("there", imported.properties().get("origin"));
        assertEquals("yes", imported.properties().get("stamped"));
        assertArrayEquals(DATA, stored(imported));
        assertEquals("still the caller's", List.of("user-p1", "stamp sees there"), seen);
        assertEquals(TaskStatus.SUCCESS, lastTask().status());
        assertEquals("p1", lastTask().owner());
        assertEquals(
                "who may not read them still does not",
                Set.of(ImageProperties.IMPORTING_TO, ImageProperties.FAILED_IMPORT),
                core.access.show(OWNER, imported).image().properties().keySet());
    }

    @Test
    @Covers({"op:IMP-88", "IMPF-9"})
    public void aPluginThatRefusesChangesNothing() {
        core.plugins.bind("stamp", new Stamp());
        core.plugins.bind("twice", new Twice());
        class Refusal extends Plugin implements StreamPlugin {
            @Override
            public ImportSource rewrite(ImportContext context, ImportSource data) {
                return ImportSource.of(
                        new InputStream() {
                            @Override
                            public int read() {
                                throw new VitrineException(ErrorKind.INVALID, "This data is not wanted.");
                            }
                        },
                        OptionalLong.empty());
            }
        }
        core.plugins.bind("refusal", new Refusal());
        Image image = imported("stamp", "twice", "refusal");
        assertEquals(ImageStatus.QUEUED, image.status());
        assertEquals("raw", image.diskFormat());
        assertNull(image.properties().get("stamped"));
        assertNull(image.properties().get("origin"));
        assertTrue(core.memory.get("main").names().isEmpty());
        assertFalse(Files.exists(working));
        assertEquals(TaskStatus.FAILURE, lastTask().status());
        assertEquals("This data is not wanted.", lastTask().message());
    }

    @Test
    @Covers("op:IMP-80")
    public void aPluginThatIsNotThereFailsTheImport() {
        Image image = imported("nowhere");
        assertEquals(ImageStatus.QUEUED, image.status());
        assertTrue(lastTask().message().contains("import plugin 'nowhere'"));
    }

    @Test
    @Covers({"IMPF-10", "op:IMP-51"})
    public void fewerBytesThanAnnouncedAreAFailure() {
        announced = OptionalLong.of(DATA.length + 1);
        Image image = imported();
        assertEquals(ImageStatus.QUEUED, image.status());
        assertTrue(lastTask().message().contains("9 bytes instead of 10"));
        assertTrue(core.memory.get("main").names().isEmpty());
    }

    @Test
    @Covers({"op:QUOTA-30", "LIM-6"})
    public void anImportThatEndsAfterAnUploadCountsIt() {
        Settings.change(
                core.settings, Map.of("user_storage_quota", "15", "enabled_import_methods", new String[] {"other"}));
        Image other = image(ImageStatus.QUEUED);
        atTheEnd = () -> {
            atTheEnd = () -> {};
            UploadRequest request = new UploadRequest(Optional.empty(), OptionalLong.of(DATA.length));
            core.upload.upload(OWNER, other.id(), request, () -> new ByteArrayInputStream(DATA));
        };
        Image image = imported();
        assertEquals(ImageStatus.QUEUED, image.status());
        assertTrue(lastTask().message(), lastTask().message().contains("Image exceeds the storage quota"));
        assertEquals(Set.of(other.id()), core.memory.get("main").names());
        assertEquals(DATA.length, core.records.images().usage("p1", null).storedBytes());
    }

    @Test
    @Covers("LIM-5")
    public void whatPluginsMakeIsBoundedToo() {
        core.plugins.bind("twice", new Twice());
        Settings.change(core.settings, Map.of("image_size_cap", 10L, "enabled_import_methods", new String[] {"other"}));
        Image image = imported("twice");
        assertEquals(ImageStatus.QUEUED, image.status());
        assertTrue(lastTask().message().contains("exceeds the limit of 10 bytes"));
    }
}
