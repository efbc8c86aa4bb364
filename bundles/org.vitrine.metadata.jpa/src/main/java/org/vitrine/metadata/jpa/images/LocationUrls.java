package org.vitrine.metadata.jpa.images;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/**
 * The URLs of locations as the database keeps them: as they are, or encrypted as Glance does (STORE-40). With a key, what
 * no Glance could have encrypted is taken as it is: a database may have been without a key when it began. Safe for many
 * threads.
 */
public final class LocationUrls {
    private static final int BLOCK = 16;
    private static final int[] KEY_LENGTHS = {16, 24, 32};
    /** In every URL, and never in what is encrypted. */
    private static final char OF_A_URL = ':';

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;

    /**
     * By the key of all nodes.
     *
     * @param key 16, 24 or 32 bytes of UTF-8, or nothing for URLs as they are
     * @throws IllegalArgumentException when its length is another
     */
    public LocationUrls(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && Arrays.binarySearch(KEY_LENGTHS, bytes.length) < 0) {
            throw new IllegalArgumentException(
                    "metadata.encryption.key must have 16, 24 or 32 bytes, and has " + bytes.length);
        }
        this.key = bytes.length == 0 ? null : new SecretKeySpec(bytes, "AES");
    }

    /** Whether the same URL is stored as another text each time. */
    boolean encrypts() {
        return key != null;
    }

    /** What is stored for a URL. */
    String stored(String url) {
        if (key == null) {
            return url;
        }
        byte[] text = url.getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(text, text.length + BLOCK - text.length % BLOCK);
        for (int i = text.length + 1; i < padded.length; i++) {
            padded[i] = (byte) (1 + random.nextInt(255));
        }
        byte[] start = new byte[BLOCK];
        random.nextBytes(start);
        byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, start, padded, 0);
        byte[] all = Arrays.copyOf(start, BLOCK + encrypted.length);
        System.arraycopy(encrypted, 0, all, BLOCK, encrypted.length);
        return Base64.getUrlEncoder().encodeToString(all);
    }

    /**
     * The URL that is stored so.
     *
     * @throws VitrineException INTERNAL when it was encrypted with another key
     */
    String url(String stored) {
        if (key == null || stored.indexOf(OF_A_URL) >= 0) {
            return stored;
        }
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(stored);
        } catch (IllegalArgumentException e) {
            throw undecipherable(e);
        }
        if (all.length < 2 * BLOCK || all.length % BLOCK != 0) {
            throw undecipherable(null);
        }
        byte[] padded = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(all, BLOCK), all, BLOCK);
        int end = padded.length - 1;
        while (end >= padded.length - BLOCK && padded[end] != 0) {
            end--;
        }
        String url = end < padded.length - BLOCK ? "" : text(padded, end);
        // Nothing authenticates what is stored: with another key, it becomes any bytes.
        if (url.indexOf(OF_A_URL) < 0) {
            throw undecipherable(null);
        }
        return url;
    }

    private static String text(byte[] bytes, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw undecipherable(e);
        }
    }

    private byte[] cipher(int mode, byte[] start, byte[] data, int from) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(mode, key, new IvParameterSpec(start));
            return cipher.doFinal(data, from, data.length - from);
        } catch (GeneralSecurityException e) {
            throw new VitrineException(ErrorKind.INTERNAL, "This Java has no AES.", e);
        }
    }

    private static VitrineException undecipherable(Exception cause) {
        return new VitrineException(
                ErrorKind.INTERNAL, "metadata.encryption.key does not decrypt a location in the database.", cause);
    }
}
