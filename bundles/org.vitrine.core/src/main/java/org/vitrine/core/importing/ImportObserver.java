package org.vitrine.core.importing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.vitrine.core.data.FanOut;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.Image;
import org.vitrine.spi.store.StoredBlob;

/**
 * What an import makes of how its stores end. Either all of them must succeed: then one that fails ends the import, and all
 * are recorded at once. Or each is recorded by itself, in the order that was asked for as far as that costs no more than
 * moments, because clients see the stores in the order of their records (IMPF-17).
 */
final class ImportObserver implements FanOut.Observer {
    /** What data that came to its end says of its image. */
    interface Facts {
        UnaryOperator<Image.Builder> of(long bytes, Map<String, String> hashes);
    }

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final ImportAttempt attempt;
    private final ImportRecord record;
    private final OptionalLong announced;
    private final Facts facts;
    private final Map<String, StoredBlob> filled = new LinkedHashMap<>();
    private final Set<String> ended = new LinkedHashSet<>();
    private UnaryOperator<Image.Builder> data = image -> image;
    private long bytes;
    private long waitingSince;
    private boolean anyRecorded;
    private RuntimeException lastFailure;

    ImportObserver(ImportAttempt attempt, ImportRecord record, OptionalLong announced, Facts facts) {
        this.attempt = attempt;
        this.record = record;
        this.announced = announced;
        this.facts = facts;
    }

    @Override
    public void moved(long count) {
        attempt.moved(count, announced);
        if (waitingSince != 0 && System.nanoTime() - waitingSince > PATIENCE_NANOS) {
            recordFilled(true);
        }
    }

    @Override
    public void complete(long count, Map<String, String> hashes) {
        bytes = count;
        data = facts.of(count, hashes);
    }

    @Override
    public void stored(FanOut.Target target, StoredBlob blob) {
        filled.put(target.storeId(), blob);
        ended.add(target.storeId());
        recordFilled(false);
    }

    @Override
    public void failed(FanOut.Target target, RuntimeException reason) {
        String store = target.storeId();
        ended.add(store);
        lastFailure = reason;
        record.failed(store);
        attempt.dropped(store, reason);
        if (attempt.mustSucceed()) {
            throw reason;
        }
        record.writeFailed(store);
        recordFilled(false);
    }

    private void recordFilled(boolean outOfOrder) {
        if (attempt.mustSucceed()) {
            return;
        }
        List<ImportRecord.Filled> ready = new ArrayList<>();
        for (String store : attempt.targets()) {
            if (!ended.contains(store) && !outOfOrder) {
                break;
            }
            StoredBlob blob = filled.remove(store);
            if (blob != null) {
                ready.add(new ImportRecord.Filled(attempt.intent(store), blob));
            }
        }
        if (!ready.isEmpty()) {
            record.writeFilled(ready, data);
            ready.forEach(one -> attempt.recorded(one.intent().storeId()));
            anyRecorded = true;
        }
        waitingSince = filled.isEmpty() ? 0 : System.nanoTime();
    }

    /** All stores have ended: ends the import too. */
    void finish() {
        List<ImportRecord.Filled> last = attempt.targets().stream()
                .filter(filled::containsKey)
                .map(store -> new ImportRecord.Filled(attempt.intent(store), filled.get(store)))
                .toList();
        if (last.isEmpty() && !anyRecorded && !attempt.filledBefore()) {
            throw lastFailure != null
                    ? lastFailure
                    : new VitrineException(ErrorKind.UNAVAILABLE, "None of the stores is there to import into.");
        }
        record.succeed(last, data, ImportAttempt.copied(bytes));
        last.forEach(one -> attempt.recorded(one.intent().storeId()));
    }
}
