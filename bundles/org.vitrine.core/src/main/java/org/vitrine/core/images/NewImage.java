package org.vitrine.core.images;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vitrine.domain.image.Visibility;

/**
 * What a client asks to create, its syntax checked (IMG-CREATE-5). Components may be null as said.
 *
 * @param id a UUID as the client gave it, or null to have one made
 * @param name or null
 * @param visibility or null for the default
 * @param isProtected whether deletion is refused
 * @param hidden whether lists leave it out
 * @param owner empty: the caller's project; else what the client gave, where {@code Optional.of("")} stands for null
 * @param diskFormat or null
 * @param containerFormat or null
 * @param minDisk GiB as given
 * @param minRam MiB as given
 * @param tags as given, duplicates too (LIM-2)
 * @param properties additional ones; values may be null where schema-image.json allows it
 * @param refusedKey a key of the body that clients may not set, refused after policy and quota (IMG-CREATE-6 steps 9
 *     and 10), or null
 */
public record NewImage(
        String id,
        String name,
        Visibility visibility,
        boolean isProtected,
        boolean hidden,
        Optional<String> owner,
        String diskFormat,
        String containerFormat,
        long minDisk,
        long minRam,
        List<String> tags,
        Map<String, String> properties,
        String refusedKey) {}
