package org.vitrine.domain.image;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public class ImageQueryTest {
    @Test
    public void aQueryDoesNotChangeWithWhatItWasMadeOf() {
        List<ImageFilter> filters = new ArrayList<>(List.of(new ImageFilter.Tag("a")));
        List<ImageSort> sort = new ArrayList<>(List.of(new ImageSort(ImageAttribute.ID, true)));
        ImageQuery query =
                new ImageQuery(Viewer.SERVER, filters, ImageQuery.ListedVisibility.ALL, null, sort, null, 10);
        filters.clear();
        sort.clear();
        assertEquals(List.of(new ImageFilter.Tag("a")), query.filters());
        assertEquals(List.of(new ImageSort(ImageAttribute.ID, true)), query.sort());
        assertThrows(UnsupportedOperationException.class, () -> query.filters().clear());
        assertThrows(UnsupportedOperationException.class, () -> query.sort().clear());
    }
}
