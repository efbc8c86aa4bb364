package org.vitrine.core.data;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the headers of an upload say.
 *
 * @param store the id of the store to write to, in a multi-store server (UP-4)
 * @param announcedSize bytes, where the client says so
 */
public record UploadRequest(Optional<String> store, OptionalLong announcedSize) {}
