package org.vitrine.importing.glancedownload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.Identity;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.json.JsonObject;
import org.vitrine.importing.download.Download;
import org.vitrine.importing.download.DownloadRequest;
import org.vitrine.importing.download.Downloads;
import org.vitrine.spi.driver.CommaList;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.driver.Driver;
import org.vitrine.spi.importing.ImportContext;
import org.vitrine.spi.importing.ImportMethod;
import org.vitrine.spi.importing.ImportSource;

/** Imports an image of another region. See the package. */
@Component(
        service = ImportMethod.class,
        configurationPid = "org.vitrine.importing.glancedownload",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = GlanceDownloadConfig.class)
@Driver("glance-download")
public final class GlanceDownload implements ImportMethod {
    private static final Logger LOG = LoggerFactory.getLogger(GlanceDownload.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REGION = "glance_region";
    private static final String IMAGE = "glance_image_id";
    private static final String INTERFACE = "glance_service_interface";
    private static final String PUBLIC = "public";
    private static final Set<String> INTERFACES = Set.of(PUBLIC, "internal", "admin");
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final int LONGEST_RECORD = 4 << 20;

    private final Drain drain = new Drain();
    private final Downloads downloads;
    private final List<String> prefixes;

    /** Connects to nothing. */
    @Activate
    public GlanceDownload(@Reference Downloads downloads, GlanceDownloadConfig config) {
        this.downloads = downloads;
        prefixes = CommaList.items(config.extra_properties());
    }

    /** Waits a bounded time for the downloads in hand. */
    @Deactivate
    public void deactivate() {
        if (!drain.close(DRAIN_TIMEOUT)) {
            LOG.warn("glance-download leaves while {} downloads still run", drain.running());
        }
    }

    @Override
    public Drain drain() {
        return drain;
    }

    @Override
    public void requireForm(JsonObject parameters) {
        if (parameters.text(REGION).filter(region -> !region.isBlank()).isEmpty()) {
            throw invalid(REGION + " is required for the import method glance-download");
        }
        if (parameters.text(IMAGE).filter(id -> UUID.matcher(id).matches()).isEmpty()) {
            throw invalid(IMAGE + " is required for the import method glance-download, and must be a UUID");
        }
        if (!INTERFACES.contains(endpointInterface(parameters))) {
            throw invalid(INTERFACE + " must be public, internal or admin");
        }
    }

    /** The interface's name; blank when it is no text. */
    private static String endpointInterface(JsonObject parameters) {
        return parameters.values().get(INTERFACE) == null
                ? PUBLIC
                : parameters.text(INTERFACE).orElse("");
    }

    @Override
    public JsonObject accept(RequestContext caller, Image image, JsonObject parameters) {
        Map<String, Object> kept = new LinkedHashMap<>(parameters.values());
        kept.put(INTERFACE, endpointInterface(parameters));
        return new JsonObject(kept);
    }

    @Override
    public ImportSource open(ImportContext context) throws IOException {
        JsonObject parameters = context.parameters();
        requireForm(parameters);
        Identity caller = context.caller().identity();
        if (caller.token() == null) {
            throw new VitrineException(
                    ErrorKind.UNAUTHENTICATED, "The caller's token is not known any longer: ask for the import again");
        }
        String region = parameters.text(REGION).orElseThrow();
        String service = new RegionCatalog(caller.catalog())
                .imageService(region, endpointInterface(parameters))
                .orElseThrow(() -> invalid("There is no " + endpointInterface(parameters)
                        + " endpoint of an Image service in that region in the service catalog"));
        String image = service + "/v2/images/" + parameters.text(IMAGE).orElseThrow();
        Map<String, String> headers = Map.of("X-Auth-Token", caller.token());
        context.say("Asking the other Image service for the image");
        RemoteImage remote = RemoteImage.of(show(image, headers), prefixes);
        context.say("Downloading from the other Image service");
        return data(image + "/file", headers, remote);
    }

    private JsonNode show(String url, Map<String, String> headers) throws IOException {
        try (Download answer = open(new DownloadRequest(url, headers, true, LONGEST_RECORD))) {
            return JSON.readTree(Channels.newInputStream(answer));
        } catch (JsonProcessingException e) {
            throw new VitrineException(ErrorKind.BAD_GATEWAY, "The other Image service does not answer in JSON", e);
        }
    }

    private ImportSource data(String url, Map<String, String> headers, RemoteImage remote) throws IOException {
        Download data = open(new DownloadRequest(url, headers, true, remote.size()));
        if (data.size().orElse(remote.size()) != remote.size()) {
            data.close();
            throw new VitrineException(
                    ErrorKind.BAD_GATEWAY,
                    "The data of the source image has " + data.size().orElse(0) + " bytes, not " + remote.size());
        }
        InputStream stream = Channels.newInputStream(data);
        InputStream checked = remote.hash()
                .<InputStream>map(hash -> new HashedStream(stream, hash))
                .orElse(stream);
        return ImportSource.of(checked, OptionalLong.of(remote.size())).with(remote.changes());
    }

    private Download open(DownloadRequest request) throws IOException {
        try {
            return downloads.open(request);
        } catch (VitrineException e) {
            throw new VitrineException(
                    e.kind(), "The other Image service, " + Downloads.shown(request.uri()) + ": " + e.getMessage(), e);
        }
    }

    private static VitrineException invalid(String reason) {
        return new VitrineException(ErrorKind.INVALID, reason);
    }
}
