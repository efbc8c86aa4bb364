package org.vitrine.config.oslo;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.osgi.service.cm.Configuration;

/** Does to configurations what Felix File Install does when it reads a {@code .cfg}. */
final class FileInstall {
    private final FakeConfigurationAdmin admin;

    FileInstall(FakeConfigurationAdmin admin) {
        this.admin = admin;
    }

    void read(Path file) throws IOException {
        Properties given = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            given.load(reader);
        }
        Map<String, Object> keys = new TreeMap<>();
        given.stringPropertyNames().forEach(name -> keys.put(name, given.getProperty(name)));
        Configuration configuration = configuration(file);
        Map<String, Object> before = admin.properties(configuration.getPid());
        if (before != null) {
            before.remove("felix.fileinstall.filename");
        }
        if (!keys.equals(before)) {
            Hashtable<String, Object> update = new Hashtable<>(keys);
            update.put("felix.fileinstall.filename", file.toFile().toURI().toString());
            configuration.update(update);
        }
    }

    void removed(Path file) throws IOException {
        configuration(file).delete();
    }

    private Configuration configuration(Path file) throws IOException {
        String name = file.getFileName().toString();
        return admin.getConfiguration(name.substring(0, name.lastIndexOf('.')).replaceFirst("-", "~"), "?");
    }
}
