package org.vitrine.importing.download;

import org.vitrine.spi.testkit.config.FakeConfiguration;

/** Downloads from one host alone, at any port. */
public final class OpenDownloads {
    private OpenDownloads() {}

    /** Of that host; deactivate them in the end. */
    public static Downloads of(String host) {
        return new Downloads(FakeConfiguration.of(DownloadsConfig.class)
                .with("allowed_hosts", new String[] {host})
                .with("allowed_ports", new String[0])
                .with("stall_timeout", 5)
                .build());
    }
}
