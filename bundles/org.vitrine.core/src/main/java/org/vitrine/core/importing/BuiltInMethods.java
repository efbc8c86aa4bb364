package org.vitrine.core.importing;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Set;
import org.vitrine.core.data.Download;
import org.vitrine.core.data.ImageDownload;
import org.vitrine.core.data.ImageStaging;
import org.vitrine.core.data.StagingArea;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.importing.BlockStream;
import org.vitrine.spi.importing.ImportContext;
import org.vitrine.spi.importing.ImportSource;
import org.vitrine.spi.store.BlobName;

/** The two methods whose data is in this server's hands already. */
final class BuiltInMethods {
    static final String DIRECT = ImageStaging.METHOD;
    static final String COPY = "copy-image";
    static final Set<String> NAMES = Set.of(DIRECT, COPY);

    private final StagingArea staging;
    private final ImageDownload downloads;

    BuiltInMethods(StagingArea staging, ImageDownload downloads) {
        this.staging = staging;
        this.downloads = downloads;
    }

    ImportSource open(String method, ImportContext context) throws IOException {
        return method.equals(DIRECT) ? staged(context) : stored(context);
    }

    private ImportSource staged(ImportContext context) throws IOException {
        Path file = staging.find(new BlobName(context.image().id()))
                .orElseThrow(() -> new VitrineException(
                        ErrorKind.GONE, "The staged data is not on this node any more. Stage the image again."));
        return ImportSource.of(file);
    }

    /** Read where it lies, and not staged: a copy needs the data once (IMPF-4). */
    private ImportSource stored(ImportContext context) {
        Download download = downloads.openWhole(context.caller(), context.image());
        if (download.empty()) {
            download.close();
            throw new VitrineException(ErrorKind.GONE, "The image has no data that could be copied.");
        }
        return ImportSource.of(new DownloadStream(download), OptionalLong.of(download.size()));
    }

    /** Image data out of its stores, going on from another location where one fails. */
    private static final class DownloadStream extends BlockStream {
        private final Download download;

        DownloadStream(Download download) {
            this.download = download;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int count = download.read(ByteBuffer.wrap(target, offset, length));
            if (count == 0) {
                throw new EOFException("a store gave nothing");
            }
            return count;
        }

        @Override
        public void close() {
            download.close();
        }
    }
}
