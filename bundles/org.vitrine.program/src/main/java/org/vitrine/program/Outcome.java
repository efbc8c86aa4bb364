package org.vitrine.program;

/**
 * How a program ended.
 *
 * @param status as a shell would have it: 128 and a number for a signal
 * @param output what it said, up to a bound; empty when it went into a file
 * @param complaints what it said on its standard error, up to a bound; without paths in its directory, control characters
 *     and blanks at the ends
 */
public record Outcome(int status, String output, String complaints) {
    private static final int FATAL = 128;
    private static final int SIGKILL = 9;
    private static final int SIGXCPU = 24;
    private static final int SIGXFSZ = 25;

    /** Whether it did what it should. */
    public boolean succeeded() {
        return status == 0;
    }

    /** Why it did not, in words that a user may read. */
    public String reason() {
        return switch (status - FATAL) {
            case SIGXCPU -> "it took more processor time than it may";
            case SIGKILL -> "it was killed, as it took too much time or memory";
            case SIGXFSZ -> "its result is larger than it may be";
            default -> complaints.isEmpty() ? "it ended with status " + status : complaints;
        };
    }
}
