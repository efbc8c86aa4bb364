package org.vitrine.core.importing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.access.Authorizer;
import org.vitrine.core.images.ImageAccess;
import org.vitrine.core.images.ImageProperties;
import org.vitrine.core.images.ImageSettings;
import org.vitrine.core.jobs.Jobs;
import org.vitrine.core.plugins.ImportMethods;
import org.vitrine.core.plugins.Lease;
import org.vitrine.core.plugins.StoreRegistry;
import org.vitrine.core.quota.ProjectQuota;
import org.vitrine.core.tasks.TaskSettings;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.domain.image.ImageView;
import org.vitrine.domain.image.Viewer;
import org.vitrine.domain.json.JsonObject;
import org.vitrine.domain.task.Task;
import org.vitrine.domain.task.TaskStatus;
import org.vitrine.spi.importing.ImportMethod;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.quota.QuotaResource;
import org.vitrine.spi.store.BlobName;

/** Asking for an import (contract sections 16.1 and 16.2). What happens then, {@link ImportJob} does. */
@Component(service = ImageImport.class)
public final class ImageImport {
    private static final String TYPE = "api_image_import";

    private final ImageAccess access;
    private final Authorizer authorizer;
    private final ImageSettings settings;
    private final ImportMethods methods;
    private final Jobs jobs;
    private final ProjectQuota quota;
    private final ImportTargets targets;
    private final ImportLock lock;
    private final StoreRegistry stores;

    /** Uses the drivers of the moment. */
    @Activate
    public ImageImport(
            @Reference ImageAccess access,
            @Reference Authorizer authorizer,
            @Reference ImageSettings settings,
            @Reference ImportMethods methods,
            @Reference StoreRegistry stores,
            @Reference Jobs jobs,
            @Reference TaskSettings tasks,
            @Reference ProjectQuota quota) {
        this.access = access;
        this.authorizer = authorizer;
        this.settings = settings;
        this.methods = methods;
        this.stores = stores;
        this.jobs = jobs;
        this.quota = quota;
        targets = new ImportTargets(stores);
        lock = new ImportLock(tasks);
    }

    /** The methods that clients may use: those that the operator enabled, in that order, and that are there (DISC-1). */
    public List<String> methods() {
        Set<String> installed = methods.names();
        return settings.enabledImportMethods().stream()
                .filter(name -> BuiltInMethods.NAMES.contains(name) || installed.contains(name))
                .toList();
    }

    /** {@code INVALID} for a method that is not enabled (IMP-10). */
    public void requireEnabled(String method) {
        if (!settings.enabledImportMethods().contains(method)) {
            throw new VitrineException(ErrorKind.INVALID, "Unknown import method name '" + method + "'.");
        }
    }

    /**
     * Begins an import. When this returns, it is written down and will come to an end, well or not, and nobody else can
     * import into the image meanwhile (IMPF-2).
     *
     * @return the URL of the node that has the staged data, to which the request must be sent instead; nothing was done then
     */
    public Optional<String> start(RequestContext context, String id, ImportRequest request) {
        authorizer.requireWriter(context);
        quota.of(context).check(QuotaResource.IMAGE_SIZE_TOTAL, 0);
        ImageView view = access.load(context, id);
        Image image = view.image();
        requireState(request.method(), image);
        requireFormats(image);
        requireForm(request);
        boolean copies = request.method().equals(BuiltInMethods.COPY);
        authorizer.require(context, copies ? "copy_image" : "modify_image", view);
        if (!copies) {
            authorizer.requireOwner(context, image);
        }
        requireUnlocked(image);
        Optional<List<String>> chosen = copies ? targets.forCopy(image, request) : Optional.of(targets.of(request));
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        if (!request.mustSucceed().orElse(true) && !stores.multiStore()) {
            throw new VitrineException(
                    ErrorKind.INVALID, "All_stores_must_succeed can only be set with enabled_backends.");
        }
        Optional<String> elsewhere = stagedElsewhere(request.method(), image);
        if (elsewhere.isPresent()) {
            return elsewhere;
        }
        begin(context, image, request, accepted(context, image, request), chosen.get());
        return Optional.empty();
    }

    private static void requireState(String method, Image image) {
        boolean active = image.status() == ImageStatus.ACTIVE;
        boolean copies = method.equals(BuiltInMethods.COPY);
        if (active && !copies) {
            throw conflict("Image with status active cannot be target for import");
        }
        if (!active && copies) {
            throw conflict("Only images with status active can be targeted for copying");
        }
        if (method.equals(BuiltInMethods.DIRECT) && image.status() != ImageStatus.UPLOADING) {
            throw conflict("Image needs to be staged before 'glance-direct' method can be used");
        }
        if (!BuiltInMethods.NAMES.contains(method) && image.status() != ImageStatus.QUEUED) {
            throw conflict("Image needs to be in 'queued' state to use '" + method + "' method");
        }
    }

