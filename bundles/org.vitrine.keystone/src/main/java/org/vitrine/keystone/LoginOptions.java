package org.vitrine.keystone;

/**
 * How a service proves itself to Keystone, in the words of keystoneauth's options; an empty text is an option that is
 * not set.
 *
 * @param type the option {@code auth_type}; empty for {@code password}
 * @param url the option {@code auth_url}
 * @param user whose password it is
 * @param scope what the token is for
 * @param defaultDomain the domain of user and project where none of their own is given
 * @param credential for {@code v3applicationcredential}
 * @param token for {@code token}
 * @param endpoint where Keystone is with {@code none}
 */
public record LoginOptions(
        String type,
        String url,
        User user,
        Scope scope,
        Named defaultDomain,
        ApplicationCredential credential,
        String token,
        String endpoint) {

    /** Something with an id, or else a name. */
    public record Named(String id, String name) {
        /** Nothing. */
        public static final Named NONE = new Named("", "");
    }

    /** A user by id, or by name and domain. */
    public record User(Named self, String password, Named domain) {
        @Override
        public String toString() {
            return "User " + self;
        }
    }

    /** What a token is for: at most one of these. */
    public record Scope(Named project, Named projectDomain, Named domain, String system, String trustId) {}

    /** An application credential by id, or by name together with its user. */
    public record ApplicationCredential(Named self, String secret) {
        /** Nothing. */
        public static final ApplicationCredential NONE = new ApplicationCredential(Named.NONE, "");

        @Override
        public String toString() {
            return "ApplicationCredential " + self;
        }
    }

    /** Nothing of this may be logged. */
    @Override
    public String toString() {
        return "LoginOptions at " + url;
    }
}
