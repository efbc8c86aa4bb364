package org.vitrine.importing.ovf;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.vitrine.domain.image.Image;
import org.vitrine.spi.importing.ImageChanges;
import org.vitrine.spi.importing.ImportPlugin;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.importing.AbstractImportPluginContractTest;

public class OvfProcessContractTest extends AbstractImportPluginContractTest {
    @Override
    protected ImportPlugin plugin() {
        return new OvfProcess(FakeConfiguration.of(OvfProcessConfig.class).build());
    }

    @Override
    protected Image image() {
        return Image.builder("71c675ab-d94f-49cd-a114-e12490b328d9", Instant.EPOCH)
                .diskFormat("vmdk")
                .containerFormat("ova")
                .build();
    }

    @Override
    protected byte[] data() {
        return Archives.archive(
                Archives.entry("vm.ovf", Archives.descriptor("disk1.vmdk")),
                Archives.entry("disk1.vmdk", expectedData()));
    }

    @Override
    protected byte[] expectedData() {
        return new byte[70_000];
    }

    @Override
    protected ImageChanges expectedChanges() {
        return new ImageChanges(Optional.empty(), Optional.of("bare"), OptionalLong.empty(), Map.of());
    }
}
