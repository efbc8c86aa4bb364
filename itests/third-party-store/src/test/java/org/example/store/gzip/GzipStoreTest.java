package org.example.store.gzip;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;
import org.vitrine.spi.store.BlobLocation;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.Store;
import org.vitrine.spi.store.StoreDescription.Capability;
import org.vitrine.spi.testkit.store.AbstractStoreContractTest;

public class GzipStoreTest extends AbstractStoreContractTest {
    private record Settings(String vitrine_store_id, String directory) implements GzipStore.Config {
        @Override
        public Class<? extends Annotation> annotationType() {
            return GzipStore.Config.class;
        }
    }

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Store store;

    @Before
    public void activate() throws IOException {
        store = new GzipStore(new Settings("cold", folder.getRoot().toString()));
    }

    @Override
    protected Store store() {
        return store;
    }

    @Override
    protected Set<Capability> capabilities() {
        return Set.of(Capability.WRITE, Capability.DELETE);
    }

    @Override
    protected BlobLocation locationOf(BlobName blob) {
        return new BlobLocation("gzip://cold/" + blob, Map.of());
    }

    @Override
    protected Set<String> remains() {
        try (Stream<Path> files = Files.list(folder.getRoot().toPath())) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected List<String> foreignUrls() {
        return List.of("file:///etc/passwd", "gzip://warm/6a4f1c52-5d3b-4d5e-9d3f-0a4a5b6c7d8e", "gzip://cold/../x");
    }
}
