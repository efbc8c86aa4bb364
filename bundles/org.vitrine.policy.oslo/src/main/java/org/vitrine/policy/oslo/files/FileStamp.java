package org.vitrine.policy.oslo.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/** A file as it was at a moment: a changed file has another stamp (POL-31). */
record FileStamp(Path path, FileTime modified, long size, Object key) {
    static FileStamp of(Path path) throws PolicyFileException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new FileStamp(path, attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        } catch (IOException e) {
            throw new PolicyFileException("Policy file " + path + " cannot be looked at: " + e, e);
        }
    }
}
