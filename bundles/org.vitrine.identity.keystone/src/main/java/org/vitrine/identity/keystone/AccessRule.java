package org.vitrine.identity.keystone;

/**
 * One request that an application credential may be used for (AUTH-12).
 *
 * @param path a pattern: {@code *} and {@code {name}} stand for one segment or a part of one, {@code **} for anything,
 *     all else for itself
 */
record AccessRule(String service, String method, String path) {
    boolean allows(String serviceType, String requestMethod, String requestPath) {
        return service.equals(serviceType) && method.equals(requestMethod) && matches(requestPath);
    }

    /**
     * Whether the whole path fits the pattern. Goes through the path once and keeps every position that the pattern may
     * have reached, so that no pattern, which is a user's text, takes longer than their product.
     */
    private boolean matches(String text) {
        boolean[] reached = new boolean[text.length() + 1];
        reached[0] = true;
        int at = 0;
        while (at < path.length()) {
            char c = path.charAt(at);
            int closing = c == '{' ? path.indexOf('}', at) : -1;
            if (path.startsWith("**", at)) {
                reached = skip(reached, text, true);
                at += 2;
            } else if (c == '*' || closing > 0) {
                reached = skip(step(reached, text, letter -> letter != '/'), text, false);
                at = Math.max(at, closing) + 1;
            } else {
                reached = step(reached, text, letter -> letter == c);
                at++;
            }
        }
        return reached[text.length()];
    }

    private interface Letters {
        boolean hold(char c);
    }

    private static boolean[] step(boolean[] reached, String text, Letters letters) {
        boolean[] next = new boolean[reached.length];
        for (int i = 0; i < text.length(); i++) {
            next[i + 1] = reached[i] && letters.hold(text.charAt(i));
        }
        return next;
    }

    /** Everything that can be reached from there over any number of characters, slashes among them or not. */
    private static boolean[] skip(boolean[] reached, String text, boolean slashes) {
        boolean[] next = reached.clone();
        for (int i = 0; i < text.length(); i++) {
            next[i + 1] |= next[i] && (slashes || text.charAt(i) != '/');
        }
        return next;
    }
}
