package org.vitrine.domain.image;

import static org.junit.Assert.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.Test;
import org.vitrine.domain.member.MemberStatus;
import org.vitrine.spi.testkit.Covers;

/** Names that clients write and databases hold: no constant may be renamed without them. */
public class WireNamesTest {
    @Test
    @Covers("VIS-1")
    public void visibilities() {
        assertEquals(
                List.of("public", "shared", "community", "private"),
                Arrays.stream(Visibility.values()).map(Visibility::wireName).toList());
        for (Visibility visibility : Visibility.values()) {
            assertEquals(Optional.of(visibility), Visibility.of(visibility.wireName()));
        }
        assertEquals(Optional.empty(), Visibility.of("Public"));
        assertEquals(Optional.empty(), Visibility.of("all"));
    }

    @Test
    @Covers("MEM-9")
    public void memberStatuses() {
        assertEquals(
                List.of("pending", "accepted", "rejected"),
                Arrays.stream(MemberStatus.values()).map(MemberStatus::wireName).toList());
        for (MemberStatus status : MemberStatus.values()) {
            assertEquals(Optional.of(status), MemberStatus.of(status.wireName()));
        }
        assertEquals(Optional.empty(), MemberStatus.of("all"));
        assertEquals(Optional.empty(), MemberStatus.of("Accepted"));
    }

    @Test
    public void attributes() {
        assertEquals(
                Set.of(
                        "id",
                        "name",
                        "status",
                        "disk_format",
                        "container_format",
                        "checksum",
                        "owner",
                        "os_hash_algo",
                        "os_hash_value",
                        "size",
                        "virtual_size",
                        "min_disk",
                        "min_ram",
                        "created_at",
                        "updated_at",
                        "protected",
                        "os_hidden"),
                Arrays.stream(ImageAttribute.values())
                        .map(ImageAttribute::wireName)
                        .collect(Collectors.toSet()));
        for (ImageAttribute attribute : ImageAttribute.values()) {
            assertEquals(Optional.of(attribute), ImageAttribute.of(attribute.wireName()));
        }
        assertEquals(Optional.empty(), ImageAttribute.of("hidden"));
    }

    @Test
    public void attributesHaveTheKindOfTheirColumn() {
        assertEquals(Set.of("size", "virtual_size", "min_disk", "min_ram"), ofKind(ImageAttribute.Kind.NUMBER));
        assertEquals(Set.of("created_at", "updated_at"), ofKind(ImageAttribute.Kind.TIME));
        assertEquals(Set.of("protected", "os_hidden"), ofKind(ImageAttribute.Kind.FLAG));
    }

    private static Set<String> ofKind(ImageAttribute.Kind kind) {
        return Arrays.stream(ImageAttribute.values())
                .filter(attribute -> attribute.kind() == kind)
                .map(ImageAttribute::wireName)
                .collect(Collectors.toSet());
    }
}
