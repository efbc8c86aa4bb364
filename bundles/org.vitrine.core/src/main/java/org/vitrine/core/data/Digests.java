package org.vitrine.core.data;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The hash algorithms by the names that operators and clients use (LIM-11): those of Python's hashlib. */
public final class Digests {
    private static final Map<String, String> ALGORITHMS = new LinkedHashMap<>();

    static {
        ALGORITHMS.put("md5", "MD5");
        ALGORITHMS.put("sha1", "SHA-1");
        ALGORITHMS.put("sha224", "SHA-224");
        ALGORITHMS.put("sha256", "SHA-256");
        ALGORITHMS.put("sha384", "SHA-384");
        ALGORITHMS.put("sha512", "SHA-512");
        ALGORITHMS.put("sha3_224", "SHA3-224");
        ALGORITHMS.put("sha3_256", "SHA3-256");
        ALGORITHMS.put("sha3_384", "SHA3-384");
        ALGORITHMS.put("sha3_512", "SHA3-512");
    }

    private Digests() {}

    /** Whether the algorithm is known. */
    public static boolean supports(String name) {
        return ALGORITHMS.containsKey(name);
    }

    /** The known names. */
    public static Collection<String> names() {
        return ALGORITHMS.keySet();
    }

    /** How many hex digits a value has; the algorithm must be known. */
    public static int hexLength(String name) {
        return create(name).getDigestLength() * 2;
    }

    /** A fresh digest; the algorithm must be known. */
    static MessageDigest create(String name) {
        try {
            return MessageDigest.getInstance(ALGORITHMS.get(name));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks " + name, e);
        }
    }
}
