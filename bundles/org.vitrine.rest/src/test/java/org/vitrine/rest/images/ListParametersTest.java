package org.vitrine.rest.images;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.Test;
import org.vitrine.core.images.ListRequest;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.ImageAttribute;
import org.vitrine.domain.image.ImageFilter;
import org.vitrine.domain.image.ImageFilter.Comparison;
import org.vitrine.domain.image.ImageQuery.ListedVisibility;
import org.vitrine.domain.image.ImageSort;
import org.vitrine.domain.member.MemberStatus;
import org.vitrine.rest.http.Parameter;
import org.vitrine.spi.testkit.Covers;

public class ListParametersTest {
    private static ListRequest parse(String query) {
        return ListParameters.parse(Parameter.parse(query));
    }

    private static void assertInvalid(String... queries) {
        for (String query : queries) {
            assertEquals(
                    query,
                    ErrorKind.INVALID,
                    assertThrows(query, VitrineException.class, () -> parse(query))
                            .kind());
        }
    }

    private static ImageSort sort(ImageAttribute key, boolean ascending) {
        return new ImageSort(key, ascending);
    }

    @Test
    @Covers({"IMG-SORT-3", "IMG-FLT-10", "IMG-LIST-7"})
    public void nothingAskedMeansTheDefaults() {
        ListRequest request = parse(null);
        assertEquals(List.of(sort(ImageAttribute.CREATED_AT, false), sort(ImageAttribute.ID, false)), request.sort());
        assertEquals(MemberStatus.ACCEPTED, request.memberStatus());
        assertEquals(ListedVisibility.DEFAULT, request.visibility());
        assertEquals(OptionalInt.empty(), request.limit());
    }

    @Test
    @Covers({"IMG-SORT-1", "IMG-SORT-2", "IMG-SORT-4", "IMG-SORT-5", "IMG-SORT-6"})
    public void bothWaysToSort() {
        List<ImageSort> expected = List.of(
                sort(ImageAttribute.NAME, true),
                sort(ImageAttribute.SIZE, false),
                sort(ImageAttribute.CREATED_AT, false),
                sort(ImageAttribute.ID, false));
        assertEquals(expected, parse("sort=name:asc,size").sort());
        assertEquals(
                expected,
                parse("sort_key=name&sort_dir=asc&sort_key=size&sort_dir=desc").sort());
        assertEquals(
                List.of(
                        sort(ImageAttribute.NAME, true),
                        sort(ImageAttribute.CREATED_AT, true),
                        sort(ImageAttribute.ID, true)),
                parse("sort_key=name&sort_dir=asc").sort());
        assertEquals(
                parse("sort=name:desc,size").sort(),
                parse("sort=+name:,size+:desc").sort());
        assertEquals(
                List.of(sort(ImageAttribute.CREATED_AT, true), sort(ImageAttribute.ID, true)),
                parse("sort_dir=asc").sort());
        assertInvalid(
                "sort=",
                "sort=name:asc,",
                "sort_key=",
                "sort_dir=",
                "sort=min_ram",
                "sort=name:up",
                "sort=name&sort_key=id",
                "sort_key=owner",
                "sort_dir=ASC",
                "sort_dir=asc&sort_dir=desc",
                "sort_key=a&sort_key=b&sort_key=c&sort_dir=asc&sort_dir=asc");
    }

    @Test
    @Covers({"IMG-FLT-1", "IMG-FLT-3", "IMG-FLT-4", "IMG-FLT-5", "IMG-FLT-17", "GOTCHA-19"})
    public void textFiltersKnowOperators() {
        assertEquals(oneOf("x"), parse("name=y&name=x").filters());
        assertEquals(oneOf("foo:bar"), parse("name=eq:foo:bar").filters());
        assertEquals(oneOf("a", "b"), parse("name=in:a,b").filters());
        assertEquals(
                oneOf("image-2,image-5"), parse("name=in:%22image-2,image-5%22").filters());
        assertEquals(oneOf("a\"b", "a\\\"b"), parse("name=in:%22a%5C%22b%22,").filters());
        assertEquals(oneOf("a", "", "b"), parse("name=in:a,,b").filters());
        assertEquals(oneOf("\\\"a"), parse("name=in:%5C%22a").filters());
        assertEquals(oneOf(""), parse("name=in:%22%22").filters());
        assertEquals(oneOf(), parse("name=in:").filters());
        assertEquals(oneOf(""), parse("name=").filters());
        assertInvalid("name=foo:bar", "name=in:%22a", "name=in:%22a%22b", "name=in:a%22b%22", "status=gt:x");
    }

