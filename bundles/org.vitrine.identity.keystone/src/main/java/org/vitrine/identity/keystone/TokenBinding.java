package org.vitrine.identity.keystone;

import java.util.Locale;
import java.util.Map;

/**
 * What to do with a token that is bound to something its bearer must show besides (AUTH-14). This server takes part in
 * no Kerberos negotiation, so nobody can show it anything.
 *
 * @param mode {@code disabled}, {@code permissive}, {@code strict}, {@code required}, or the name of a bind
 */
record TokenBinding(String mode) {
    private static final String KERBEROS = "kerberos";

    static TokenBinding of(String text) {
        return new TokenBinding(text.strip().toLowerCase(Locale.ROOT));
    }

    /** Whether a token may be used. */
    boolean permits(Map<String, String> binds) {
        return switch (mode) {
            case "disabled" -> true;
            case "permissive" -> !binds.containsKey(KERBEROS);
            case "strict" -> binds.isEmpty();
            default -> false;
        };
    }
}
