package org.vitrine.core.images;

import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.vitrine.core.data.Digests;
import org.vitrine.spi.driver.CommaList;

/** The options of the image service (contract section 6). A change of the configuration takes effect on the next request. */
@Component(service = ImageSettings.class, configurationPid = "org.vitrine.core.images")
@Designate(ocd = ImageSettings.ImagesConfig.class)
public final class ImageSettings {
    @ObjectClassDefinition(name = "Vitrine images")
    @interface ImagesConfig {
        @AttributeDefinition(description = "Most bytes of one image; 1 to 2^63-1.")
        long image_size_cap() default 1099511627776L;

        @AttributeDefinition(description = "Most additional properties of one image; negative for no limit.")
        int image_property_quota() default 128;

        @AttributeDefinition(description = "Most tags of one image; negative for no limit.")
        int image_tag_quota() default 128;

        @AttributeDefinition(description = "Most members of one image; negative for no limit.")
        int image_member_quota() default 128;

        @AttributeDefinition(description = "Most locations of one image; negative for no limit.")
        int image_location_quota() default 10;

        @AttributeDefinition(
                description =
                        "Most bytes that a project may store, with an optional unit B, KB, MB, GB or TB (1024-based); 0 for no limit.")
        String user_storage_quota() default "0";

        @AttributeDefinition(description = "Page size of a list when the client gives no limit; 1 or more.")
        int limit_param_default() default 25;

        @AttributeDefinition(description = "Largest page of a list; 1 or more.")
        int api_limit_max() default 1000;

        @AttributeDefinition(description = "Whether images show the URL of their first location.")
        boolean show_image_direct_url() default false;

        @AttributeDefinition(description = "Whether images show their locations and clients may patch them.")
        boolean show_multiple_locations() default false;

        @AttributeDefinition(description = "Whether clients may set properties that the schema does not name.")
        boolean allow_additional_image_properties() default true;

        @AttributeDefinition(description = "The accepted disk formats.")
        String[] disk_formats() default {
            "ami", "ari", "aki", "vhd", "vhdx", "vmdk", "raw", "qcow2", "vdi", "iso", "ploop"
        };

        @AttributeDefinition(description = "The accepted container formats.")
        String[] container_formats() default {"ami", "ari", "aki", "bare", "ovf", "ova", "docker", "compressed"};

        @AttributeDefinition(
                description =
                        "Whether data is refused that is of another format than the image says, or of several, or that its format's reader should not be given, such as a qcow2 with a backing file. Glance does so from 2025.1 on.")
        boolean require_image_format_match() default false;

        @AttributeDefinition(
                description =
                        "The algorithm of os_hash_value for new data: md5, sha1, sha224, sha256, sha384, sha512, sha3_224, sha3_256, sha3_384 or sha3_512.")
        String hashing_algorithm() default "sha512";

        @AttributeDefinition(description = "The import methods that clients may use, as far as they are installed.")
        String[] enabled_import_methods() default {"glance-direct", "web-download", "copy-image"};

        @AttributeDefinition(
                description =
                        "Whether the data of a deleted image stays until glance-scrubber removes it, run by the operator on the same database; there is none in this server.")
        boolean delayed_delete() default false;

        @AttributeDefinition(
                description =
                        "The URL of this service as clients know it, for links in the versions document; empty: taken from the request.")
        String public_endpoint() default "";

        @AttributeDefinition(
                description =
                        "The URL by which other nodes reach this one, to import what was staged here; empty: public.endpoint.")
        String worker_self_reference_url() default "";
    }

    /** Most of each that an image may have, negative for no limit. */
    private record Most(int properties, int tags, int members, int locations) {}

    private volatile ImagesConfig config;
    private volatile Most most;
    private volatile long storageQuota;
    private volatile List<String> diskFormats;
    private volatile List<String> containerFormats;
    private volatile List<String> importMethods;

