package org.vitrine.core.images;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.core.plugins.CurrentKeyring;
import org.vitrine.core.plugins.Lease;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.spi.keymanager.Keyring;

/**
 * The keys of images that Cinder made of encrypted volumes. It notes in properties which key that is, and whether the
 * key is the image's own and goes when the image does (DEL-12).
 */
@Component(service = EncryptionKeys.class)
public final class EncryptionKeys {
    private static final String KEY = "cinder_encryption_key_id";
    private static final String POLICY = "cinder_encryption_key_deletion_policy";
    private static final String WITH_THE_IMAGE = "on_image_deletion";
    /** Any case, and hyphens or none, as Glance hands it to Barbican; {@link UUID#fromString} takes much more. */
    private static final Pattern ID = Pattern.compile(
            "(\\p{XDigit}{8})-?(\\p{XDigit}{4})-?(\\p{XDigit}{4})-?(\\p{XDigit}{4})-?(\\p{XDigit}{12})");

    private final CurrentKeyring keyring;
    private final Logger log;

    /** Uses the key manager of the moment. */
    @Activate
    public EncryptionKeys(@Reference CurrentKeyring keyring) {
        this(keyring, LoggerFactory.getLogger(EncryptionKeys.class));
    }

    EncryptionKeys(CurrentKeyring keyring, Logger log) {
        this.keyring = keyring;
        this.log = log;
    }

    /**
     * Deletes the key of an image that is gone, with the caller's rights, where the image's properties say so. Never
     * fails: the image does not come back, so a key that stays is a line in the log. Blocks on the key manager.
     */
    void deleteKeyOf(RequestContext caller, Image image) {
        String text = image.properties().get(KEY);
        if (text == null || !WITH_THE_IMAGE.equals(image.properties().get(POLICY))) {
            return;
        }
        Optional<UUID> key = parse(text);
        if (key.isEmpty()) {
            log.warn("image {}: its property {} is no id of a key; no key is deleted", image.id(), KEY);
            return;
        }
        try (Lease<Keyring> lease = keyring.lease()) {
            lease.get().delete(caller, key.get());
            log.debug("image {}: deleted its encryption key {}", image.id(), key.get());
        } catch (VitrineException e) {
            log.warn("image {}: its encryption key {} stays: {}", image.id(), key.get(), e.getMessage());
        } catch (RuntimeException e) {
            log.warn("image {}: its encryption key {} may stay, as the driver failed", image.id(), key.get(), e);
        }
    }

    private static Optional<UUID> parse(String text) {
        var parts = ID.matcher(text);
        return parts.matches() ? Optional.of(UUID.fromString(parts.replaceFirst("$1-$2-$3-$4-$5"))) : Optional.empty();
    }
}
