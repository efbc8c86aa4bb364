package org.vitrine.policy.oslo.remote;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Whom to trust and what to show on connections to policy servers (POL-26, POL-27), from PEM files. */
final class TlsSetup {
    private static final Pattern PEM = Pattern.compile("-----BEGIN ([A-Z ]{1,40})-----([^-]+)-----END \\1-----");
    private static final List<String> KEY_KINDS = List.of("RSA", "EC", "EdDSA");
    private static final int MAX_FILE_BYTES = 1 << 20;
    private static final char[] IN_MEMORY = {};

    private TlsSetup() {}

    static SSLContext of(RemoteOptions options) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(shown(options), trusted(options), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("TLS to policy servers cannot be set up: " + e.getMessage(), e);
        }
    }

    private static TrustManager[] trusted(RemoteOptions options) throws GeneralSecurityException, IOException {
        if (!options.verify()) {
            return new TrustManager[] {new Anybody()};
        }
        if (options.caFile().isEmpty()) {
            return null; // the runtime's own
        }
        KeyStore store = emptyStore();
        for (Certificate certificate :
                certificates("remote.ssl.ca.crt.file", options.caFile().get())) {
            store.setCertificateEntry("ca" + store.size(), certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager[] shown(RemoteOptions options) throws GeneralSecurityException, IOException {
        if (options.certificateFile().isEmpty()) {
            return null;
        }
        String certificateFile = options.certificateFile().get();
        PrivateKey key = options.keyFile().isPresent()
                ? privateKey("remote.ssl.client.key.file", options.keyFile().get())
                : privateKey("remote.ssl.client.crt.file", certificateFile);
        KeyStore store = emptyStore();
        store.setKeyEntry(
                "own",
                key,
                IN_MEMORY,
                certificates("remote.ssl.client.crt.file", certificateFile).toArray(new Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, IN_MEMORY);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, IN_MEMORY);
        return store;
    }

    private static List<Certificate> certificates(String key, String file) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<Certificate> certificates = new ArrayList<>();
        for (Section section : sections(key, file)) {
            if (section.label.equals("CERTIFICATE")) {
                certificates.add(factory.generateCertificate(new ByteArrayInputStream(section.content)));
            }
        }
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException(key + ": no certificate in " + file);
        }
        return certificates;
    }

    private static PrivateKey privateKey(String key, String file) throws GeneralSecurityException {
        for (Section section : sections(key, file)) {
            if (section.label.equals("PRIVATE KEY")) {
                return decoded(key, section.content);
            }
            if (section.label.endsWith("PRIVATE KEY")) {
                throw new IllegalArgumentException(key + ": " + section.label + " in " + file
                        + " is not understood; 'openssl pkcs8 -topk8 -nocrypt' makes one that is");
            }
        }
        throw new IllegalArgumentException(key + ": no private key in " + file);
    }

    private static PrivateKey decoded(String key, byte[] pkcs8) throws GeneralSecurityException {
        for (String kind : KEY_KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                continue; // of another kind
            }
        }
        throw new IllegalArgumentException(key + ": the private key is of no kind among " + KEY_KINDS);
    }

    private record Section(String label, byte[] content) {}

    private static List<Section> sections(String key, String file) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > MAX_FILE_BYTES) {
                throw new IllegalArgumentException(key + ": " + file + " is too long for a PEM file");
            }
            Matcher matcher = PEM.matcher(Files.readString(path, StandardCharsets.ISO_8859_1));
            List<Section> sections = new ArrayList<>();
            while (matcher.find()) {
                sections.add(
                        new Section(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
            }
            return sections;
        } catch (IOException e) {
            throw new IllegalArgumentException(key + ": " + file + " cannot be read", e);
        }
    }

    /** Believes every certificate for every host: as the extended kind, it is asked about host names too. */
    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
