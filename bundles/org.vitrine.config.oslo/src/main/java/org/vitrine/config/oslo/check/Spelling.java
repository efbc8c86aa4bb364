package org.vitrine.config.oslo.check;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody may have meant. */
final class Spelling {
    private Spelling() {}

    /** The one of the words that is a few slips of the keyboard away, if there is one. */
    static Optional<String> nearest(String written, Collection<String> words) {
        int most = Math.max(1, Math.min(4, written.length() / 4));
        return words.stream()
                .filter(word -> Math.abs(word.length() - written.length()) <= most)
                .filter(word -> slips(written, word) <= most)
                .min(Comparator.comparingInt((String word) -> slips(written, word))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** How many letters are missing, too many, wrong, or the wrong way round. */
    static int slips(String one, String other) {
        int[][] slips = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    slips[i][j] = i + j;
                    continue;
                }
                boolean same = one.charAt(i - 1) == other.charAt(j - 1);
                slips[i][j] =
                        Math.min(slips[i - 1][j - 1] + (same ? 0 : 1), Math.min(slips[i - 1][j], slips[i][j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    slips[i][j] = Math.min(slips[i][j], slips[i - 2][j - 2] + 1);
                }
            }
        }
        return slips[one.length()][other.length()];
    }
}