    private static void requireFormats(Image image) {
        if (image.containerFormat() == null) {
            throw conflict("'container_format' needs to be set before import");
        }
        if (image.diskFormat() == null) {
            throw conflict("'disk_format' needs to be set before import");
        }
    }

    private void requireForm(ImportRequest request) {
        if (!BuiltInMethods.NAMES.contains(request.method())) {
            try (Lease<ImportMethod> lease = methods.lease(request.method())) {
                lease.get().requireForm(request.parameters());
            }
        }
    }

    private void requireUnlocked(Image image) {
        try (Lease<MetadataRepository> lease = access.repository()) {
            lock.requireFree(lease.get(), image, ImageAccess.now());
        }
    }

    /** The node that has the staged data, where that is not this one (PROXY-1). */
    private Optional<String> stagedElsewhere(String method, Image image) {
        return method.equals(BuiltInMethods.DIRECT) ? stageHost(image) : Optional.empty();
    }

    private Optional<String> stageHost(Image image) {
        return Optional.ofNullable(image.properties().get(ImageProperties.STAGE_HOST))
                .filter(host -> settings.selfUrl().filter(host::equals).isEmpty());
    }

    /**
     * The node that has staged data of the image, where that is another one and the caller may delete the image: deleting it
     * there removes the data too (PROXY-5).
     */
    public Optional<String> stagedElsewhere(RequestContext context, String id) {
        authorizer.requireWriter(context);
        Image image = access.load(context, id).image();
        return image.status() == ImageStatus.UPLOADING ? stageHost(image) : Optional.empty();
    }

    private JsonObject accepted(RequestContext context, Image image, ImportRequest request) {
        if (BuiltInMethods.NAMES.contains(request.method())) {
            return request.parameters();
        }
        try (Lease<ImportMethod> lease = methods.lease(request.method())) {
            return lease.get().accept(context, image, request.parameters());
        }
    }

    private void begin(
            RequestContext context, Image image, ImportRequest request, JsonObject parameters, List<String> chosen) {
        jobs.requireExecutor();
        new BlobName(image.id());
        Instant now = ImageAccess.now();
        Task task = task(context, image, request, parameters, chosen, now);
        ImportWork work = new ImportWork(
                image.id(),
                request.method(),
                parameters,
                chosen,
                request.mustSucceed().orElse(true),
                false);
        try (Lease<MetadataRepository> lease = access.repository()) {
            MetadataRepository repository = lease.get();
            repository.inTransaction(() -> {
                record(repository, image, work, task, now);
                jobs.create(repository, context, task.id(), ImportWork.KIND, Optional.of(image.id()), work.json());
                return null;
            });
        } catch (RuntimeException e) {
            jobs.forget(task.id());
            throw e;
        }
        jobs.begin(task.id());
    }

    private static Task task(
            RequestContext context,
            Image image,
            ImportRequest request,
            JsonObject parameters,
            List<String> chosen,
            Instant now) {
        Map<String, Object> body = new LinkedHashMap<>(request.body().values());
        body.put("method", parameters.values());
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("image_id", image.id());
        input.put("import_req", body);
        input.put("backend", chosen.isEmpty() ? Arrays.asList((Object) null) : new ArrayList<>(chosen));
        return new Task(
                UUID.randomUUID().toString(),
                TYPE,
                TaskStatus.PENDING,
                context.projectId(),
                new JsonObject(input),
                null,
                "",
                null,
                image.id(),
                context.requestId(),
                context.userId(),
                now,
                now);
    }

    /** Takes the lock and says what is going on (IMPF-2, IMPF-3): all of it at once, so that there is no moment between. */
    private void record(MetadataRepository repository, Image seen, ImportWork work, Task task, Instant now) {
        Image current = repository
                .images()
                .find(seen.id(), Viewer.SERVER)
                .map(ImageView::image)
                .orElseThrow(() -> Authorizer.notFound(seen.id()));
        lock.requireFree(repository, current, now);
        if (current.status() != seen.status() || !Objects.equals(current.size(), seen.size())) {
            throw conflict("Image " + seen.id() + " was changed by another request.");
        }
        repository.tasks().create(task);
        Image free = lock.cleared(repository, current, now);
        Image.Builder locked = free.toBuilder()
                .property(ImageProperties.IMPORT_TASK, task.id())
                .property(
                        ImageProperties.IMPORTING_TO, StoreList.plus(free, ImageProperties.IMPORTING_TO, work.stores()))
                .property(
                        ImageProperties.FAILED_IMPORT,
                        StoreList.minus(free, ImageProperties.FAILED_IMPORT, work.stores()))
                .removeProperty(ImageProperties.STAGE_HOST)
                .updatedAt(now);
        if (!work.copies()) {
            locked.status(ImageStatus.IMPORTING);
        }
        if (!repository.images().update(current, locked.build())) {
            throw conflict("Image " + seen.id() + " was changed by another request.");
        }
    }

    private static VitrineException conflict(String message) {
        return new VitrineException(ErrorKind.CONFLICT, message);
    }
}
