package org.vitrine.store.s3;

import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.vitrine.spi.testkit.server.RadosGateway;

/** The contract against the radosgw of a real Ceph. */
public class RadosGatewayContractTest extends AbstractS3ContractTest {
    @Override
    URI server() throws IOException, InterruptedException {
        return RadosGateway.shared().uri();
    }

    @Override
    Credentials credentials() {
        return new Credentials(RadosGateway.ACCESS_KEY, RadosGateway.SECRET_KEY);
    }

    @Override
    Credentials others() {
        return new Credentials(RadosGateway.OTHER_USER, RadosGateway.SECRET_KEY);
    }

    @Override
    Set<String> remains(String inBucket) throws Exception {
        return RadosGateway.shared().entries(inBucket);
    }
}
