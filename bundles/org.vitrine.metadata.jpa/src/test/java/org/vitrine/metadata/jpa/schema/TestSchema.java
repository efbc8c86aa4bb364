package org.vitrine.metadata.jpa.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.vitrine.metadata.jpa.sql.Readiness;

/** The schema with the scripts of the build directory, as there is no bundle to find them in. */
public final class TestSchema {
    private static final Path SCRIPTS = Path.of("target", "classes", "db");

    private TestSchema() {}

    /** Makes a database ready as {@link SchemaHook} does. */
    public static Readiness prepare(DataSource dataSource) throws SQLException {
        Preparation preparation = new Preparation(schema("expand", "migrate", "contract"));
        preparation.begin(dataSource);
        return preparation;
    }

    static Schema schema(String... phases) {
        return new Schema(TestSchema::files, List.of(phases));
    }

    private static Collection<URL> files(String directory) {
        Path path = SCRIPTS.resolve(directory);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.map(TestSchema::url).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
