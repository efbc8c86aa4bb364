package org.vitrine.store.s3;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Text in URLs as S3's signatures want it: everything is encoded that need not stay as it is. */
final class UriText {
    private static final String UNRESERVED = "-._~";

    private UriText() {}

    static String encode(String text) {
        var encoded = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return encoded.toString();
    }
}
