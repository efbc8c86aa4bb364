package org.vitrine.config.oslo;

import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** How far the framework is. */
final class Startup {
    private final FrameworkStartLevel level;

    Startup(BundleContext context) {
        level = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkStartLevel.class);
    }

    /** Whether all bundles have been started; those that name no level of their own have the highest one below the last. */
    boolean isOver() {
        return level.getStartLevel() > level.getInitialBundleStartLevel();
    }
}
