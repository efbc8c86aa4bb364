package org.vitrine.importing.webdownload;

import java.io.IOException;
import java.nio.channels.Channels;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.json.JsonObject;
import org.vitrine.importing.download.Download;
import org.vitrine.importing.download.DownloadRequest;
import org.vitrine.importing.download.Downloads;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.driver.Driver;
import org.vitrine.spi.importing.ImportContext;
import org.vitrine.spi.importing.ImportMethod;
import org.vitrine.spi.importing.ImportSource;

/** Imports from an address that the caller names. See the package. */
@Component(
        service = ImportMethod.class,
        configurationPid = "org.vitrine.importing.webdownload",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Driver("web-download")
public final class WebDownload implements ImportMethod {
    private static final Logger LOG = LoggerFactory.getLogger(WebDownload.class);
    private static final String URI = "uri";

    private final Drain drain = new Drain();
    private final Downloads downloads;

    /** Connects to nothing. */
    @Activate
    public WebDownload(@Reference Downloads downloads) {
        this.downloads = downloads;
    }

    /** Waits a bounded time for the downloads in hand. */
    @Deactivate
    public void deactivate() {
        if (!drain.close(DRAIN_TIMEOUT)) {
            LOG.warn("web-download leaves while {} downloads still run", drain.running());
        }
    }

    @Override
    public Drain drain() {
        return drain;
    }

    @Override
    public JsonObject accept(RequestContext caller, Image image, JsonObject parameters) {
        String uri = uri(parameters);
        try {
            downloads.check(uri);
        } catch (VitrineException e) {
            throw new VitrineException(
                    e.kind(),
                    "URI for web-download does not pass filtering: " + Downloads.shown(uri) + ": " + e.getMessage(),
                    e);
        }
        return parameters;
    }

    @Override
    public ImportSource open(ImportContext context) throws IOException {
        String uri = uri(context.parameters());
        context.say("Downloading from " + Downloads.shown(uri));
        try {
            Download download = downloads.open(DownloadRequest.of(uri, Long.MAX_VALUE));
            return ImportSource.of(Channels.newInputStream(download), download.size());
        } catch (VitrineException e) {
            throw new VitrineException(
                    e.kind(), "Nothing could be downloaded from " + Downloads.shown(uri) + ": " + e.getMessage(), e);
        }
    }

    private String uri(JsonObject parameters) {
        return parameters
                .text(URI)
                .filter(uri -> !uri.isBlank())
                .orElseThrow(() -> new VitrineException(
                        ErrorKind.INVALID,
                        "A URI is required for the import method web-download, in \"method\": \"uri\""));
    }
}
