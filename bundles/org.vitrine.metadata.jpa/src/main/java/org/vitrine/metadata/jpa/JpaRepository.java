package org.vitrine.metadata.jpa;

import java.util.function.Supplier;
import javax.persistence.EntityManagerFactory;
import org.apache.aries.jpa.template.JpaTemplate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.vitrine.metadata.jpa.images.JpaImages;
import org.vitrine.metadata.jpa.images.LocationUrls;
import org.vitrine.metadata.jpa.metadefs.JpaMetadefs;
import org.vitrine.metadata.jpa.sql.Database;
import org.vitrine.metadata.jpa.sql.Readiness;
import org.vitrine.metadata.jpa.tasks.JpaJobs;
import org.vitrine.metadata.jpa.tasks.JpaTasks;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.driver.Driver;
import org.vitrine.spi.metadata.ImageRepository;
import org.vitrine.spi.metadata.IntentRepository;
import org.vitrine.spi.metadata.JobRepository;
import org.vitrine.spi.metadata.MemberRepository;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.metadata.MetadefRepository;
import org.vitrine.spi.metadata.TaskRepository;

/** All records in the relational database of the data source named {@code vitrine}. */
@Component(
        service = MetadataRepository.class,
        configurationPid = "org.vitrine.metadata.jpa",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = JpaRepositoryConfig.class)
@Driver("jpa")
public final class JpaRepository implements MetadataRepository {
    /** In a mebibyte: two bytes each. */
    private static final long CHARACTERS = 1L << 19;

    private final Drain drain = new Drain();
    private final Database database;
    private final ImageRepository images;
    private final MemberRepository members;
    private final MetadefRepository metadefs;
    private final TaskRepository tasks;
    private final JobRepository jobs;
    private final IntentRepository intents;
    private final Turns turns;

    /** Opens no connection. */
    @Activate
    public JpaRepository(
            @Reference(target = "(osgi.unit.name=vitrine)") JpaTemplate jpa,
            @Reference(target = "(osgi.unit.name=vitrine)") EntityManagerFactory factory,
            @Reference Readiness readiness,
            JpaRepositoryConfig config) {
        int attempts = config.transaction_attempts();
        if (attempts < 1) {
            throw new IllegalArgumentException("transaction.attempts must be 1 or more, not " + attempts);
        }
        long cached = config.image_cache_mebibytes();
        if (cached < 0) {
            throw new IllegalArgumentException("image.cache.mebibytes must be 0 or more, not " + cached);
        }
        database = new Database(jpa, factory, readiness, attempts);
        images = new JpaImages(database, new LocationUrls(config.metadata_encryption_key()), cached * CHARACTERS);
        members = new JpaMembers(database);
        metadefs = new JpaMetadefs(database);
        tasks = new JpaTasks(database);
        jobs = new JpaJobs(database);
        intents = new JpaIntents(database);
        turns = new Turns(database);
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
        return database.inTransaction(work);
    }

    @Override
    public void takeTurn(String projectId) {
        turns.take(projectId);
    }
}
