package org.example.importing.base64;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.vitrine.domain.image.Image;
import org.vitrine.spi.importing.ImageChanges;
import org.vitrine.spi.importing.ImportPlugin;
import org.vitrine.spi.testkit.importing.AbstractImportPluginContractTest;

public class Base64DecodingTest extends AbstractImportPluginContractTest {
    private static final byte[] DECODED = "some bytes of a disk, longer than a line of Base64 is, which has at most 76"
            .repeat(100)
            .getBytes(StandardCharsets.US_ASCII);

    @Override
    protected ImportPlugin plugin() {
        return new Base64Decoding();
    }

    @Override
    protected Image image() {
        return Image.builder("71c675ab-d94f-49cd-a114-e12490b328d9", Instant.EPOCH)
                .property(Base64Decoding.PROPERTY, "base64")
                .build();
    }

    @Override
    protected byte[] data() {
        return Base64.getMimeEncoder().encode(DECODED);
    }

    @Override
    protected byte[] expectedData() {
        return DECODED;
    }

    @Override
    protected ImageChanges expectedChanges() {
        return ImageChanges.ofProperties(Map.of(Base64Decoding.PROPERTY, "binary"));
    }
}
