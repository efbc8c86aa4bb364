package org.vitrine.core.images;

import java.util.Map;
import org.vitrine.core.plugins.Configuration;

/** Image settings with their defaults, but for some keys. */
public final class Settings {
    private Settings() {}

    public static ImageSettings with(Map<String, Object> values) {
        return new ImageSettings(Configuration.of(ImageSettings.ImagesConfig.class, values));
    }

    /** What the framework does when an operator edits the configuration. */
    public static void change(ImageSettings settings, Map<String, Object> values) {
        settings.modified(Configuration.of(ImageSettings.ImagesConfig.class, values));
    }
}
