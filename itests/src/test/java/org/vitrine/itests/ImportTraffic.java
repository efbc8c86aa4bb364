package org.vitrine.itests;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Clients that import the same disk by all methods without pause: a qcow2 in a gzip archive, which the server unpacks,
 * converts to raw, and gives a property.
 */
final class ImportTraffic {
    private static final Pattern STATUS = Pattern.compile("\"status\": ?\"([a-z]+)\"");
    private static final String FORMATS = "\"disk_format\": \"qcow2\", \"container_format\": \"bare\"";
    private static final long PATIENCE_SECONDS = 180;

    private final ImageClient client;
    private final String hash;

    private ImportTraffic(ImageClient client, String hash) {
        this.client = client;
        this.hash = hash;
    }

    /**
     * They begin at once.
     *
     * @param archive where everybody may read it
     * @param hash SHA-512 of the disk
     */
    static Clients start(ImageClient client, String archive, String hash) throws IOException, InterruptedException {
        ImportTraffic traffic = new ImportTraffic(client, hash);
        byte[] bytes;
        try (InputStream stream = URI.create(archive).toURL().openStream()) {
            bytes = stream.readAllBytes();
        }
        String remote = client.createOf(FORMATS);
        client.upload(remote, BodyPublishers.ofByteArray(bytes));
        Clients clients = new Clients();
        clients.start("direct", round -> {
            String id = client.createOf(FORMATS);
            client.stage(id, BodyPublishers.ofByteArray(bytes));
            traffic.become(id, "\"name\": \"glance-direct\"");
        });
        clients.start("from the web", round -> {
            traffic.become(client.createOf(FORMATS), "\"name\": \"web-download\", \"uri\": \"" + archive + "\"");
        });
        clients.start("from a region", round -> {
            traffic.become(
                    client.createOf(FORMATS),
                    "\"name\": \"glance-download\", \"glance_region\": \"RegionOne\", \"glance_image_id\": \"" + remote
                            + "\"");
        });
        return clients;
    }

    /** Imports it, and deletes it when it was imported right. */
    private void become(String id, String method) throws IOException, InterruptedException {
        client.expect(202, client.posting("/v2/images/" + id + "/import", "{\"method\": {" + method + "}}"));
        AbstractContainerIT.await("the import ends", PATIENCE_SECONDS, () -> {
            String status = status(client.get("/v2/images/" + id));
            if (status.equals("queued") || status.equals("uploading")) {
                throw new AssertionError("the import failed: " + client.get("/v2/images/" + id + "/tasks"));
            }
            return status.equals("active");
        });
        String image = client.get("/v2/images/" + id);
        if (!image.matches("(?s).*\"injected\": ?\"yes, here\".*")
                || !image.matches("(?s).*\"disk_format\": ?\"raw\".*")) {
            throw new AssertionError("a plugin was left out: " + image);
        }
        if (!Data.sha512(client.download(id)).equals(hash)) {
            throw new AssertionError("other bytes: " + image);
        }
        client.delete(id);
    }

    private static String status(String image) {
        Matcher status = STATUS.matcher(image);
        if (!status.find()) {
            throw new AssertionError("no status in " + image);
        }
        return status.group(1);
    }
}
