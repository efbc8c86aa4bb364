package org.vitrine.metadata.memory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vitrine.spi.metadata.IntentRepository;
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
}
