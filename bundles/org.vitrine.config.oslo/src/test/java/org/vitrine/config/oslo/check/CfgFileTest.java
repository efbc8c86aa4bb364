package org.vitrine.config.oslo.check;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.Test;

public class CfgFileTest {
    private static final String TEXT = """
            # a comment \\
            a = 1
              ! another

            b: 2 \\
               , 3
            c\\ d\\=e 4
            f
            even = \\\\
            g=
            """;

    @Test
    public void readsWhatJavaReads() throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(TEXT));
        Map<Object, Object> expected = new HashMap<>();
        properties.forEach((key, value) -> expected.put(key, value.toString().strip()));
        Map<Object, Object> read = new HashMap<>();
        CfgFile.settings(TEXT).forEach(setting -> read.put(setting.key(), setting.value()));
        assertEquals(expected, read);
    }

    @Test
    public void countsLines() {
        assertEquals(
                List.of(2, 5, 7, 8, 9, 10),
                CfgFile.settings(TEXT).stream().map(CfgFile.Setting::line).toList());
        assertEquals(
                "one that cannot be read, and a last line that goes on",
                List.of(new CfgFile.Setting(2, "b", "1")),
                CfgFile.settings("a = \\u00\nb = 1\\"));
        assertEquals(List.of(), CfgFile.settings(""));
    }
}
