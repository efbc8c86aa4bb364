package org.vitrine.config.oslo.option;

/** Where the value of an option goes. */
public sealed interface Destination {
    /** How a value is written for the component that reads it. */
    enum Form {
        /** Text, or an array of texts for a list. */
        PLAIN,
        /** The items of a list in one text, separated by commas. */
        JOINED,
        /** A number of seconds, as milliseconds. */
        MILLISECONDS
    }

    /** A key of the configuration with that PID, or of each instance of that factory PID. */
    record Pid(String pid, String key, Form form) implements Destination {}

    /** Code knows what it means. */
    record Special() implements Destination {}

    /** It has nothing to decide in this server. */
    record Ignored(String why) implements Destination {}

    /** Nothing in this server does that yet. */
    record Unsupported() implements Destination {}

    /** @param name the option's, from which the key follows when none is given */
    static Destination parse(String text, String name) {
        if (text.equals("special")) {
            return new Special();
        }
        if (text.equals("unsupported")) {
            return new Unsupported();
        }
        if (text.startsWith("ignored: ")) {
            return new Ignored(text.substring("ignored: ".length()));
        }
        Form form = Form.PLAIN;
        String rest = text;
        if (rest.endsWith(" as joined")) {
            form = Form.JOINED;
            rest = rest.substring(0, rest.length() - " as joined".length());
        } else if (rest.endsWith(" in milliseconds")) {
            form = Form.MILLISECONDS;
            rest = rest.substring(0, rest.length() - " in milliseconds".length());
        }
        int space = rest.indexOf(' ');
        return space < 0
                ? new Pid(rest, name.replace('_', '.'), form)
                : new Pid(rest.substring(0, space), rest.substring(space + 1), form);
    }
}
