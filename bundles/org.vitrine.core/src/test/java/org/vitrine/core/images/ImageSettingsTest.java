package org.vitrine.core.images;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.Map;
import org.junit.Test;

public class ImageSettingsTest {
    @Test
    public void textThatIsNoNumberIsRefusedWhenItIsReadAndNotWithARequest() {
        for (String key : new String[] {
            "image_property_quota", "image_tag_quota", "image_member_quota", "image_location_quota", "image_size_cap"
        }) {
            // As the framework does, the annotation throws when such a value is asked for.
            Map<String, Object> nonsense = Map.of(key, "some");
            assertThrows(key, ClassCastException.class, () -> Settings.with(nonsense));
            ImageSettings settings = Settings.with(Map.of("image_tag_quota", 3));
            assertThrows(key, ClassCastException.class, () -> Settings.change(settings, nonsense));
            assertEquals("what was in force stays", 3, settings.tagQuota());
        }
    }
}
