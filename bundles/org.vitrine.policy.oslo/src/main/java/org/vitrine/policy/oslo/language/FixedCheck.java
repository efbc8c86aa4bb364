package org.vitrine.policy.oslo.language;

/** {@code @} and {@code !} (POL-2). */
public enum FixedCheck implements Check {
    /** Always yes: {@code @}, the empty text, the empty list. */
    ALWAYS("@", Verdict.YES),
    /** Always no: {@code !}, and whatever could not be parsed (POL-5). */
    NEVER("!", Verdict.NO);

    private final String text;
    private final Verdict verdict;

    FixedCheck(String text, Verdict verdict) {
        this.text = text;
        this.verdict = verdict;
    }

    @Override
    public Verdict test(Question question) {
        return verdict;
    }

    @Override
    public String toString() {
        return text;
    }
}
