package org.vitrine.importing.conversion;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.vitrine.domain.image.Image;
import org.vitrine.spi.importing.ImageChanges;
import org.vitrine.spi.importing.ImportPlugin;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.importing.AbstractImportPluginContractTest;

public class ConversionContractTest extends AbstractImportPluginContractTest {
    private byte[] data;

    @Override
    protected ImportPlugin plugin() {
        return new ImageConversion(
                FakeConfiguration.of(ImageConversionConfig.class).build());
    }

    @Override
    protected Image image() {
        return Image.builder("71c675ab-d94f-49cd-a114-e12490b328d9", Instant.EPOCH)
                .diskFormat("vdi")
                .containerFormat("ovf")
                .build();
    }

    /** The same each time, while qemu-img never makes the same twice. */
    @Override
    protected byte[] data() throws IOException {
        if (data == null) {
            data = Files.readAllBytes(new Disks(folder.newFolder().toPath()).image("image", expectedData(), "vdi"));
        }
        return data;
    }

    @Override
    protected byte[] expectedData() {
        return Disks.raw();
    }

    @Override
    protected ImageChanges expectedChanges() {
        return new ImageChanges(Optional.of("raw"), Optional.of("bare"), OptionalLong.of(Disks.SIZE), Map.of());
    }
}
