package org.vitrine.policy.oslo;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.policy.oslo.files.FileList;
import org.vitrine.policy.oslo.files.PolicyFileException;
import org.vitrine.policy.oslo.files.PolicyFiles;
import org.vitrine.policy.oslo.language.ParsedRule;
import org.vitrine.policy.oslo.language.RuleParser;

/**
 * The rules as the files have them now (POL-31). Whoever asks for the rules looks at the files first, when nobody did for
 * a moment; the others go on with the rules there are.
 *
 * <p>Looking at many files takes longer, and so they are looked at less often, but at least twice a second.
 */
final class LiveRules {
    private static final Logger LOG = LoggerFactory.getLogger(LiveRules.class);
    private static final long PAUSE_NANOS = 5_000_000;
    private static final long MAX_PAUSE_NANOS = 500_000_000;
    private static final int PAUSE_FACTOR = 20;

    private final PolicyFiles files;
    private final Function<Map<String, ParsedRule>, RuleSet> assembly;
    private final LongSupplier nanoTime;
    private final AtomicBoolean looking = new AtomicBoolean();

    // Written by whoever looks, one at a time.
    private final Map<String, ParsedRule> overrides = new HashMap<>();
    private FileList seen;
    private String lastTrouble = "";

    private volatile long nextLook;
    private volatile RuleSet rules;

    /**
     * Reads the files.
     *
     * @param assembly makes a set of what files say
     * @param nanoTime a clock as of {@link System#nanoTime}
     */
    LiveRules(PolicyFiles files, Function<Map<String, ParsedRule>, RuleSet> assembly, LongSupplier nanoTime) {
        this.files = files;
        this.assembly = assembly;
        this.nanoTime = nanoTime;
        look();
    }

    /** The rules; {@code INTERNAL} when the files were never good (POL-1, POL-32). */
    RuleSet current() {
        if (nanoTime.getAsLong() - nextLook >= 0 && looking.compareAndSet(false, true)) {
            try {
                look();
            } finally {
                looking.set(false);
            }
        }
        RuleSet now = rules;
        if (now == null) {
            throw new VitrineException(ErrorKind.INTERNAL, "The policy files are broken; nothing is granted");
        }
        return now;
    }

    private void look() {
        long start = nanoTime.getAsLong();
        long looked = start;
        try {
            FileList found = files.list();
            looked = nanoTime.getAsLong();
            if (!found.equals(seen)) {
                load(found);
            }
        } catch (PolicyFileException e) {
            trouble(e);
        }
        long pause = Math.max(PAUSE_NANOS, Math.min(MAX_PAUSE_NANOS, PAUSE_FACTOR * (looked - start)));
        nextLook = nanoTime.getAsLong() + pause;
    }

    private void load(FileList found) throws PolicyFileException {
        Map<String, ParsedRule> parsed = parsed(PolicyFiles.read(found));
        List<String> gone = overrides.keySet().stream()
                .filter(name -> !parsed.containsKey(name))
                .sorted()
                .toList();
        overrides.putAll(parsed);
        rules = assembly.apply(overrides);
        seen = found;
        lastTrouble = "";
        LOG.info("Policy rules: {} from {}, defaults for all others (org.vitrine.policy.oslo)", parsed.size(), found);
        if (!gone.isEmpty()) {
            LOG.warn("Rules {} are in no policy file any more and stay in force until a restart", gone);
        }
    }

    private static Map<String, ParsedRule> parsed(Map<String, Object> sources) {
        Map<String, ParsedRule> parsed = new LinkedHashMap<>();
        sources.forEach((name, source) -> {
            ParsedRule rule = RuleParser.parse(source);
            rule.complaints().forEach(complaint -> LOG.error("Policy rule {} {}", name, complaint));
            parsed.put(name, rule);
        });
        return parsed;
    }

    /** Once for each trouble; what cannot be read is tried again at each look. */
    private void trouble(PolicyFileException e) {
        if (!e.getMessage().equals(lastTrouble)) {
            lastTrouble = e.getMessage();
            LOG.error("{}; {}", e.getMessage(), rules == null ? "nothing is granted" : "the rules from before stay");
        }
    }
}
