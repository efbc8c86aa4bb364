package org.vitrine.metadata.jpa;

import org.junit.Rule;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.metadata.AbstractImageRepositoryContractTest;

/** Nobody sees from outside that the URLs of locations are encrypted. */
@Covers({"REP-25", "op:STORE-40"})
public class EncryptedImagesTest extends AbstractImageRepositoryContractTest {
    @Rule
    public final TestDatabase database = TestDatabase.h2();

    @Override
    protected MetadataRepository create() throws Exception {
        return database.open().repository(Config.encrypted("0123456789abcdef0123456789abcdef"));
    }
}
