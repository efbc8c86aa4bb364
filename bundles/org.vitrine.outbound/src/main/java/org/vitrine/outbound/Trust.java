package org.vitrine.outbound;

import java.io.IOException;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Whom to trust on encrypted connections. */
public final class Trust {
    private Trust() {}

    /**
     * What the usual two settings of stores mean: a file of PEM certificates is trusted and nobody else; without one,
     * either everybody is, which is no protection at all, or what the Java runtime trusts (then empty).
     *
     * @param caFile path of the file, or blank
     * @param insecure whether to believe everybody; does not matter when there is a file
     * @throws IOException when the file cannot be read or holds no certificate
     */
    public static Optional<SSLContext> of(String caFile, boolean insecure) throws IOException {
        Optional<PemFile> authorities = PemFile.of("certificates", caFile);
        try {
            return new TlsSettings(insecure && authorities.isEmpty(), authorities, Optional.empty(), Optional.empty())
                    .context();
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
