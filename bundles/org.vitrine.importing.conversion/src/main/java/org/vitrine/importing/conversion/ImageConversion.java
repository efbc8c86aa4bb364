package org.vitrine.importing.conversion;

import java.io.IOException;
import java.nio.file.Path;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.driver.Driver;
import org.vitrine.spi.importing.FilePlugin;
import org.vitrine.spi.importing.ImportContext;
import org.vitrine.spi.importing.ImportPlugin;
import org.vitrine.spi.importing.ImportSource;

/** The plugin of imports: brings images to {@code output.format} (IMP-83). */
@Component(
        service = ImportPlugin.class,
        configurationPid = "org.vitrine.importing.conversion",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ImageConversionConfig.class)
@Driver("image_conversion")
public final class ImageConversion implements FilePlugin {
    private static final Logger LOG = LoggerFactory.getLogger(ImageConversion.class);

    private final Drain drain = new Drain();
    private final Converter converter;

    /**
     * Runs nothing.
     *
     * @param config refused when a key's value cannot be used
     */
    @Activate
    public ImageConversion(ImageConversionConfig config) {
        converter = new Converter(config.output_format(), "output.format", config);
        if (!converter.hasProgram()) {
            LOG.warn("{} is not installed: of imported images only qcow2 can be converted, to raw", config.qemu_img());
        }
    }

    /** Waits a bounded time for the conversions in hand. */
    @Deactivate
    public void deactivate() {
        if (!drain.close(DRAIN_TIMEOUT)) {
            LOG.warn("image_conversion leaves while {} conversions still run", drain.running());
        }
    }

    @Override
    public Drain drain() {
        return drain;
    }

    @Override
    public ImportSource rewrite(ImportContext context, Path data) throws IOException {
        return converter.convert(context, data);
    }
}
