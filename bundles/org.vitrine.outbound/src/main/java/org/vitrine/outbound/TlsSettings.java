package org.vitrine.outbound;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whom to trust and what to show on encrypted connections.
 *
 * @param insecure whether everybody is believed, which is no protection at all; the authorities are not looked at then
 * @param authorities who may vouch for a server; nothing: those that the Java runtime trusts
 * @param certificate what is shown to servers that want to see one
 * @param key the private key to it; nothing: it is in the same file
 */
public record TlsSettings(
        boolean insecure, Optional<PemFile> authorities, Optional<PemFile> certificate, Optional<PemFile> key) {
    private static final char[] IN_MEMORY = {};

    /** @throws IllegalArgumentException when there is a key to no certificate */
    public TlsSettings {
        if (certificate.isEmpty() && key.isPresent()) {
            throw new IllegalArgumentException(key.get().option() + ": there is no certificate to it");
        }
    }

    /**
     * The context; nothing when the Java runtime's own will do.
     *
     * @throws IllegalArgumentException with the option in the message when a file cannot be used
     */
    public Optional<SSLContext> context() {
        if (!insecure && authorities.isEmpty() && certificate.isEmpty()) {
            return Optional.empty();
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(shown(), trusted(), null);
            return Optional.of(context);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private TrustManager[] trusted() throws GeneralSecurityException, IOException {
        if (insecure) {
            return new TrustManager[] {new Everybody()};
        }
        if (authorities.isEmpty()) {
            return null; // the runtime's own
        }
        KeyStore store = emptyStore();
        for (Certificate authority : authorities.get().certificates()) {
            store.setCertificateEntry("ca" + store.size(), authority);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private KeyManager[] shown() throws GeneralSecurityException, IOException {
        if (certificate.isEmpty()) {
            return null;
        }
        PrivateKey own = key.orElse(certificate.get()).privateKey();
        KeyStore store = emptyStore();
        store.setKeyEntry(
                "own", own, IN_MEMORY, certificate.get().certificates().toArray(new Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, IN_MEMORY);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, IN_MEMORY);
        return store;
    }
}
