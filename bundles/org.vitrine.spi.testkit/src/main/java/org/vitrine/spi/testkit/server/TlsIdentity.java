package org.vitrine.spi.testkit.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A private key with a self-signed certificate, fresh for a test. */
public final class TlsIdentity {
    private static final String PASSWORD = "changeit";
    private static final String ALIAS = "server";
    private static final int PATIENCE_SECONDS = 60;

    private final KeyStore store;
    private final Path certificate;

    private TlsIdentity(KeyStore store, Path certificate) {
        this.store = store;
        this.certificate = certificate;
    }

    /**
     * Makes one with the JDK's {@code keytool}.
     *
     * @param directory for its files
     * @param holder whom the certificate is for, such as {@code ip:127.0.0.1} or {@code dns:example.org}
     */
    public static TlsIdentity create(Path directory, String holder)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path file = directory.resolve(holder.replace(':', '-') + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=test",
                        "-ext",
                        "SAN=" + holder,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!keytool.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            keytool.destroyForcibly();
            throw new IllegalStateException("keytool made no key");
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        String text = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(store.getCertificate(ALIAS).getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        Path pem = directory.resolve(holder.replace(':', '-') + ".pem");
        return new TlsIdentity(store, Files.writeString(pem, text, StandardCharsets.US_ASCII));
    }

    /** A PEM file with the certificate, for those who shall believe it. */
    public Path certificate() {
        return certificate;
    }

    /** For a server that shows the certificate. */
    public SSLContext context() throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
