package org.vitrine.store.swift;

import org.junit.Test;
import org.vitrine.spi.testkit.config.ShippedSample;

public class ConfigurationFilesTest {
    @Test
    public void showEveryKeyAndItsDefault() throws Exception {
        ShippedSample.read("org.vitrine.store.swift-NAME.cfg.sample").assertShows(SwiftStoreConfig.class);
    }
}
