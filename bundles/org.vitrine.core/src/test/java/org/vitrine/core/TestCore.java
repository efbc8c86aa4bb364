package org.vitrine.core;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.vitrine.core.access.Authorizer;
import org.vitrine.core.data.ImageDownload;
import org.vitrine.core.data.ImageStaging;
import org.vitrine.core.data.ImageUpload;
import org.vitrine.core.data.LaneThreads;
import org.vitrine.core.data.Settlement;
import org.vitrine.core.data.StagingArea;
import org.vitrine.core.data.TransferParts;
import org.vitrine.core.data.WriteIntents;
import org.vitrine.core.discovery.ServiceVersions;
import org.vitrine.core.discovery.StoreCatalog;
import org.vitrine.core.images.DataSharing;
import org.vitrine.core.images.EncryptionKeys;
import org.vitrine.core.images.ImageAccess;
import org.vitrine.core.images.ImageActions;
import org.vitrine.core.images.ImageCatalog;
import org.vitrine.core.images.ImageCreation;
import org.vitrine.core.images.ImageDeletion;
import org.vitrine.core.images.ImageSettings;
import org.vitrine.core.images.ImageTags;
import org.vitrine.core.images.ImageUpdate;
import org.vitrine.core.images.LocationChanges;
import org.vitrine.core.images.Settings;
import org.vitrine.core.plugins.Plugins;
import org.vitrine.core.quota.ProjectQuota;
import org.vitrine.core.sharing.ImageMembers;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.Viewer;
import org.vitrine.metadata.memory.MemoryRepository;
import org.vitrine.spi.testkit.metadata.WorstMoment;
import org.vitrine.spi.testkit.policy.DefaultPolicy;
import org.vitrine.spi.testkit.store.FailingStore;
import org.vitrine.spi.testkit.store.MemoryStore;

/** All use cases, wired as the framework wires them, over drivers in memory. Close it. */
public final class TestCore implements AutoCloseable {
    public static final String NODE = "node-1";

    public final DefaultPolicy policy = new DefaultPolicy();
    public final MemoryRepository records = new MemoryRepository();
    public final WorstMoment worstMoment = new WorstMoment();
    /** What the stores hold, by the store's id. */
    public final Map<String, MemoryStore> memory = new LinkedHashMap<>();
    /** The stores as the use cases see them. */
    public final Map<String, FailingStore> stores = new LinkedHashMap<>();

    public final Plugins plugins;
    public final ImageSettings settings;
    public final Authorizer authorizer;
    public final ImageAccess access;
    public final ImageCatalog catalog;
    public final ProjectQuota quota;
    public final ImageCreation creation;
    public final ImageUpdate update;
    public final ImageDeletion deletion;
    public final ImageTags tags;
    public final ImageActions actions;
    public final ImageMembers members;
    public final ImageUpload upload;
    public final ImageDownload download;
    public final StoreCatalog storeCatalog;
    public final ServiceVersions versions;
    public final WriteIntents intents = new WriteIntents(TransferParts.node(NODE));
    public final LaneThreads threads = new LaneThreads();
    public final DataSharing sharing;
    public final StagingArea staging;
    public final Settlement settlement;
    public final ImageStaging stagingUploads;
    private final Path directory = TransferParts.directory();

    /**
     * @param options of images, by method name, where they are not the defaults
     * @param storeIds one for a single-store server; several, the default first, for a multi-store server
     */
    public TestCore(Map<String, Object> options, String... storeIds) {
        this(options, storeIds.length > 1, storeIds);
    }

    /** As the other one; {@code multiStore} makes a multi-store server even of one store. */
    public TestCore(Map<String, Object> options, boolean multiStore, String... storeIds) {
        plugins = new Plugins(
                multiStore ? Map.of("enabled_backends", storeIds, "default_backend", storeIds[0]) : Map.of());
        for (String id : storeIds) {
            add(new MemoryStore(id));
        }
        plugins.bind(worstMoment.over(records));
        plugins.bind(policy);
        settings = Settings.with(options);
        authorizer = new Authorizer(plugins.policy);
        access = new ImageAccess(plugins.repository, plugins.protection, plugins.stores, settings);
        catalog = new ImageCatalog(access, authorizer, settings);
        quota = new ProjectQuota(plugins.limits, plugins.repository);
        creation = new ImageCreation(access, authorizer, plugins.protection, settings, quota);
        staging = TransferParts.staging(directory);
        deletion = new ImageDeletion(
                access, authorizer, plugins.stores, settings, staging, new EncryptionKeys(plugins.keyring));
        sharing = new DataSharing(access, plugins.stores);
        update = new ImageUpdate(
                access,
                authorizer,
                plugins.protection,
                settings,
                new LocationChanges(access, authorizer, plugins.stores, settings, quota),
                deletion,
                sharing);
        tags = new ImageTags(access, authorizer, settings);
        actions = new ImageActions(access, authorizer);
        members = new ImageMembers(access, authorizer, settings, sharing);
        settlement = new Settlement(access, plugins.stores, staging, intents);
        upload = new ImageUpload(
                access, authorizer, settings, plugins.stores, intents, threads, sharing, quota, settlement);
        stagingUploads = new ImageStaging(access, authorizer, settings, staging, intents, threads, quota, settlement);
        download = new ImageDownload(access, authorizer, plugins.stores);
        storeCatalog = new StoreCatalog(plugins.stores, access, deletion, authorizer);
        versions = new ServiceVersions(plugins.stores);
    }

    /** Puts a store in the place of the one of its id. */
    public void add(MemoryStore store) {
        String id = store.describe().id();
        FailingStore failing = new FailingStore(store);
        FailingStore before = stores.put(id, failing);
        if (before != null) {
            plugins.unbind(before);
        }
        memory.put(id, store);
        plugins.bind(failing);
    }

    /** A new image of project p1, of raw data that is to come. */
    public Image queued() {
        Image image = Image.builder(UUID.randomUUID().toString(), ImageAccess.now())
                .owner("p1")
                .diskFormat("raw")
                .containerFormat("bare")
                .build();
        records.images().create(image);
        return image;
    }

    /** The record of an image that lives. */
    public Image image(String id) {
        return records.images().find(id, Viewer.SERVER).orElseThrow().image();
    }

    @Override
    public void close() {
        TransferParts.stop(threads);
        TransferParts.remove(directory);
    }
}
