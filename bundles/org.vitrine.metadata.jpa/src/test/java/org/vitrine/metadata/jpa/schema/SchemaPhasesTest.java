package org.vitrine.metadata.jpa.schema;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.lang.annotation.Annotation;
import java.util.List;
import org.junit.Test;

public class SchemaPhasesTest {
    private record Config(String... schema_phases) implements SchemaConfig {
        @Override
        public Class<? extends Annotation> annotationType() {
            return SchemaConfig.class;
        }
    }

    @Test
    public void aFileOfConfigurationNamesThemInOneText() {
        assertEquals(List.of("expand", "migrate"), SchemaHook.phases(new Config("expand,migrate")));
        assertEquals(List.of("expand", "migrate"), SchemaHook.phases(new Config("expand", " migrate")));
    }

    @Test
    public void otherNamesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> SchemaHook.phases(new Config("expand, migrat")));
    }
}
