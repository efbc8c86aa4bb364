package org.vitrine.policy.oslo.language;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * {@code http://host/path/%(key)s}: what another server says (POL-9). The server itself must be written in the rule, as
 * callers set many values of a target; these values are escaped, so that they stay within the part of the path where
 * the rule has them.
 */
record RemoteCheck(Template address) implements Check {
    private static final Pattern SERVER = Pattern.compile(
            "https?://[A-Za-z0-9._~-]+(?::[0-9]{1,5})?(?:[/?].*)?|https?://\\[[0-9A-Fa-f:.]+](?::[0-9]{1,5})?(?:[/?].*)?");

    /** What is wrong with the address before any value is in it, or null. */
    static String fault(Template address) {
        if (address.fault() != null) {
            return address.fault();
        }
        String server = address.start();
        boolean open = server.length() < address.toString().length() && server.indexOf('/', "https://".length()) < 0;
        return open || !SERVER.matcher(server).matches() || !parses(address.fill(key -> "x"))
                ? "an http check must name its server in full, without user information and without a % in its name"
                : null;
    }

    private static boolean parses(String address) {
        try {
            return URI.create(address).getHost() != null;
        } catch (IllegalArgumentException e) {
            return false; // not a URI at all
        }
    }

    @Override
    public Verdict test(Question question) {
        String filled = address.fill(question.target(), RemoteCheck::escaped);
        return filled == null
                ? address.unfilled(question.target())
                : Verdict.of(question.permittedBy(URI.create(filled)));
    }

    /** Dots too: a value of two of them must not lead upwards. */
    private static String escaped(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace(".", "%2E");
    }

    @Override
    public void explain(Question question, Explanation explanation) {
        String filled = address.fill(question.target(), RemoteCheck::escaped);
        explanation.reason(filled == null ? address.whyUnfilled(question.target()) : "asked " + filled);
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
