package org.vitrine.core.images;

import java.util.Collection;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/** The quotas on the parts of one image (LIM-1 to LIM-4). A negative quota is no limit. */
final class Quotas {
    private Quotas() {}

    static void requireTags(int count, ImageSettings settings) {
        require("tags", count, settings.tagQuota());
    }

    static void requireProperties(Collection<String> names, ImageSettings settings) {
        long counted =
                names.stream().filter(name -> !ImageProperties.isReserved(name)).count();
        require("properties", counted, settings.propertyQuota());
    }

    static void requireLocations(int count, ImageSettings settings) {
        require("locations", count, settings.locationQuota());
    }

    private static void require(String what, long attempted, int maximum) {
        if (maximum >= 0 && attempted > maximum) {
            throw new VitrineException(
                    ErrorKind.QUOTA_EXCEEDED,
                    "The limit has been exceeded on the number of allowed image " + what + ". Attempted: " + attempted
                            + ", Maximum: " + maximum);
        }
    }
}
