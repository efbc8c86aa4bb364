package org.vitrine.edge;

import static org.junit.Assert.assertThrows;

import org.junit.Test;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.config.ShippedSample;

public class ShippedConfigurationTest {
    @Test
    public void theFilesShowEveryKeyAtItsDefault() throws Exception {
        ShippedSample.read("org.vitrine.edge.cfg").assertShows(EdgeConfig.class);
        ShippedSample.read("org.vitrine.edge.cors.cfg").assertShows(CorsConfig.class);
        ShippedSample.read("org.vitrine.edge.healthcheck.cfg").assertShows(HealthConfig.class);
        ShippedSample.read("org.vitrine.edge.stop.cfg").assertShows(Farewell.StopConfig.class);
    }

    @Test
    public void nonsenseIsRefused() {
        for (String key : new String[] {
            "max_request_id_length",
            "gzip_min_size",
            "gzip_max_size",
            "body_min_rate",
            "body_rate_window",
            "header_timeout"
        }) {
            EdgeConfig config =
                    FakeConfiguration.of(EdgeConfig.class).with(key, -1).build();
            assertThrows(key, IllegalArgumentException.class, () -> EdgeSettings.of(config));
        }
    }
}
