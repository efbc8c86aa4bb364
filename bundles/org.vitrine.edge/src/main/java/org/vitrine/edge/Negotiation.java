package org.vitrine.edge;

import java.util.function.Predicate;

/**
 * What a request is for, by its path and its header {@code Accept} (VER-9 to VER-18).
 *
 * @param target what is asked for
 * @param path for the API, the path to route by; else empty
 */
record Negotiation(Target target, String path) {
    /** What can be asked for. */
    enum Target {
        /** The list of versions, by its name (VER-10). */
        VERSIONS,
        /** Nothing that is here, so: what to choose from (VER-9, VER-11). */
        CHOICES,
        /** The API's root without its slash (VER-18). */
        ROOT,
        /** The API. */
        API
    }

    /** The media types that name a version begin so (VER-15). */
    private static final String VENDOR = "application/vnd.openstack.images-";

    /**
     * @param path percent-encoded as received, beginning with a slash
     * @param accept the header as sent, or null
     * @param known which versions there are
     */
    static Negotiation of(String path, String accept, Predicate<String> known) {
        int begin = 1;
        while (begin < path.length() && path.charAt(begin) == '/') {
            begin++;
        }
        int end = path.indexOf('/', begin);
        String first = path.substring(begin, end < 0 ? path.length() : end);
        if (first.equals("versions")) {
            return new Negotiation(Target.VERSIONS, "");
        }
        boolean vendor = accept != null && accept.startsWith(VENDOR);
        if (!known.test(vendor ? accept.substring(VENDOR.length()) : first)) {
            return new Negotiation(Target.CHOICES, "");
        }
        String rest = vendor ? path : path.substring(begin + first.length());
        return rest.isEmpty() ? new Negotiation(Target.ROOT, "/v2/") : new Negotiation(Target.API, "/v2" + rest);
    }
}
