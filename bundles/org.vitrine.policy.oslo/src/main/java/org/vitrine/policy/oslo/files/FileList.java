package org.vitrine.policy.oslo.files;

import java.util.List;

/** Which files count at a moment, in the order in which they apply. Equal lists mean that nothing changed. */
public record FileList(List<FileStamp> files) {
    /** Before anything was looked at. */
    public static final FileList NONE = new FileList(List.of());

    /** Copies the list. */
    public FileList {
        files = List.copyOf(files);
    }

    /** The paths. */
    @Override
    public String toString() {
        return files.stream().map(FileStamp::path).toList().toString();
    }
}
