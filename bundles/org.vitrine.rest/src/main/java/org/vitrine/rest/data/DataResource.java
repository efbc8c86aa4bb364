package org.vitrine.rest.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.data.Download;
import org.vitrine.core.data.ImageDownload;
import org.vitrine.core.data.ImageUpload;
import org.vitrine.core.data.UploadRequest;
import org.vitrine.edge.api.DirectOutput;
import org.vitrine.rest.http.Exchange;
import org.vitrine.rest.http.OctetBody;
import org.vitrine.rest.http.Route;

/** {@code /v2/images/{id}/file}: image data up and down (contract sections 15.1 and 15.3). */
@Component(service = DataResource.class)
public final class DataResource {
    /** As many as there are threads for requests in the shipped configuration. */
    private static final int MAX_BUFFERS = 64;

    private final ImageUpload uploads;
    private final ImageDownload downloads;
    private final DirectBuffers buffers = new DirectBuffers(MAX_BUFFERS);

    /** Calls the use cases. */
    @Activate
    public DataResource(@Reference ImageUpload uploads, @Reference ImageDownload downloads) {
        this.uploads = uploads;
        this.downloads = downloads;
    }

    /** The routes of this resource. */
    public List<Route> routes() {
        return List.of(new Route("/v2/images/{}/file")
                .withoutBody("GET", this::download)
                .on("PUT", this::upload));
    }

    private void upload(Exchange exchange) {
        OctetBody.require(exchange);
        UploadRequest request =
                new UploadRequest(exchange.header("x-image-meta-store"), OctetBody.announcedSize(exchange));
        uploads.upload(exchange.context(), exchange.variable(0), request, exchange.request()::getInputStream);
        exchange.response().setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private void download(Exchange exchange) throws IOException {
        try (Download download = downloads.open(
                exchange.context(), exchange.variable(0), exchange.header("Range"), exchange.header("Content-Range"))) {
            HttpServletResponse response = exchange.response();
            if (download.empty()) {
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
                return;
            }
            response.setStatus(download.partial() ? HttpServletResponse.SC_PARTIAL_CONTENT : HttpServletResponse.SC_OK);
            response.setContentType(OctetBody.TYPE);
            response.setContentLengthLong(download.length());
            if (download.image().checksum() != null) {
                // The hex digest of the whole image, as the reference sends it, whatever RFC 1864 says (DL-1).
                response.setHeader("Content-MD5", download.image().checksum());
            }
            if (download.partial()) {
                long last = download.offset() + download.length() - 1;
                response.setHeader("Content-Range", "bytes " + download.offset() + "-" + last + "/" + download.size());
            }
            send(download, DirectOutput.of(exchange.request(), response));
        }
    }

    private void send(Download download, DirectOutput target) throws IOException {
        ByteBuffer buffer = buffers.take();
        boolean sent = false;
        try {
            while (download.read(buffer.clear()) >= 0) {
                target.write(buffer.flip());
            }
            sent = true;
        } finally {
            if (sent) {
                buffers.give(buffer);
            } else {
                buffers.abandon(buffer);
            }
        }
    }
}
