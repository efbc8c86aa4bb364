package org.vitrine.spi.testkit.importing;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.domain.image.Image;
import org.vitrine.spi.importing.FilePlugin;
import org.vitrine.spi.importing.ImageChanges;
import org.vitrine.spi.importing.ImportPlugin;
import org.vitrine.spi.importing.ImportSource;
import org.vitrine.spi.importing.MetadataPlugin;
import org.vitrine.spi.importing.StreamPlugin;

/** What every import plugin promises, whatever it does; to be subclassed once for each thing that a plugin does. */
public abstract class AbstractImportPluginContractTest {
    /** The plugin's world: the working directory of its import, and the data beside it. */
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private ImportPlugin plugin;
    private Path file;

    /** A new plugin. */
    protected abstract ImportPlugin plugin();

    /** An image that concerns it. */
    protected abstract Image image();

    /** Data of that image. */
    protected abstract byte[] data() throws IOException;

    /** What the plugin makes of the data; for those that never see it the same. */
    protected abstract byte[] expectedData() throws IOException;

    /** What it makes of the record. */
    protected abstract ImageChanges expectedChanges() throws IOException;

    /** Makes a plugin and its data. */
    @Before
    public void setUpPlugin() throws IOException {
        plugin = plugin();
        file = folder.getRoot().toPath().resolve("data");
        Files.write(file, data());
    }

    private FakeImportContext context() throws IOException {
        return new FakeImportContext(folder.newFolder().toPath(), image());
    }

    private ImportSource run(FakeImportContext context, boolean fromFile) throws IOException {
        if (plugin instanceof MetadataPlugin metadata) {
            return ImportSource.of(file).with(metadata.apply(context));
        }
        if (plugin instanceof FilePlugin files) {
            return files.rewrite(context, file);
        }
        ImportSource source = fromFile
                ? ImportSource.of(file)
                : ImportSource.of(new ByteArrayInputStream(data()), OptionalLong.of(data().length));
        return ((StreamPlugin) plugin).rewrite(context, source);
    }

    private void assertResult(ImportSource result) throws IOException {
        try (result;
                InputStream stream = result.open()) {
            byte[] all = stream.readAllBytes();
            assertArrayEquals(expectedData(), all);
            assertEquals(-1, stream.read());
            assertEquals(all.length, result.size().orElse(all.length));
        }
    }

    /** It implements just one of the three kinds. */
    @Test
    public void isOfOneKind() {
        long kinds = Stream.of(MetadataPlugin.class, StreamPlugin.class, FilePlugin.class)
                .filter(kind -> kind.isInstance(plugin))
                .count();
        assertEquals(1, kinds);
    }

    /** It concerns the image, does what it should, and says so of the record. */
    @Test
    public void doesItsWork() throws IOException {
        FakeImportContext context = context();
        assertTrue(plugin.concerns(context));
        ImportSource result = run(context, false);
        assertEquals(expectedChanges(), result.changes());
        assertResult(result);
    }

    /** Whether the data is a file or a stream does not matter. */
    @Test
    public void takesFilesAsWellAsStreams() throws IOException {
        assertResult(run(context(), true));
    }

    /** An import that is begun anew after a crash gets the same; so do several at a time. */
    @Test
    public void keepsNoState() throws IOException {
        ImportSource first = run(context(), false);
        ImportSource second = run(context(), false);
        assertEquals(first.changes(), second.changes());
        assertResult(second);
        assertResult(first);
    }

    /** The data is as it was, and whatever the plugin wrote is in the working directory. */
    @Test
    public void leavesTheDataAndTheDiskAlone() throws IOException {
        FakeImportContext context = context();
        Set<Path> before = outside(context);
        assertResult(run(context, true));
        assertArrayEquals(data(), Files.readAllBytes(file));
        assertEquals(before, outside(context));
    }

    private Set<Path> outside(FakeImportContext context) throws IOException {
        Path inside = context.workingDirectory();
        try (Stream<Path> all = Files.walk(folder.getRoot().toPath())) {
            return all.filter(path -> !path.startsWith(inside)).collect(Collectors.toSet());
        }
    }

    /** A result that nobody reads to its end can be closed. */
    @Test(timeout = 60_000)
    public void canBeGivenUp() throws IOException {
        run(context(), false).close();
        try (ImportSource result = run(context(), true)) {
            InputStream stream = result.open();
            stream.read();
            stream.close();
        }
    }

    /** It leaves at once when it has nothing in hand. */
    @Test
    public void leavesWhenAsked() {
        assertSame(plugin.drain(), plugin.drain());
        assertTrue(plugin.drain().tryEnter());
        plugin.drain().leave();
        assertTrue(plugin.drain().close(Duration.ofSeconds(1)));
        assertFalse(plugin.drain().tryEnter());
    }
}
