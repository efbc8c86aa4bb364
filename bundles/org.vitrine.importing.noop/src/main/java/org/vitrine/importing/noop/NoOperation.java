package org.vitrine.importing.noop;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.driver.Driver;
import org.vitrine.spi.importing.ImageChanges;
import org.vitrine.spi.importing.ImportContext;
import org.vitrine.spi.importing.ImportPlugin;
import org.vitrine.spi.importing.MetadataPlugin;

/** Says at DEBUG that it was here. */
@Component(
        service = ImportPlugin.class,
        configurationPid = "org.vitrine.importing.noop",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Driver("no_op")
public final class NoOperation implements MetadataPlugin {
    private static final Logger LOG = LoggerFactory.getLogger(NoOperation.class);

    private final Drain drain = new Drain();

    /** There is nothing to wait for. */
    @Deactivate
    public void deactivate() {
        drain.close(DRAIN_TIMEOUT);
    }

    @Override
    public Drain drain() {
        return drain;
    }

    @Override
    public ImageChanges apply(ImportContext context) {
        LOG.debug("no_op has nothing to do for image {}", context.image().id());
        return ImageChanges.NONE;
    }
}
