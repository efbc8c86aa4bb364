package org.vitrine.store.http;

import org.junit.Test;
import org.vitrine.spi.testkit.config.ShippedSample;

public class ConfigurationFilesTest {
    @Test
    public void showEveryKeyAndItsDefault() throws Exception {
        ShippedSample.read("org.vitrine.store.http-NAME.cfg.sample").assertShows(HttpStoreConfig.class);
    }
}
