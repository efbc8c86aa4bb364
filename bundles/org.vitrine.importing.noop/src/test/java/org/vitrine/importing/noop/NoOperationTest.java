package org.vitrine.importing.noop;

import java.time.Instant;
import org.vitrine.domain.image.Image;
import org.vitrine.spi.importing.ImageChanges;
import org.vitrine.spi.importing.ImportPlugin;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.importing.AbstractImportPluginContractTest;

@Covers("IMP-80")
public class NoOperationTest extends AbstractImportPluginContractTest {
    @Override
    protected ImportPlugin plugin() {
        return new NoOperation();
    }

    @Override
    protected Image image() {
        return Image.builder("71c675ab-d94f-49cd-a114-e12490b328d9", Instant.EPOCH)
                .build();
    }

    @Override
    protected byte[] data() {
        return new byte[] {1, 2, 3};
    }

    @Override
    protected byte[] expectedData() {
        return data();
    }

    @Override
    protected ImageChanges expectedChanges() {
        return ImageChanges.NONE;
    }
}
