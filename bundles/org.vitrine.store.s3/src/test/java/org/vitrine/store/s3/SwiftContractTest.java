package org.vitrine.store.s3;

import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;
import org.vitrine.spi.testkit.server.SwiftServer;

/** The contract against the S3 API of a real Swift. */
public class SwiftContractTest extends AbstractS3ContractTest {
    @Override
    URI server() throws IOException, InterruptedException {
        return SwiftServer.shared().uri();
    }

    @Override
    Credentials credentials() {
        return new Credentials(SwiftServer.USER, SwiftServer.KEY);
    }

    @Override
    Credentials others() {
        return new Credentials(SwiftServer.OTHER_USER, SwiftServer.OTHER_KEY);
    }

    /** Swift keeps parts in a container of their own. */
    @Override
    Set<String> remains(String inBucket) throws Exception {
        SwiftServer swift = SwiftServer.shared();
        Set<String> all = new TreeSet<>(swift.objects(inBucket));
        swift.objects(inBucket + "%2Bsegments").forEach(part -> all.add("part " + part));
        return all;
    }
}
