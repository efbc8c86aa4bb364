package org.vitrine.config.oslo;

import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** How far the framework is. */
final class Startup {
    /** What Karaf registers when its boot features are there. By name: nothing here needs Karaf's classes. */
    private static final String BOOT_FINISHED = "org.apache.karaf.features.BootFinished";

    private final BundleContext context;
    private final FrameworkStartLevel level;

    Startup(BundleContext context) {
        this.context = context;
        level = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkStartLevel.class);
    }

    /**
     * Whether all bundles have been started; those that name no level of their own have the highest one below the last.
     * When Karaf starts for the first time, it installs them while the framework is there already.
     */
    boolean isOver() {
        return level.getStartLevel() > level.getInitialBundleStartLevel()
                && (context.getProperty("karaf.base") == null || bootFinished());
    }

    private boolean bootFinished() {
        try {
            return context.getAllServiceReferences(BOOT_FINISHED, null) != null;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
