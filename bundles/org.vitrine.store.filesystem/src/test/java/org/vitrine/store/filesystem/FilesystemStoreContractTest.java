package org.vitrine.store.filesystem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;
import org.vitrine.spi.store.BlobLocation;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.Store;
import org.vitrine.spi.store.StoreDescription.Capability;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.store.AbstractStoreContractTest;

@Covers({"STORE-FILE-10", "STORE-FILE-17", "STORE-FILE-19"})
public class FilesystemStoreContractTest extends AbstractStoreContractTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private FilesystemStore store;

    /** The configuration under test; its first data directory is {@link #directory()}. */
    Config config() {
        return Config.of(directory());
    }

    Path directory() {
        return folder.getRoot().toPath().resolve("images");
    }

    @Before
    public final void open() {
        store = new FilesystemStore(new DirectBlocks(), config().build());
    }

    @After
    public final void close() throws Exception {
        store.deactivate();
    }

    @Override
    protected Store store() {
        return store;
    }

    @Override
    protected Set<Capability> capabilities() {
        return Set.of(Capability.WRITE, Capability.DELETE, Capability.RANDOM_ACCESS);
    }

    @Override
    protected BlobLocation locationOf(BlobName blob) {
        return new BlobLocation("file://" + directory().resolve(blob.value()), Map.of());
    }

    @Override
    protected Set<String> remains() {
        try (Stream<Path> files = Files.walk(folder.getRoot().toPath())) {
            return new TreeSet<>(
                    files.filter(Files::isRegularFile).map(Path::toString).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void crash(BlobName blob) throws Exception {
        super.crash(blob);
        try {
            Files.write(directory().resolve("." + blob + ".0123456789abcdef.part"), new byte[1000]);
            Files.write(directory().resolve("." + blob + ".fedcba9876543210.part"), new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected List<String> foreignUrls() {
        Path images = directory();
        String file = "6a4f1c52-5d3b-4d5e-9d3f-0a4a5b6c7d8e";
        List<String> urls = new ArrayList<>(List.of(
                "",
                "file:",
                "file://",
                "file:///",
                "file:///etc/passwd",
                "file://localhost" + images + "/" + file,
                "http://" + images + "/" + file,
                "FILE://" + images + "/" + file,
                images + "/" + file,
                "file://" + file,
                "file://./" + file));
        for (String tail : List.of(
                "",
                "/",
                "/..",
                "/../images2/" + file,
                "/../images/" + file,
                "/./" + file,
                "/sub/" + file,
                "/" + file + "/",
                "/" + file + "/..",
                "/" + file + "/x",
                "2/" + file,
                "/.hidden",
                "/." + file + ".0123456789abcdef.part",
                "/%2e%2e/" + file,
                "/" + file + "\0",
                "/" + file + "\0/../../etc/passwd")) {
            urls.add("file://" + images + tail);
        }
        urls.remove("file://" + images + "/" + file + "/");
        return urls;
    }
}
