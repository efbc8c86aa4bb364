package org.vitrine.metadata.memory;

import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.driver.Driver;
import org.vitrine.spi.metadata.ImageRepository;
import org.vitrine.spi.metadata.IntentRepository;
import org.vitrine.spi.metadata.JobRepository;
import org.vitrine.spi.metadata.MemberRepository;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.metadata.MetadefRepository;
import org.vitrine.spi.metadata.TaskRepository;

/** All records in memory. */
@Component(
        service = MetadataRepository.class,
        configurationPid = "org.vitrine.metadata.memory",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Driver("memory")
public final class MemoryRepository implements MetadataRepository {
    private final Drain drain = new Drain();
    private final Transactions transactions = new Transactions();
    private final MemoryMembers members = new MemoryMembers(transactions);
    private final MemoryImages images = new MemoryImages(transactions, members);
    private final MemoryMetadefs metadefs = new MemoryMetadefs(transactions);
    private final MemoryTasks tasks = new MemoryTasks(transactions);
    private final MemoryJobs jobs = new MemoryJobs(transactions);
    private final MemoryIntents intents = new MemoryIntents(transactions);

    /** Starts empty. */
    @Activate
    public MemoryRepository() {
        // nothing to do
    }

    @Deactivate
    void deactivate() {
        drain.close(DRAIN_TIMEOUT);
    }

    @Override
    public Drain drain() {
        return drain;
    }

    @Override
    public ImageRepository images() {
        return images;
    }

    @Override
    public MemberRepository members() {
        return members;
    }

    @Override
    public MetadefRepository metadefs() {
        return metadefs;
    }

    @Override
    public TaskRepository tasks() {
        return tasks;
    }

    @Override
    public JobRepository jobs() {
        return jobs;
    }

    @Override
    public IntentRepository intents() {
        return intents;
    }

    @Override
    public <T> T inTransaction(Supplier<T> work) {
        return transactions.run(work);
    }

    /** Transactions go one after the other here anyhow. */
    @Override
    public void takeTurn(String projectId) {
        // nothing to wait for
    }
}
