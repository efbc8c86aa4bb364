package org.vitrine.metadata.memory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.vitrine.spi.metadata.IntentRepository;
import org.vitrine.spi.metadata.Reservation;
import org.vitrine.spi.metadata.WriteIntent;

/** Write intents, in the order in which they were opened. */
final class MemoryIntents implements IntentRepository {
    private final Transactions transactions;
    private final Map<String, WriteIntent> intents = new LinkedHashMap<>();

    MemoryIntents(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void open(WriteIntent intent) {
        transactions.run(() -> {
            intents.put(intent.id(), intent);
            transactions.onFailure(() -> intents.remove(intent.id()));
            return null;
        });
    }

    @Override
    public void close(String intentId) {
        transactions.run(() -> {
            WriteIntent closed = intents.remove(intentId);
            if (closed != null) {
                transactions.onFailure(() -> intents.put(intentId, closed));
            }
            return null;
        });
    }

    @Override
    public List<WriteIntent> ofNode(String nodeId) {
        return transactions.run(() ->
                intents.values().stream().filter(i -> i.nodeId().equals(nodeId)).toList());
    }

    @Override
    public List<WriteIntent> ofImage(String imageId) {
        return transactions.run(() -> intents.values().stream()
                .filter(i -> i.imageId().equals(imageId))
                .toList());
    }

    @Override
    public boolean adopt(String intentId, String from, String to) {
        return transactions.run(() -> {
            WriteIntent before = intents.get(intentId);
            if (before == null || !before.nodeId().equals(from)) {
                return false;
            }
            replace(before, before.adoptedBy(to));
            return true;
        });
    }

    @Override
    public boolean abandon(String intentId) {
        return transactions.run(() -> {
            WriteIntent before = intents.get(intentId);
            if (before == null || before.abandoned()) {
                return false;
            }
            replace(before, before.afterFailure());
            return true;
        });
    }

    private void replace(WriteIntent before, WriteIntent after) {
        intents.put(before.id(), after);
        transactions.onFailure(() -> intents.put(before.id(), before));
    }

    @Override
    public Reservation reserved(String projectId) {
        return transactions.run(() -> {
            long stored = 0;
            long staged = 0;
            for (WriteIntent intent : intents.values()) {
                Reservation reservation = intent.reservation();
                if (Objects.equals(reservation.projectId(), projectId)) {
                    stored += reservation.storedBytes();
                    staged += reservation.stagedBytes();
                }
            }
            return new Reservation(projectId, stored, staged);
        });
    }
}
