package org.vitrine.config.oslo.option;

/**
 * A name that an option once had.
 *
 * @param group nothing in the group of the option itself
 */
public record OldName(String group, String name) {
    static OldName parse(String text) {
        int slash = text.indexOf('/');
        return new OldName(text.substring(0, slash), text.substring(slash + 1));
    }

    String groupWithin(String own) {
        return group.isEmpty() ? own : group;
    }
}
