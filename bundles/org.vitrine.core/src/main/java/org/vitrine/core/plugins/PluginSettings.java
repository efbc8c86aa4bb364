package org.vitrine.core.plugins;

import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How patient the server is with drivers that come and go. A change of the configuration takes effect at once. */
@Component(service = PluginSettings.class, configurationPid = "org.vitrine.core.plugins")
@Designate(ocd = PluginSettings.PluginsConfig.class)
public final class PluginSettings {
    @ObjectClassDefinition(name = "Vitrine plugins")
    @interface PluginsConfig {
        @AttributeDefinition(
                description = "Seconds that a request waits for a driver that left a moment ago; 0 to 600.")
        int swap_grace() default 10;
    }

    private volatile Duration grace;

    /** Reads the configuration. */
    @Activate
    public PluginSettings(PluginsConfig config) {
        modified(config);
    }

    @Modified
    void modified(PluginsConfig config) {
        if (config.swap_grace() < 0 || config.swap_grace() > 600) {
            throw new IllegalArgumentException("swap.grace must be 0 to 600 seconds");
        }
        grace = Duration.ofSeconds(config.swap_grace());
    }

    /** How long a request waits for a driver that left a moment ago. */
    public Duration grace() {
        return grace;
    }
}
