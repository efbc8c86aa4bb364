package org.vitrine.config.oslo.ini;

/** Says what is wrong with the operator's files, and where, in words for the log: values never stand in it. */
public final class BrokenConfiguration extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param place file and line, or the option */
    public BrokenConfiguration(String place, String what) {
        super(place + ": " + what);
    }
}
