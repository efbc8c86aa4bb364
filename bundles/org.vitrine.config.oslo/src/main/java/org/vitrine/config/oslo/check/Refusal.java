package org.vitrine.config.oslo.check;

/**
 * A file that a component refuses.
 *
 * @param text the file, the number of the line that has the key if it is known, and the reason
 * @param kept whether the component goes on with what it had before, instead of being out of service
 */
public record Refusal(String text, boolean kept) implements Comparable<Refusal> {
    @Override
    public int compareTo(Refusal other) {
        return text.equals(other.text) ? Boolean.compare(kept, other.kept) : text.compareTo(other.text);
    }
}
