package org.vitrine.importing.inject;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.spi.driver.CommaList;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.driver.Driver;
import org.vitrine.spi.importing.ImageChanges;
import org.vitrine.spi.importing.ImportContext;
import org.vitrine.spi.importing.ImportPlugin;
import org.vitrine.spi.importing.MetadataPlugin;

/** Writes the operator's properties over the image's own. See the package. */
@Component(
        service = ImportPlugin.class,
        configurationPid = "org.vitrine.importing.inject",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = InjectMetadataConfig.class)
@Driver("inject_image_metadata")
public final class InjectMetadata implements MetadataPlugin {
    private static final Logger LOG = LoggerFactory.getLogger(InjectMetadata.class);
    /** The server's own properties, which nobody else sets. */
    private static final String RESERVED = "os_glance";

    private final Drain drain = new Drain();
    private final Set<String> ignoredRoles;
    private final ImageChanges changes;

    /**
     * Reads the properties.
     *
     * @param config refused when they are no properties
     */
    @Activate
    public InjectMetadata(InjectMetadataConfig config) {
        ignoredRoles = CommaList.items(config.ignore_user_roles()).stream()
                .map(role -> role.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        Map<String, String> properties = new TreeMap<>(PropertyList.parse(config.inject()));
        if (properties.keySet().removeIf(name -> name.startsWith(RESERVED))) {
            LOG.warn("inject: properties whose names begin with {} are left out", RESERVED);
        }
        changes = ImageChanges.ofProperties(properties);
        LOG.info("inject_image_metadata gives imported images the properties {}", properties.keySet());
    }

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
    public boolean concerns(ImportContext context) {
        return context.caller().identity().roles().stream()
                .noneMatch(role -> ignoredRoles.contains(role.toLowerCase(Locale.ROOT)));
    }

    @Override
    public ImageChanges apply(ImportContext context) {
        return changes;
    }
}
