package org.example.importing.base64;

import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.OptionalLong;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.driver.Driver;
import org.vitrine.spi.importing.ImageChanges;
import org.vitrine.spi.importing.ImportContext;
import org.vitrine.spi.importing.ImportPlugin;
import org.vitrine.spi.importing.ImportSource;
import org.vitrine.spi.importing.StreamPlugin;

/** Decodes while the data passes by. */
@Component(
        service = ImportPlugin.class,
        configurationPid = "org.example.importing.base64",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Driver("base64_decoding")
public final class Base64Decoding implements StreamPlugin {
    /** The property that tells how the data comes, and after the import that it came so no more. */
    static final String PROPERTY = "transfer_encoding";

    private final Drain drain = new Drain();

    /** Waits for the streams in hand. */
    @Deactivate
    public void deactivate() {
        drain.close(DRAIN_TIMEOUT);
    }

    @Override
    public Drain drain() {
        return drain;
    }

    @Override
    public boolean concerns(ImportContext context) {
        return "base64".equals(context.image().properties().get(PROPERTY));
    }

    @Override
    public ImportSource rewrite(ImportContext context, ImportSource data) throws IOException {
        return ImportSource.of(Base64.getMimeDecoder().wrap(data.open()), OptionalLong.empty())
                .with(ImageChanges.ofProperties(Map.of(PROPERTY, "binary")));
    }
}
