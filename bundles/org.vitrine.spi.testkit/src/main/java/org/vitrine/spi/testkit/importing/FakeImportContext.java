package org.vitrine.spi.testkit.importing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.json.JsonObject;
import org.vitrine.spi.importing.ImportContext;

/** An import for tests, of an administrator's, as long as nothing else is said. */
public final class FakeImportContext implements ImportContext {
    private final Path directory;
    private final List<String> said = new CopyOnWriteArrayList<>();
    private RequestContext caller = RequestContext.server("req-test");
    private Image image;
    private JsonObject parameters = JsonObject.EMPTY;
    private volatile boolean cancelled;

    /**
     * @param directory whose subdirectory {@code work} will be the working directory
     */
    public FakeImportContext(Path directory, Image image) {
        this.directory = directory.resolve("work");
        this.image = image;
    }

    /** An import of an image of that disk format, in the container {@code bare}. */
    public static FakeImportContext of(Path directory, String diskFormat) {
        Image image = Image.builder("71c675ab-d94f-49cd-a114-e12490b328d9", Instant.EPOCH)
                .diskFormat(diskFormat)
                .containerFormat("bare")
                .build();
        return new FakeImportContext(directory, image);
    }

    /** Sets who asked for the import. Returns this. */
    public FakeImportContext caller(RequestContext value) {
        caller = value;
        return this;
    }

    /** Sets the image's record. Returns this. */
    public FakeImportContext image(Image value) {
        image = value;
        return this;
    }

    /** Sets the parameters of the method. Returns this. */
    public FakeImportContext parameters(JsonObject value) {
        parameters = value;
        return this;
    }

    /** From now on the import is to stop. */
    public void cancel() {
        cancelled = true;
    }

    /** All that was said, in order. */
    public List<String> said() {
        return List.copyOf(said);
    }

    @Override
    public RequestContext caller() {
        return caller;
    }

    @Override
    public Image image() {
        return image;
    }

    @Override
    public JsonObject parameters() {
        return parameters;
    }

    @Override
    public Path workingDirectory() throws IOException {
        return Files.createDirectories(directory);
    }

    @Override
    public void say(String words) {
        said.add(words);
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }
}