    private static List<ImageFilter> oneOf(String... values) {
        return List.of(new ImageFilter.OneOf(ImageAttribute.NAME, List.of(values)));
    }

    @Test
    @Covers({"IMG-FLT-6"})
    public void timesCompare() {
        Instant time = Instant.parse("2030-01-02T03:04:05Z");
        assertEquals(
                List.of(new ImageFilter.Time(ImageAttribute.CREATED_AT, Comparison.GTE, time)),
                parse("created_at=gte:2030-01-02T03:04:05Z").filters());
        assertEquals(
                List.of(new ImageFilter.Time(ImageAttribute.CREATED_AT, Comparison.EQ, time)),
                parse("created_at=2030-01-02T04:04:05%2B01:00").filters());
        for (String same : new String[] {
            "2030-01-02",
            "20300102",
            "2030-1-2",
            "2030-01-02T00",
            "2030-01-02T0000",
            "2030-01-02%2000:00:00",
            "20300102T000000Z",
            "2030-01-02T00:00:00,0Z",
            "2030-01-02T01:00:00.000000000000%2B01",
            "2030-01-01T22:30:00-0130"
        }) {
            assertEquals(
                    same,
                    List.of(new ImageFilter.Time(
                            ImageAttribute.UPDATED_AT, Comparison.LT, Instant.parse("2030-01-02T00:00:00Z"))),
                    parse("updated_at=lt:" + same).filters());
        }
        assertEquals(
                List.of(new ImageFilter.Time(
                        ImageAttribute.CREATED_AT, Comparison.EQ, Instant.parse("2030-01-01T00:00:00Z"))),
                parse("created_at=2030").filters());
        assertInvalid(
                "created_at=",
                "created_at=2030-01-02T24:00:00",
                "created_at=2030-13-02",
                "created_at=2030-02-30",
                "created_at=203001",
                "created_at=2030-W01",
                "created_at=2030-01-02T00:00:00%2B99",
                "created_at=2030-01-02T00:00:00+01:00");
        assertInvalid("created_at=gte:soon", "created_at=in:2030-01-02T03:04:05Z", "updated_at=x");
    }

    @Test
    @Covers({"IMG-FLT-2", "IMG-FLT-8", "IMG-FLT-9", "IMG-FLT-11", "IMG-FLT-12", "IMG-FLT-13", "IMG-FLT-14", "GOTCHA-18"
    })
    public void theOtherFilters() {
        assertEquals(
                List.of(
                        new ImageFilter.Tag("a"),
                        new ImageFilter.Tag("b"),
                        new ImageFilter.Between(ImageAttribute.SIZE, 5, Long.MAX_VALUE),
                        new ImageFilter.Flag(ImageAttribute.HIDDEN, false),
                        new ImageFilter.Flag(ImageAttribute.PROTECTED, true),
                        new ImageFilter.Property("os_distro", "debian")),
                parse("tag=a&tag=+b&size_min=5&os_hidden=False&protected=true&os_distro=debian")
                        .filters());
        assertEquals(ListedVisibility.ALL, parse("visibility=all").visibility());
        List<ImageFilter> nothing = List.of(new ImageFilter.OneOf(ImageAttribute.ID, List.of()));
        for (String query : new String[] {"visibility=", "size=x", "foo=%00", "tag=%F0%9F%98%80"}) {
            assertEquals(query, nothing, parse(query).filters());
        }
        assertEquals(
                List.of(new ImageFilter.Between(ImageAttribute.VIRTUAL_SIZE, Long.MIN_VALUE, Long.MAX_VALUE)),
                parse("virtual_size_max=" + "9".repeat(30)).filters());
        assertEquals(
                OptionalInt.of(Integer.MAX_VALUE),
                parse("limit=" + "9".repeat(30)).limit());
        assertEquals(null, parse("member_status=all").memberStatus());
        assertInvalid(
                "protected=False",
                "os_hidden=1",
                "changes-since=x",
                "visibility=secret",
                "member_status=x",
                "size_min=x",
                "foo_min=1",
                "limit=-1",
                "limit=x",
                "name=%FF");
    }

    @Test
    @Covers({"IMG-LIST-4", "IMG-LIST-5", "IMG-LIST-6", "EX-3", "CLI-2"})
    public void linksRepeatTheQuery() {
        assertEquals(
                "limit=2&sort=name%3Aasc&tag=x+y",
                Parameter.format(Parameter.parse("limit=2&sort=name:asc&tag=x%20y")));
        assertEquals(
                "x=~%2A%28%29%21%27&tag=a&tag=b&y=&%2F=%C3%BC",
                Parameter.format(Parameter.parse("x=%7E*()!%27&tag=a&&tag=b&y&/=%C3%BC")));
    }
}
