package org.vitrine.rest.images;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Predicate;
import org.vitrine.core.images.ImagePage;
import org.vitrine.core.images.ShownImage;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageLocation;
import org.vitrine.rest.http.Json;

/** Images as JSON (contract section 8). */
public final class ImageJson {
    private static final String PATH = "/v2/images/";

    private final Predicate<String> nullable;

    /** @param nullable whether an additional property of that name may be null (SCH-8) */
    ImageJson(Predicate<String> nullable) {
        this.nullable = nullable;
    }

    byte[] image(ShownImage shown) throws IOException {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder();
                JsonGenerator json = Json.generator(bytes)) {
            write(json, shown);
            json.flush();
            return bytes.toByteArray();
        }
    }

    byte[] page(ImagePage page, String first, String next) throws IOException {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder();
                JsonGenerator json = Json.generator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart("images");
            for (ShownImage shown : page.images()) {
                write(json, shown);
            }
            json.writeEndArray();
            json.writeStringField("first", first);
            if (next != null) {
                json.writeStringField("next", next);
            }
            json.writeStringField("schema", "/v2/schemas/images");
            json.writeEndObject();
            json.flush();
            return bytes.toByteArray();
        }
    }

    private void write(JsonGenerator json, ShownImage shown) throws IOException {
        Image image = shown.image();
        json.writeStartObject();
        for (Map.Entry<String, String> property : image.properties().entrySet()) {
            String value = property.getValue();
            // A property without value, of older data, is shown as empty text (REP-11).
            boolean empty = value == null && !nullable.test(property.getKey());
            json.writeStringField(property.getKey(), empty ? "" : value);
        }
        json.writeStringField("name", image.name());
        json.writeStringField("disk_format", image.diskFormat());
        json.writeStringField("container_format", image.containerFormat());
        json.writeStringField("visibility", image.visibility().wireName());
        writeNumber(json, "size", image.size());
        writeNumber(json, "virtual_size", image.virtualSize());
        json.writeStringField("status", image.status().wireName());
        json.writeStringField("checksum", image.checksum());
        json.writeBooleanField("protected", image.isProtected());
        json.writeNumberField("min_ram", image.minRam());
        json.writeNumberField("min_disk", image.minDisk());
        json.writeStringField("owner", image.owner());
        json.writeBooleanField("os_hidden", image.hidden());
        json.writeStringField("os_hash_algo", image.hashAlgorithm());
        json.writeStringField("os_hash_value", image.hashValue());
        json.writeStringField("id", image.id());
        json.writeStringField("created_at", time(image.createdAt()));
        json.writeStringField("updated_at", time(image.updatedAt()));
        writeConditional(json, shown);
        json.writeArrayFieldStart("tags");
        for (String tag : image.tags()) {
            json.writeString(tag);
        }
        json.writeEndArray();
        json.writeStringField("self", PATH + image.id());
        json.writeStringField("file", PATH + image.id() + "/file");
        json.writeStringField("schema", "/v2/schemas/image");
        json.writeEndObject();
    }

    private static void writeConditional(JsonGenerator json, ShownImage shown) throws IOException {
        if (shown.directUrl().isPresent()) {
            json.writeStringField("direct_url", shown.directUrl().get());
        }
        if (shown.stores().isPresent()) {
            json.writeStringField("stores", shown.stores().get());
        }
        if (shown.locations().isPresent()) {
            json.writeArrayFieldStart("locations");
            for (ImageLocation location : shown.locations().get()) {
                json.writeStartObject();
                json.writeStringField("url", location.url());
                json.writePOJOField("metadata", location.metadata());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    private static void writeNumber(JsonGenerator json, String name, Long value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, value);
        }
    }

    /** A time as the API writes it, in UTC and whole seconds (REP-6). */
    public static String time(Instant time) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(20);
        text.append(utc.getYear()).append('-');
        two(text, utc.getMonthValue()).append('-');
        two(text, utc.getDayOfMonth()).append('T');
        two(text, utc.getHour()).append(':');
        two(text, utc.getMinute()).append(':');
        return two(text, utc.getSecond()).append('Z').toString();
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
