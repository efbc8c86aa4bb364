package org.vitrine.config.oslo.report;

/**
 * One thing that an operator should know.
 *
 * @param subject the option with its group and place, or the PID, in words without any value
 * @param remark what follows, in a few words; may be empty
 */
public record Finding(Kind kind, String subject, String remark) {
    /** What kind of thing, the gravest first. */
    public enum Kind {
        /** A file of the Glance configuration and a {@code .cfg} both speak for one PID. */
        CONFLICT("contradictory"),
        /** The configuration is for a bundle that is not there. */
        NOT_INSTALLED("not installed"),
        /** Glance has no such option. */
        UNKNOWN("unknown"),
        /** Glance has the option and this server does not. */
        UNSUPPORTED("not supported"),
        /** Something else worth a thought. */
        REMARK("note"),
        /** The option works under a newer name. */
        OLD_NAME("renamed"),
        /** The option has nothing to decide here. */
        IGNORED("without effect");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }

    @Override
    public String toString() {
        return kind.words() + ": " + subject + (remark.isEmpty() ? "" : " - " + remark);
    }
}