    /** Reads the configuration. */
    @Activate
    public ImageSettings(ImagesConfig config) {
        modified(config);
    }

    @Modified
    void modified(ImagesConfig changed) {
        require(changed.image_size_cap() > 0, "image.size.cap must be 1 or more");
        require(changed.limit_param_default() > 0, "limit.param.default must be 1 or more");
        require(changed.api_limit_max() > 0, "api.limit.max must be 1 or more");
        require(
                Digests.supports(changed.hashing_algorithm()),
                "hashing.algorithm: '" + changed.hashing_algorithm() + "' is not one of " + Digests.names());
        // Text that is no number is told of when it is read: now, not with a request.
        Most read = new Most(
                changed.image_property_quota(),
                changed.image_tag_quota(),
                changed.image_member_quota(),
                changed.image_location_quota());
        storageQuota = StorageSize.parse(changed.user_storage_quota());
        most = read;
        diskFormats = CommaList.items(changed.disk_formats());
        containerFormats = CommaList.items(changed.container_formats());
        importMethods = CommaList.items(changed.enabled_import_methods());
        config = changed;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Most bytes of one image (LIM-5). */
    public long sizeCap() {
        return config.image_size_cap();
    }

    /** Most bytes of a project, 0 for no limit (LIM-6). */
    public long storageQuota() {
        return storageQuota;
    }

    /** Most additional properties, negative for no limit (LIM-1). */
    public int propertyQuota() {
        return most.properties();
    }

    /** Most tags, negative for no limit (LIM-2). */
    public int tagQuota() {
        return most.tags();
    }

    /** Most members, negative for no limit (LIM-3). */
    public int memberQuota() {
        return most.members();
    }

    /** Most locations, negative for no limit (LIM-4). */
    public int locationQuota() {
        return most.locations();
    }

    /** Page size when none is asked for (LIM-8). */
    public int limitDefault() {
        return config.limit_param_default();
    }

    /** Largest page (LIM-9). */
    public int limitMax() {
        return config.api_limit_max();
    }

    /** Whether {@code direct_url} is shown (LIM-15). */
    public boolean showDirectUrl() {
        return config.show_image_direct_url();
    }

    /** Whether {@code locations} are shown and may be patched (LIM-15). */
    public boolean showLocations() {
        return config.show_multiple_locations();
    }

    /** Whether properties outside the schema are accepted (LIM-16). */
    public boolean allowAdditionalProperties() {
        return config.allow_additional_image_properties();
    }

    /** The accepted disk formats (LIM-12). */
    public List<String> diskFormats() {
        return diskFormats;
    }

    /** The accepted container formats (LIM-13). */
    public List<String> containerFormats() {
        return containerFormats;
    }

    /** Whether data must be of the format that its image says, and safe (LIM-21). */
    public boolean requireFormatMatch() {
        return config.require_image_format_match();
    }

    /** The algorithm for new data (LIM-11). */
    public String hashingAlgorithm() {
        return config.hashing_algorithm();
    }

    /** The import methods that clients may use (LIM-14). */
    public List<String> enabledImportMethods() {
        return importMethods;
    }

    /** Whether the scrubber removes the data of deleted images, later (LIM-18). */
    public boolean delayedDelete() {
        return config.delayed_delete();
    }

    /**
     * The URL by which other nodes reach this one, without a slash at its end; empty when it was not configured. Where it
     * is the same for all nodes they share the staging area (IMP-61 of the operator contract).
     */
    public Optional<String> selfUrl() {
        String own = config.worker_self_reference_url().trim();
        return (own.isEmpty() ? publicEndpoint() : Optional.of(own)).map(url -> url.replaceAll("/+$", ""));
    }

    /** The service's URL as clients know it, if configured (VER-3). */
    public Optional<String> publicEndpoint() {
        return config.public_endpoint().isBlank()
                ? Optional.empty()
                : Optional.of(config.public_endpoint().trim());
    }
}
