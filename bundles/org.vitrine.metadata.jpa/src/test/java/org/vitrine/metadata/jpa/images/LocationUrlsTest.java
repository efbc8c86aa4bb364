package org.vitrine.metadata.jpa.images;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Base64;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.testkit.Covers;

@Covers({"REP-25", "op:STORE-40"})
public class LocationUrlsTest {
    private static final String KEY = "0123456789abcdef";
    private static final String LONGER = "0123456789abcdef01234567";
    private static final String LONGEST = "0123456789abcdef0123456789abcd\u00e4";
    private static final String FILE = "file:///var/lib/glance/images/71c675ab-d94f-49cd-a114-e12490b328d9";

    /** What {@code glance.common.crypt.urlsafe_encrypt} of Glance 25.1 made of these, for keys of each length. */
    @Test
    public void readsWhatGlanceEncrypted() {
        assertEquals(
                FILE,
                new LocationUrls(KEY)
                        .url(
                                "QpTN4GlbUYpzgxmkDvVRLmg8WVi69ZJJSB2idNUWh6l31ZR76vTSa4B4S0rrdoupfOf_QFW0PPhSusr8n1B1Mg0MNBN"
                                        + "dHSJG7iXwPWvvm-Bg1W4Aq6NfxrJz9i0mIL_j"));
        assertEquals(
                FILE,
                new LocationUrls(LONGER)
                        .url(
                                "y6PKK2N5_zLkPTstRknan-GJqJXGgMRDhINEeu_pylb1C-ah-CfRPgoFRYt_Gq51Vpzu4vNdcgDtNUvs-2k0cnYrG5Y"
                                        + "7FYhQtvY00nO8Z5T0T-HGM7Ots9ODxuah1QqM"));
        assertEquals(
                "swift+config://ref1/glance/\u00e4\u4e16",
                new LocationUrls(LONGEST)
                        .url(
                                "QVSzVN6ldURsGOIpMgrqswVJeeck0S4W2iOXXhv7ve4BJaUmjAo3dEWQ245OARkZhwn8EjuBf0VUHhOG7hcVpg=="));
    }

    @Test
    public void aFullBlockGetsOneMore() {
        assertEquals(
                "file:///" + "y".repeat(56),
                new LocationUrls(KEY)
                        .url(
                                "peslYFBx2gQ8Ko8dtfosi_lipUJS00MGUyjvaup8huzca9DCOoEHXrNI-Wt5of-eyE6mDGPR5A26yk-EkkC2fToStWq"
                                        + "omjbVTmTsZbmRtoKQ95f1dlTwEV_PxV3eyVc9"));
    }

    @Test
    public void everyLengthComesBack() {
        LocationUrls urls = new LocationUrls(LONGEST);
        for (int length = 0; length < 70; length++) {
            String url = ":" + "\u00e4".repeat(length);
            String stored = urls.stored(url);
            assertEquals(url, urls.url(stored));
            assertEquals(
                    16 + ((1 + 2 * length) / 16 + 1) * 16,
                    Base64.getUrlDecoder().decode(stored).length);
        }
        assertNotEquals("each time another text", urls.stored(FILE), urls.stored(FILE));
    }

    @Test
    public void whatIsNotEncryptedIsReadAsItIs() {
        assertEquals(FILE, new LocationUrls(KEY).url(FILE));
        LocationUrls plain = new LocationUrls("");
        assertFalse(plain.encrypts());
        assertEquals(FILE, plain.stored(FILE));
        assertEquals(FILE, plain.url(FILE));
    }

    @Test
    public void anotherKeyDecryptsNothing() {
        String stored = new LocationUrls(KEY).stored(FILE);
        for (String wrong : new String[] {stored, stored.substring(4), "AAAA", "A", "\u00e4"}) {
            VitrineException failure = assertThrows(VitrineException.class, () -> new LocationUrls(LONGEST).url(wrong));
            assertEquals(ErrorKind.INTERNAL, failure.kind());
            assertFalse(failure.getMessage(), failure.getMessage().contains(wrong));
        }
    }

    @Test
    public void whatAnotherKeyMakesOfAUrlIsNoUrl() {
        LocationUrls urls = new LocationUrls(KEY);
        LocationUrls others = new LocationUrls(LONGEST);
        for (int i = 0; i < 5000; i++) {
            String stored = urls.stored(FILE);
            assertThrows(stored, VitrineException.class, () -> others.url(stored));
        }
    }

    @Test
    public void aKeyHasOneOfThreeLengths() {
        for (String wrong : new String[] {"x", KEY + "x", LONGEST + "x"}) {
            IllegalArgumentException failure =
                    assertThrows(IllegalArgumentException.class, () -> new LocationUrls(wrong));
            assertTrue(failure.getMessage(), failure.getMessage().startsWith("metadata.encryption.key must"));
            assertFalse(failure.getMessage(), failure.getMessage().contains(wrong + " "));
        }
    }
}
