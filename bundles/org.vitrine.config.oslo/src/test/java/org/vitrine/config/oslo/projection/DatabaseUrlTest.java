package org.vitrine.config.oslo.projection;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.vitrine.config.oslo.Python;
import org.vitrine.spi.testkit.Covers;

@Covers("op:CFG-71")
public class DatabaseUrlTest {
    private static final List<String> URLS = List.of(
            "mysql+pymysql://glance:secret@controller/glance",
            "mysql+pymysql://glance:se%40cr%3Aet@127.0.0.1:3390/glance_9393?charset=utf8",
            "mysql://u@h/d?charset=utf8&read_timeout=5&charset=utf8mb4",
            "postgresql://glance:p%2Fw+x%25y@[2001:db8::1]:5433/glance?sslmode=verify-full",
            "postgresql+psycopg2://@/glance",
            "postgresql:///glance?host=/var/run/postgresql",
            "postgresql://h/d?a=&b=%20x+y&c",
            "sqlite:////var/lib/glance/glance.sqlite",
            "sqlite://",
            "mysql://u:p@h:/d",
            "mysql://u:p:q@h/d",
            "mysql://u:100%@h/d",
            "mysql://u:p@h",
            "oracle+cx_oracle://u:p@h:1521/?service_name=x",
            "not an address",
            "mysql:/u:p@h/d",
            "://u:p@h/d",
            "mysql://u:p@h:99x/d",
            "mysql://ü:ö@host/d");

    @Test
    public void readsWhatSqlAlchemyReads() throws Exception {
        try (Python python = Python.start("/oslo/read_url.py", "sqlalchemy", "python3-sqlalchemy")) {
            for (String text : URLS) {
                JsonNode expected = python.ask(Map.of("url", text));
                if (expected.has("error")) {
                    assertThrows(text, IllegalArgumentException.class, () -> DatabaseUrl.parse(text));
                    continue;
                }
                DatabaseUrl url = DatabaseUrl.parse(text);
                assertEquals(text, expected.get("dialect").asText(), url.dialect());
                assertEquals(text, expected.get("user").asText(), url.user());
                assertEquals(text, expected.get("password").asText(), url.password());
                assertEquals(text, expected.get("host").asText(), url.host().replaceAll("[\\[\\]]", ""));
                assertEquals(text, expected.get("port").asInt(), url.port());
                assertEquals(text, expected.get("database").asText(), url.database());
                Map<String, List<String>> query = new LinkedHashMap<>();
                expected.get("query").properties().forEach(field -> {
                    List<String> values = new ArrayList<>();
                    field.getValue().forEach(value -> values.add(value.asText()));
                    query.put(field.getKey(), values);
                });
                assertEquals(text, query, url.query());
            }
        }
    }

    @Test
    public void keepsThePasswordToItself() {
        assertFalse(DatabaseUrl.parse("mysql://u:s3cret@h/d").toString().contains("s3cret"));
    }
}
