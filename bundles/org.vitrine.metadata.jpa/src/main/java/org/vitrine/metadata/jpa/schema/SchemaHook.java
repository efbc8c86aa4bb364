package org.vitrine.metadata.jpa.schema;

import java.net.URL;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import javax.sql.DataSource;
import org.ops4j.pax.jdbc.hook.PreHook;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Makes the database ready before the data source exists as a service, so that nothing that uses it starts earlier. A
 * data source asks for it by {@code ops4j.preHook = vitrineSchema}.
 */
@Component(
        service = PreHook.class,
        property = PreHook.KEY_NAME + "=vitrineSchema",
        configurationPid = "org.vitrine.metadata.jpa.schema")
@Designate(ocd = SchemaConfig.class)
public final class SchemaHook implements PreHook {
    private final Schema schema;

    /** Reads the scripts of this bundle. */
    @Activate
    public SchemaHook(BundleContext context, SchemaConfig config) {
        schema = new Schema(path -> files(context.getBundle(), path), List.of(config.schema_phases()));
    }

    @Override
    public void prepare(DataSource dataSource) throws SQLException {
        schema.prepare(dataSource);
    }

    private static Collection<URL> files(Bundle bundle, String path) {
        Enumeration<URL> found = bundle.findEntries("db/" + path, "*.sql", false);
        return found == null ? List.of() : Collections.list(found);
    }
}
