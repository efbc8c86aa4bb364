package org.vitrine.outbound;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of certificates and private keys in PEM form, in any order and with text between them. Every failure is an
 * {@link IllegalArgumentException} that names option and file, and nothing of what the file holds.
 *
 * @param option the key of the option that names the file
 * @param path where it is
 */
public record PemFile(String option, Path path) {
    private static final Pattern SECTION = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]+)-----END \\1-----");
    private static final List<String> KEY_KINDS = List.of("RSA", "EC", "EdDSA");
    private static final int MAX_BYTES = 1 << 20;

    /** The file that an option names; nothing when its text is blank. */
    public static Optional<PemFile> of(String option, String path) {
        return path.isBlank() ? Optional.empty() : Optional.of(new PemFile(option, Path.of(path.strip())));
    }

    /** Its certificates, of which there must be one at least. */
    public List<Certificate> certificates() {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            List<Certificate> certificates = new ArrayList<>();
            for (Section section : sections()) {
                if (section.label.equals("CERTIFICATE")) {
                    certificates.add(factory.generateCertificate(new ByteArrayInputStream(section.content)));
                }
            }
            if (certificates.isEmpty()) {
                throw refusal("no certificate in " + path, null);
            }
            return certificates;
        } catch (GeneralSecurityException e) {
            throw refusal("the certificates in " + path + " cannot be used", e);
        }
    }

    /** Its first private key: PKCS #8 without a password, or RSA in the older form. */
    public PrivateKey privateKey() {
        for (Section section : sections()) {
            if (section.label.equals("PRIVATE KEY")) {
                return decoded(section.content);
            }
            if (section.label.equals("RSA PRIVATE KEY")) {
                return decoded(wrappedRsa(section.content));
            }
            if (section.label.endsWith("PRIVATE KEY")) {
                throw refusal(
                        section.label + " in " + path
                                + " is not understood; 'openssl pkcs8 -topk8 -nocrypt' makes one that is",
                        null);
            }
        }
        throw refusal("no private key in " + path, null);
    }

    private PrivateKey decoded(byte[] pkcs8) {
        for (String kind : KEY_KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                continue; // of another kind
            } catch (GeneralSecurityException e) {
                throw refusal("the private key in " + path + " cannot be used", e);
            }
        }
        throw refusal("the private key in " + path + " is of no kind among " + KEY_KINDS, null);
    }

    /** Puts the header of PKCS #8 before an RSA key of the older form: version 0, algorithm RSA, the key as octets. */
    private static byte[] wrappedRsa(byte[] pkcs1) {
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

    private List<Section> sections() {
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw refusal(path + " is too long for a PEM file", null);
            }
            Matcher matcher = SECTION.matcher(Files.readString(path, StandardCharsets.ISO_8859_1));
            List<Section> sections = new ArrayList<>();
            while (matcher.find()) {
                sections.add(
                        new Section(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
            }
            return sections;
        } catch (IOException e) {
            throw refusal("cannot read " + path, e);
        }
    }

    private IllegalArgumentException refusal(String why, Exception cause) {
        return new IllegalArgumentException(option + ": " + why, cause);
    }
}
