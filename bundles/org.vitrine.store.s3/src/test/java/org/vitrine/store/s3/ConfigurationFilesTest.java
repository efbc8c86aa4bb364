package org.vitrine.store.s3;

import org.junit.Test;
import org.vitrine.spi.testkit.config.ShippedSample;

public class ConfigurationFilesTest {
    @Test
    public void showEveryKeyAndItsDefault() throws Exception {
        ShippedSample.read("org.vitrine.store.s3-NAME.cfg.sample").assertShows(S3StoreConfig.class);
    }
}
