package org.vitrine.importing.glancedownload;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the data of an image hashes to, as the other Image service says.
 *
 * @param algorithm as Java calls it
 * @param value in lower-case hexadecimal digits
 */
record ExpectedHash(String algorithm, String value) {
    private static final Map<String, String> ALGORITHMS =
            Map.of("sha512", "SHA-512", "sha384", "SHA-384", "sha256", "SHA-256", "sha1", "SHA-1", "md5", "MD5");

    /** The image's hash; its old checksum where that is of a kind that nobody here knows; empty for one without either. */
    static Optional<ExpectedHash> of(JsonNode image) {
        String algorithm = ALGORITHMS.get(image.path("os_hash_algo").asText(""));
        Optional<String> value = digits(image, "os_hash_value");
        return algorithm != null && value.isPresent()
                ? Optional.of(new ExpectedHash(algorithm, value.get()))
                : digits(image, "checksum").map(checksum -> new ExpectedHash("MD5", checksum));
    }

    private static Optional<String> digits(JsonNode image, String key) {
        String value = image.path(key).asText("").toLowerCase(Locale.ROOT);
        return value.matches("[0-9a-f]{32,128}") ? Optional.of(value) : Optional.empty();
    }

    MessageDigest digest() {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has " + algorithm, e);
        }
    }
}
