package org.vitrine.config.oslo.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;

/**
 * Which components have refused a changed configuration and go on with the one before. The component runtime tells nobody
 * but the log, where it names the component configuration by its number.
 */
public final class RefusedChanges implements LogListener {
    private static final Pattern MODIFIED =
            Pattern.compile("\\[[^\\[\\]]+\\((\\d+)\\)\\] ?: The modified method has thrown an exception");

    private record Failure(List<String> causes) {}

    private record Known(Failure failure, Map<String, String> properties) {}

    private final LogReaderService log;
    private final Map<Long, Failure> failures = new ConcurrentHashMap<>();
    /** With what the configuration was at the first look since; of the thread that looks. */
    private final Map<Long, Known> known = new HashMap<>();

    /** Listens to a log until it is closed; null when there is none to listen to. */
    public RefusedChanges(LogReaderService log) {
        this.log = log;
        if (log != null) {
            log.addLogListener(this);
        }
    }

    /** Listens no more. */
    public void close() {
        if (log != null) {
            log.removeLogListener(this);
        }
    }

    @Override
    public void logged(LogEntry entry) {
        if (entry.getLogLevel() != LogLevel.ERROR || entry.getException() == null || entry.getMessage() == null) {
            return;
        }
        Matcher message = MODIFIED.matcher(entry.getMessage());
        if (message.find()) {
            List<String> causes = new ArrayList<>();
            for (Throwable cause = entry.getException();
                    cause != null && causes.size() < 20;
                    cause = cause.getCause()) {
                causes.add(cause.toString());
            }
            failures.put(Long.valueOf(message.group(1)), new Failure(causes));
        }
    }

    /** Why the component configuration of that number has refused what it should work with, if it has. */
    Optional<List<String>> causes(long id, Map<String, String> properties) {
        Failure failure = failures.get(id);
        if (failure == null) {
            known.remove(id);
            return Optional.empty();
        }
        Known before = known.get(id);
        if (before == null || before.failure() != failure) {
            known.put(id, new Known(failure, properties));
        } else if (!before.properties().equals(properties)) {
            // Changed again, and not refused again.
            failures.remove(id, failure);
            known.remove(id);
            return Optional.empty();
        }
        return Optional.of(failure.causes());
    }

    /** Forgets components that are gone. */
    void retain(Set<Long> ids) {
        failures.keySet().retainAll(ids);
        known.keySet().retainAll(ids);
    }
}
