package org.vitrine.identity.keystone;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Whom to trust and what to show on connections to Keystone (AUTH-19), from PEM files. */
final class TlsContext {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.+?)-----END \\1-----", Pattern.DOTALL);
    private static final List<String> KEY_KINDS = List.of("RSA", "EC", "EdDSA");
    private static final char[] IN_MEMORY = {};

    private TlsContext() {}

    /**
     * Nothing when the Java runtime's own settings will do.
     *
     * @throws IllegalArgumentException with the key in the message when a file cannot be used
     */
    static Optional<SSLContext> of(KeystoneConfig config) {
        if (config.cafile().isEmpty() && config.certfile().isEmpty() && !config.insecure()) {
            if (!config.keyfile().isEmpty()) {
                throw new IllegalArgumentException("keyfile: there is no certfile to it");
            }
            return Optional.empty();
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(shown(config), trusted(config), null);
            return Optional.of(context);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private static TrustManager[] trusted(KeystoneConfig config) throws GeneralSecurityException, IOException {
        if (config.insecure()) {
            return new TrustManager[] {new Anybody()};
        }
        if (config.cafile().isEmpty()) {
            return null; // the runtime's own
        }
        KeyStore store = emptyStore();
        for (Certificate certificate : certificates("cafile", config.cafile())) {
            store.setCertificateEntry("ca" + store.size(), certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager[] shown(KeystoneConfig config) throws GeneralSecurityException, IOException {
        if (config.certfile().isEmpty()) {
            return null;
        }
        PrivateKey key = config.keyfile().isEmpty()
                ? privateKey("certfile", config.certfile())
                : privateKey("keyfile", config.keyfile());
        KeyStore store = emptyStore();
        store.setKeyEntry(
                "own",
                key,
                IN_MEMORY,
                certificates("certfile", config.certfile()).toArray(new Certificate[0]));
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
            switch (section.label) {
                case "PRIVATE KEY":
                    return decode(key, section.content);
                case "RSA PRIVATE KEY":
                    return decode(key, wrapRsa(section.content));
                case "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY":
                    throw new IllegalArgumentException(key + ": " + section.label
                            + " is not understood; 'openssl pkcs8 -topk8 -nocrypt' makes one that is");
                default:
                    break;
            }
        }
        throw new IllegalArgumentException(key + ": no private key in " + file);
    }

    private static PrivateKey decode(String key, byte[] pkcs8) throws GeneralSecurityException {
        for (String kind : KEY_KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                continue; // of another kind
            }
        }
        throw new IllegalArgumentException(key + ": the private key is of no kind among " + KEY_KINDS);
    }

    /** Puts the header of PKCS #8 before an RSA key of the older form: version 0, algorithm RSA, the key as octets. */
    private static byte[] wrapRsa(byte[] pkcs1) {
        byte[] algorithm = {
            0x30,
            0x0d,
            0x06,
            0x09,
            0x2a,
            (byte) 0x86,
            0x48,
            (byte) 0x86,
            (byte) 0xf7,
            0x0d,
            0x01,
            0x01,
            0x01,
            0x05,
            0x00
        };
        int inner = 3 + algorithm.length + 4 + pkcs1.length;
        ByteBuffer der = ByteBuffer.allocate(4 + inner);
        der.put((byte) 0x30).put((byte) 0x82).putShort((short) inner);
        der.put(new byte[] {0x02, 0x01, 0x00}).put(algorithm);
        der.put((byte) 0x04).put((byte) 0x82).putShort((short) pkcs1.length).put(pkcs1);
        return der.array();
    }

    private record Section(String label, byte[] content) {}

    private static List<Section> sections(String key, String file) {
        try {
            Matcher matcher = PEM.matcher(Files.readString(Path.of(file), StandardCharsets.ISO_8859_1));
            List<Section> sections = new ArrayList<>();
            while (matcher.find()) {
                sections.add(
                        new Section(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
            }
            return sections;
        } catch (IOException e) {
            throw new IllegalArgumentException(key + ": cannot read " + file, e);
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
