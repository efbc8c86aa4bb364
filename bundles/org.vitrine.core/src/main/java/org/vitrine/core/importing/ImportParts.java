package org.vitrine.core.importing;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.data.FanOut;
import org.vitrine.core.data.ImageDownload;
import org.vitrine.core.data.LaneThreads;
import org.vitrine.core.data.Settlement;
import org.vitrine.core.data.StagingArea;
import org.vitrine.core.data.WriteIntents;
import org.vitrine.core.images.DataSharing;
import org.vitrine.core.images.ImageAccess;
import org.vitrine.core.images.ImageSettings;
import org.vitrine.core.images.StorageQuota;
import org.vitrine.core.plugins.ImportMethods;
import org.vitrine.core.plugins.ImportPlugins;
import org.vitrine.core.plugins.StoreRegistry;
import org.vitrine.core.quota.ProjectQuota;
import org.vitrine.core.tasks.TaskSettings;

/** Everything that attempts at imports use, which have none of it for themselves. */
@Component(service = ImportParts.class)
public final class ImportParts {
    final ImageAccess access;
    final ImageSettings settings;
    final ImportSettings importing;
    final TaskSettings tasks;
    final StoreRegistry stores;
    final WriteIntents intents;
    final Settlement settlement;
    final StagingArea staging;
    final ImportMethods methods;
    final ImportPlugins plugins;
    final DataSharing sharing;
    final BuiltInMethods builtIn;
    final FanOut fanOut;
    final StorageQuota quota;
    final ProjectQuota limits;

    /** Uses the drivers of the moment. */
    @Activate
    public ImportParts(
            @Reference ImageAccess access,
            @Reference ImageSettings settings,
            @Reference ImportSettings importing,
            @Reference TaskSettings tasks,
            @Reference StoreRegistry stores,
            @Reference WriteIntents intents,
            @Reference Settlement settlement,
            @Reference StagingArea staging,
            @Reference ImportMethods methods,
            @Reference ImportPlugins plugins,
            @Reference DataSharing sharing,
            @Reference ImageDownload downloads,
            @Reference LaneThreads threads,
            @Reference ProjectQuota limits) {
        this.access = access;
        this.settings = settings;
        this.importing = importing;
        this.tasks = tasks;
        this.stores = stores;
        this.intents = intents;
        this.settlement = settlement;
        this.staging = staging;
        this.methods = methods;
        this.plugins = plugins;
        this.sharing = sharing;
        builtIn = new BuiltInMethods(staging, downloads);
        fanOut = new FanOut(threads);
        this.limits = limits;
        quota = new StorageQuota(access, settings, limits);
    }
}
