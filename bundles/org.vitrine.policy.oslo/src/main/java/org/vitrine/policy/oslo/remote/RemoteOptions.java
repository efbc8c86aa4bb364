package org.vitrine.policy.oslo.remote;

import java.time.Duration;
import java.util.Optional;
import org.vitrine.outbound.PemFile;

/**
 * How policy servers are asked (POL-25 to POL-28).
 *
 * @param json whether they are sent one JSON object instead of a form
 * @param verify whether the certificate of an https server is checked
 * @param authorities certificates to check it against; nothing: those that the Java runtime trusts
 * @param certificate what this server shows; nothing: no certificate
 * @param key the private key to it; nothing: it is in the same file
 * @param timeout how long an answer may take, from the first byte sent to the last one received
 */
public record RemoteOptions(
        boolean json,
        boolean verify,
        Optional<PemFile> authorities,
        Optional<PemFile> certificate,
        Optional<PemFile> key,
        Duration timeout) {}
