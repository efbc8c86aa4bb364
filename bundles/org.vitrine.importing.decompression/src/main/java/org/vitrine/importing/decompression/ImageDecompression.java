package org.vitrine.importing.decompression;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.time.Duration;
import java.util.OptionalLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.driver.Driver;
import org.vitrine.spi.importing.ImportContext;
import org.vitrine.spi.importing.ImportPlugin;
import org.vitrine.spi.importing.ImportSource;
import org.vitrine.spi.importing.StreamPlugin;

/** Takes images out of their archives (IMP-81). See the package. */
@Component(
        service = ImportPlugin.class,
        configurationPid = "org.vitrine.importing.decompression",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ImageDecompressionConfig.class)
@Driver("image_decompression")
public final class ImageDecompression implements StreamPlugin {
    private static final Logger LOG = LoggerFactory.getLogger(ImageDecompression.class);
    private static final String STAYS_COMPRESSED = "compressed";
    private static final int LONGEST_START = 5;

    private final Drain drain = new Drain();
    private final Bound bound;
    private final LhaArchive lha;

    /**
     * Runs nothing.
     *
     * @param config refused when a key's value cannot be used
     */
    @Activate
    public ImageDecompression(ImageDecompressionConfig config) {
        if (config.program_timeout() < 1) {
            throw new IllegalArgumentException("program.timeout must be 1 or more");
        }
        bound = new Bound(config.largest_image(), config.largest_ratio());
        lha = new LhaArchive(config.lha(), Duration.ofSeconds(config.program_timeout()), bound);
    }

    /** Waits a bounded time for the archives in hand. */
    @Deactivate
    public void deactivate() {
        if (!drain.close(DRAIN_TIMEOUT)) {
            LOG.warn("image_decompression leaves while {} archives are still unpacked", drain.running());
        }
    }

    @Override
    public Drain drain() {
        return drain;
    }

    @Override
    public boolean concerns(ImportContext context) {
        return !STAYS_COMPRESSED.equals(context.image().containerFormat());
    }

    @Override
    public ImportSource rewrite(ImportContext context, ImportSource data) throws IOException {
        var stream = new PushbackInputStream(data.open(), LONGEST_START);
        byte[] start = new byte[LONGEST_START];
        int length = stream.readNBytes(start, 0, LONGEST_START);
        stream.unread(start, 0, length);
        if (begins(start, length, 0, 0x1f, 0x8b, 8)) {
            return unpacked(new GzipStream(new ArchiveInput(stream), bound));
        }
        if (begins(start, length, 0, 'P', 'K', 3, 4)) {
            return unpacked(new ZipStream(new ArchiveInput(stream), bound));
        }
        if (begins(start, length, 2, '-', 'l', 'h')) {
            try (stream) {
                return lha.unpack(context, stream);
            }
        }
        if (data.file().isPresent()) {
            stream.close();
            return data;
        }
        return ImportSource.of(stream, data.size());
    }

    private static ImportSource unpacked(InputStream image) {
        return ImportSource.of(image, OptionalLong.empty());
    }

    private static boolean begins(byte[] start, int length, int offset, int... bytes) {
        if (length < offset + bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((start[offset + i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
