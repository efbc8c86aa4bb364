package org.vitrine.property.rules;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules as the file has them now (PROP-10). Whoever asks for the rules looks at the file first, when nobody did for a
 * moment; the others go on with the rules there are.
 */
final class LiveRules {
    private static final Logger LOG = LoggerFactory.getLogger(LiveRules.class);
    private static final long PAUSE_NANOS = 5_000_000;

    private final RuleFile file;
    private final RuleFormat format;
    private final LongSupplier nanoTime;
    private final AtomicBoolean looking = new AtomicBoolean();

    // Written by whoever looks, one at a time.
    private RuleFile.State seen;
    private String lastTrouble = "";

    private volatile long nextLook;
    private volatile Rules rules;

    /**
     * Reads the file.
     *
     * @param nanoTime a clock as of {@link System#nanoTime}
     */
    LiveRules(RuleFile file, RuleFormat format, LongSupplier nanoTime) throws RuleFileException {
        this.file = file;
        this.format = format;
        this.nanoTime = nanoTime;
        load(file.state());
    }

    Rules current() {
        if (nanoTime.getAsLong() - nextLook >= 0 && looking.compareAndSet(false, true)) {
            try {
                look();
            } finally {
                looking.set(false);
            }
        }
        return rules;
    }

    private void look() {
        try {
            RuleFile.State found = file.state();
            if (!found.equals(seen)) {
                load(found);
            }
        } catch (RuleFileException e) {
            trouble(e);
        }
        nextLook = nanoTime.getAsLong() + PAUSE_NANOS;
    }

    private void load(RuleFile.State found) throws RuleFileException {
        Rules fresh = RuleFile.read(found, format);
        rules = fresh;
        seen = found;
        lastTrouble = "";
        nextLook = nanoTime.getAsLong() + PAUSE_NANOS;
        LOG.info("Property protection: {} sections from {} (org.vitrine.property.rules)", fresh.size(), found.path());
        fresh.warnings().forEach(warning -> LOG.warn("Property protection: {}", warning));
    }

    /** Once for each trouble. */
    private void trouble(RuleFileException e) {
        if (!e.getMessage().equals(lastTrouble)) {
            lastTrouble = e.getMessage();
            LOG.error("{}; the rules from before stay", e.getMessage());
        }
    }
}
