package org.vitrine.spi.testkit.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** A private key with a self-signed certificate, fresh for a test. */
public final class TlsIdentity {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String KIND = "PKCS12";
    private static final String ALIAS = "own";
    private static final int PATIENCE_SECONDS = 60;

    private final KeyStore store;
    private final Path certificate;
    private final Path key;

    private TlsIdentity(KeyStore store, Path certificate, Path key) {
        this.store = store;
        this.certificate = certificate;
        this.key = key;
    }

    /**
     * Makes one on an elliptic curve, with the JDK's {@code keytool}.
     *
     * @param directory for its files
     * @param holder whom the certificate is for, such as {@code ip:127.0.0.1} or {@code dns:example.org}
     */
    public static TlsIdentity create(Path directory, String holder)
            throws IOException, InterruptedException, GeneralSecurityException {
        return create(directory, holder, "EC");
    }

    /** The same with a key of that algorithm, such as {@code RSA}. */
    public static TlsIdentity create(Path directory, String holder, String algorithm)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path stem = directory.resolve(holder.replace(':', '-') + "-" + algorithm);
        Path file = Path.of(stem + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        algorithm,
                        "-dname",
                        "CN=test",
                        "-ext",
                        "SAN=" + holder,
                        "-storetype",
                        KIND,
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!keytool.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            keytool.destroyForcibly();
            throw new IllegalStateException("keytool made no key");
        }
        KeyStore store = KeyStore.getInstance(KIND);
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        String shown = pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded());
        String secret = "Some text before it.\n"
                + pem("PRIVATE KEY", store.getKey(ALIAS, PASSWORD).getEncoded());
        return new TlsIdentity(
                store,
                Files.writeString(Path.of(stem + ".crt"), shown, StandardCharsets.US_ASCII),
                Files.writeString(Path.of(stem + ".key"), secret, StandardCharsets.US_ASCII));
    }

    /** Text as PEM files have it. */
    public static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + label
                + "-----\n";
    }

    /** A PEM file with the certificate, for those who shall believe it. */
    public Path certificate() {
        return certificate;
    }

    /** A PEM file with the private key, and a line of other text before it. */
    public Path key() {
        return key;
    }

    /** The private key. */
    public PrivateKey privateKey() throws GeneralSecurityException {
        return (PrivateKey) store.getKey(ALIAS, PASSWORD);
    }

    /**
     * For a server that shows the certificate.
     *
     * @param clients who is believed, should the server ask for certificates
     */
    public SSLContext context(TlsIdentity... clients) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust(clients), null);
        return context;
    }

    private static TrustManager[] trust(TlsIdentity... clients) throws IOException, GeneralSecurityException {
        if (clients.length == 0) {
            return null;
        }
        KeyStore known = KeyStore.getInstance(KIND);
        known.load(null, PASSWORD);
        for (TlsIdentity client : clients) {
            known.setCertificateEntry(client.certificate.toString(), client.store.getCertificate(ALIAS));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(known);
        return trust.getTrustManagers();
    }
}
