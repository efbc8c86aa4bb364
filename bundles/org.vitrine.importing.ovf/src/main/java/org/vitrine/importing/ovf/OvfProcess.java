package org.vitrine.importing.ovf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.driver.Driver;
import org.vitrine.spi.importing.FilePlugin;
import org.vitrine.spi.importing.ImageChanges;
import org.vitrine.spi.importing.ImportContext;
import org.vitrine.spi.importing.ImportPlugin;
import org.vitrine.spi.importing.ImportSource;

/** Takes disks out of OVA archives (TASK-12). See the package. */
@Component(
        service = ImportPlugin.class,
        configurationPid = "org.vitrine.importing.ovf",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = OvfProcessConfig.class)
@Driver("ovf_process")
public final class OvfProcess implements FilePlugin {
    private static final Logger LOG = LoggerFactory.getLogger(OvfProcess.class);
    private static final String ARCHIVE = "ova";
    private static final String CONTAINER = "bare";
    private static final String DESCRIPTOR = ".ovf";

    private final Drain drain = new Drain();
    private final Set<String> wanted;

    /**
     * Reads which properties are wanted.
     *
     * @param config refused when its file is not there or says something else
     */
    @Activate
    public OvfProcess(OvfProcessConfig config) {
        String file = config.ovf_metadata_file().strip();
        wanted = file.isEmpty() ? Set.of() : MetadataFile.read(Path.of(file));
        LOG.info("ovf_process takes the properties {} out of OVF descriptors", wanted);
    }

    /** Waits a bounded time for the archives in hand. */
    @Deactivate
    public void deactivate() {
        if (!drain.close(DRAIN_TIMEOUT)) {
            LOG.warn("ovf_process leaves while {} archives are still read", drain.running());
        }
    }

    @Override
    public Drain drain() {
        return drain;
    }

    @Override
    public boolean concerns(ImportContext context) {
        return ARCHIVE.equals(context.image().containerFormat());
    }

    @Override
    public ImportSource rewrite(ImportContext context, Path data) throws IOException {
        if (!context.caller().admin()) {
            throw new VitrineException(ErrorKind.FORBIDDEN, "OVA extract is limited to admin");
        }
        FileChannel file = FileChannel.open(data);
        boolean taken = false;
        try {
            TarIndex archive = TarIndex.read(file);
            OvfDescriptor descriptor;
            try (InputStream text = new FilePart(file, archive.onlyOneEndingWith(DESCRIPTOR), false)) {
                descriptor = OvfDescriptor.read(text, wanted);
            }
            TarEntry disk = archive.file(descriptor.disk());
            context.say("Taking the disk out of the archive");
            ImportSource source = ImportSource.of(new FilePart(file, disk, true), OptionalLong.of(disk.size()))
                    .with(new ImageChanges(
                            Optional.empty(), Optional.of(CONTAINER), OptionalLong.empty(), descriptor.properties()));
            taken = true;
            return source;
        } finally {
            if (!taken) {
                file.close();
            }
        }
    }
}
