package org.vitrine.importing.conversion;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.driver.Driver;
import org.vitrine.spi.importing.FilePlugin;
import org.vitrine.spi.importing.ImportContext;
import org.vitrine.spi.importing.ImportPlugin;
import org.vitrine.spi.importing.ImportSource;

/** The step of tasks of the type {@code import}: brings images to {@code conversion.format}, if that is set (TASK-7, TASK-8). */
@Component(
        service = ImportPlugin.class,
        configurationPid = "org.vitrine.importing.conversion",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Driver("convert")
public final class TaskConversion implements FilePlugin {
    private static final Logger LOG = LoggerFactory.getLogger(TaskConversion.class);

    private final Drain drain = new Drain();
    private final Optional<Converter> converter;
    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * Runs nothing.
     *
     * @param config refused when a key's value cannot be used
     */
    @Activate
    public TaskConversion(ImageConversionConfig config) {
        String format = config.conversion_format().strip();
        converter =
                format.isEmpty() ? Optional.empty() : Optional.of(new Converter(format, "conversion.format", config));
    }

    /** Waits a bounded time for the conversions in hand. */
    @Deactivate
    public void deactivate() {
        if (!drain.close(DRAIN_TIMEOUT)) {
            LOG.warn("convert leaves while {} conversions still run", drain.running());
        }
    }

    @Override
    public Drain drain() {
        return drain;
    }

    /** Only with a format to convert to; the first time that there is none, the log tells it. */
    @Override
    public boolean concerns(ImportContext context) {
        if (converter.isEmpty() && !told.getAndSet(true)) {
            LOG.warn("conversion.format is not set: images of tasks stay in the format that they have");
        }
        return converter.isPresent();
    }

    @Override
    public ImportSource rewrite(ImportContext context, Path data) throws IOException {
        return converter.orElseThrow().convert(context, data);
    }
}
