package org.vitrine.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Rewrites the jars below a directory with their entries stored instead of compressed, in the same order and with the same
 * contents, so that a start need not decompress thousands of classes. The archive of the distribution compresses them
 * again, and better, as it sees them together. Run by the build, as {@code java StoredJars.java DIRECTORY}.
 */
public final class StoredJars {
    private StoredJars() {}

    public static void main(String[] arguments) throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.walk(Path.of(arguments[0]))) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
        for (Path jar : jars) {
            rewrite(jar);
        }
    }

    private static void rewrite(Path jar) throws IOException {
        Path stored = jar.resolveSibling(jar.getFileName() + ".stored");
        try (ZipFile from = new ZipFile(jar.toFile())) {
            if (from.stream().allMatch(entry -> entry.getMethod() == ZipEntry.STORED)) {
                return;
            }
            write(from, stored);
        }
        Files.setLastModifiedTime(stored, Files.getLastModifiedTime(jar));
        Files.move(stored, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void write(ZipFile from, Path jar) throws IOException {
        try (ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(jar))) {
            to.setMethod(ZipOutputStream.STORED);
            for (ZipEntry entry : from.stream().toList()) {
                ZipEntry stored = new ZipEntry(entry.getName());
                stored.setTime(entry.getTime());
                stored.setSize(entry.getSize());
                stored.setCrc(entry.getCrc());
                to.putNextEntry(stored);
                try (var content = from.getInputStream(entry)) {
                    content.transferTo(to);
                }
                to.closeEntry();
            }
        }
    }
}
