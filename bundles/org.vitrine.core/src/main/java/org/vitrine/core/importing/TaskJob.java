package org.vitrine.core.importing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.core.images.ImageAccess;
import org.vitrine.core.images.ImageCreation;
import org.vitrine.core.images.ImageProperties;
import org.vitrine.core.images.NewImage;
import org.vitrine.core.jobs.JobKind;
import org.vitrine.core.jobs.JobRun;
import org.vitrine.core.plugins.Lease;
import org.vitrine.core.tasks.TaskCreation;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.domain.image.ImageView;
import org.vitrine.domain.image.Viewer;
import org.vitrine.domain.image.Visibility;
import org.vitrine.domain.json.JsonObject;
import org.vitrine.domain.task.Task;
import org.vitrine.spi.importing.ImportMethod;
import org.vitrine.spi.metadata.MetadataRepository;

/**
 * Tasks that administrators made through the API of tasks (contract section 21). One of type {@code import} makes an image
 * and imports a web address into it; when that fails the image goes again (TASK-10 to TASK-13 of the operator contract).
 * One of type {@code api_image_import} fails, because nobody but an import request can lock an image for it (TASK-1).
 */
@Component(service = JobKind.class)
public final class TaskJob implements JobKind {
    private static final Logger LOG = LoggerFactory.getLogger(TaskJob.class);
    private static final String METHOD = "web-download";
    private static final List<String> KEYS = List.of("import_from", "import_from_format", "image_properties");
    private static final Set<String> BASE = Set.of(
            "name",
            "visibility",
            "protected",
            "os_hidden",
            "owner",
            "disk_format",
            "container_format",
            "min_disk",
            "min_ram",
            "tags");

    private final ImportParts parts;
    private final ImageCreation creation;

    /** Works with these. */
    @Activate
    public TaskJob(@Reference ImportParts parts, @Reference ImageCreation creation) {
        this.parts = parts;
        this.creation = creation;
    }

    @Override
    public String name() {
        return TaskCreation.JOB;
    }

    @Override
    public void run(JobRun run) {
        ImportWork work;
        try {
            work = prepare(run);
        } catch (VitrineException e) {
            if (run.cancelled() || e.kind() == ErrorKind.UNAVAILABLE) {
                throw e;
            }
            ImportFailures.log(LOG, "task " + run.job().id(), e);
            fail(run, e.getMessage());
            return;
        }
        new ImportAttempt(parts, run, work).run();
    }

    @Override
    public void giveUp(JobRun run, String reason) {
        Optional<Image> image = find(imageId(run.job().id()));
        if (image.isPresent() && ImportLock.isHeldBy(image.get(), run.job().id())) {
            ImportWork work = new ImportWork(imageId(run.job().id()), METHOD, JsonObject.EMPTY, List.of(), true, true);
            new ImportAttempt(parts, run, work).giveUp(reason);
        } else {
            fail(run, reason);
        }
    }

    private void fail(JobRun run, String reason) {
        ImportTask task = new ImportTask(run.job().id(), parts.access, parts.tasks);
        run.end(repository -> {
            task.fail(repository, reason);
            return null;
        });
    }

    private ImportWork prepare(JobRun run) {
        Task task = run.write(repository -> {
            new ImportTask(run.job().id(), parts.access, parts.tasks).begin(repository);
            return repository.tasks().find(run.job().id()).orElseThrow();
        });
        if (!task.type().equals("import")) {
            throw invalid("The task does not hold the import lock of an image.");
        }
        JsonObject input = task.input();
        for (String key : KEYS) {
            if (!input.values().containsKey(key)) {
                throw invalid("Input does not contain '" + key + "' field");
            }
        }
        Map<String, Object> method = new LinkedHashMap<>();
        method.put("name", METHOD);
        method.put("uri", webAddress(input));
        Image image = image(run, input.object("image_properties").orElse(JsonObject.EMPTY));
        JsonObject parameters = accepted(run, image, new JsonObject(method));
        return new ImportWork(image.id(), METHOD, parameters, List.of(), true, true);
    }

    private static String webAddress(JsonObject input) {
        String address = input.text("import_from").orElse("").strip();
        String scheme = address.substring(0, Math.max(0, address.indexOf(':'))).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw invalid("File based imports are not allowed. Please use a non-local source of image data.");
        }
        return address;
    }

    private JsonObject accepted(JobRun run, Image image, JsonObject method) {
        try (Lease<ImportMethod> lease = parts.methods.lease(METHOD)) {
            lease.get().requireForm(method);
            return lease.get().accept(run.caller(), image, method);
        } catch (VitrineException e) {
            // The image exists by now, and must not stay.
            fail(run, image, e);
            throw e;
        }
    }

    private void fail(JobRun run, Image image, VitrineException reason) {
        if (reason.kind() == ErrorKind.UNAVAILABLE) {
            return;
        }
        run.write(repository -> repository.images().delete(image.id(), ImageStatus.DELETED, ImageAccess.now()));
    }

    /** The same id at each attempt, so that there is one image whatever happens between. */
    static String imageId(String taskId) {
        return UUID.nameUUIDFromBytes(("image of task " + taskId).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private Optional<Image> find(String id) {
        try (Lease<MetadataRepository> lease = parts.access.repository()) {
            return lease.get().images().find(id, Viewer.SERVER).map(ImageView::image);
        }
    }

    private Image image(JobRun run, JsonObject properties) {
        String id = imageId(run.job().id());
        Image image = find(id).orElseGet(() ->
                creation.create(run.caller(), asked(id, properties)).image());
        if (ImportLock.isHeldBy(image, run.job().id())) {
            return image;
        }
        Image locked = image.toBuilder()
                .status(ImageStatus.IMPORTING)
                .property(ImageProperties.IMPORT_TASK, run.job().id())
                .updatedAt(ImageAccess.now())
                .build();
        if (!run.write(repository -> repository.images().update(image, locked))) {
            throw new VitrineException(ErrorKind.GONE, "The image was changed by somebody else.");
        }
        return locked;
    }

    private static NewImage asked(String id, JsonObject given) {
        boolean none = given.values().isEmpty();
        if (!none && given.text("container_format").isEmpty()) {
            throw invalid("'container_format' needs to be set before import");
        }
        Map<String, String> others = new LinkedHashMap<>();
        given.values().forEach((key, value) -> {
            if (!BASE.contains(key)) {
                if (ImageProperties.isReserved(key)) {
                    throw new VitrineException(ErrorKind.FORBIDDEN, "Attribute '" + key + "' is reserved.");
                }
                others.put(key, value == null ? null : String.valueOf(value));
            }
        });
        return new NewImage(
                id,
                given.text("name").orElse(null),
                given.text("visibility").flatMap(Visibility::of).orElse(null),
                Boolean.TRUE.equals(given.values().get("protected")),
                Boolean.TRUE.equals(given.values().get("os_hidden")),
                given.text("owner"),
                given.text("disk_format").orElse(none ? "qcow2" : null),
                given.text("container_format").orElse(none ? "bare" : null),
                number(given, "min_disk"),
                number(given, "min_ram"),
                tags(given),
                others,
                null);
    }

    private static long number(JsonObject given, String key) {
        return given.values().get(key) instanceof Number number ? number.longValue() : 0;
    }

    private static List<String> tags(JsonObject given) {
        List<String> tags = new ArrayList<>();
        if (given.values().get("tags") instanceof List<?> list) {
            list.forEach(tag -> tags.add(String.valueOf(tag)));
        }
        return tags;
    }

    private static VitrineException invalid(String message) {
        return new VitrineException(ErrorKind.INVALID, message);
    }
}
