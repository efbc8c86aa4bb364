package org.vitrine.importing.decompression;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.vitrine.domain.image.Image;
import org.vitrine.spi.importing.ImageChanges;
import org.vitrine.spi.importing.ImportPlugin;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.importing.AbstractImportPluginContractTest;
import org.vitrine.spi.testkit.store.PatternSource;

@RunWith(Parameterized.class)
public class DecompressionContractTest extends AbstractImportPluginContractTest {
    private static final byte[] DATA = PatternSource.bytes(4, 0, 100_000);

    private final byte[] archive;

    public DecompressionContractTest(byte[] archive) {
        this.archive = archive;
    }

    @Parameterized.Parameters
    public static List<Object> archives() throws IOException {
        return List.of(Archives.gzip(DATA), Archives.zip(DATA, "a"), DATA);
    }

    @Override
    protected ImportPlugin plugin() {
        return new ImageDecompression(
                FakeConfiguration.of(ImageDecompressionConfig.class).build());
    }

    @Override
    protected Image image() {
        return Image.builder("71c675ab-d94f-49cd-a114-e12490b328d9", Instant.EPOCH)
                .containerFormat("bare")
                .build();
    }

    @Override
    protected byte[] data() {
        return archive;
    }

    @Override
    protected byte[] expectedData() {
        return DATA;
    }

    @Override
    protected ImageChanges expectedChanges() {
        return ImageChanges.NONE;
    }
}
