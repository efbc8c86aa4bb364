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
import org.vitrine.metadata.jpa.sql.Readiness;
import org.vitrine.spi.driver.CommaList;

/**
 * Makes the database ready before the data source exists as a service, so that nothing that uses it starts earlier. A
 * data source asks for it by {@code ops4j.preHook = vitrineSchema}. A database that cannot be reached yet is made ready
 * by the first request that reaches it; one that is refused never becomes a service.
 */
@Component(
        service = {PreHook.class, Readiness.class},
        property = PreHook.KEY_NAME + "=vitrineSchema",
        configurationPid = "org.vitrine.metadata.jpa.schema")
@Designate(ocd = SchemaConfig.class)
public final class SchemaHook implements PreHook, Readiness {
    private static final List<String> PHASES = List.of("expand", "migrate", "contract");

    private final Preparation preparation;

    /** Reads the scripts of this bundle. */
    @Activate
    public SchemaHook(BundleContext context, SchemaConfig config) {
        preparation = new Preparation(new Schema(path -> files(context.getBundle(), path), phases(config)));
    }

    static List<String> phases(SchemaConfig config) {
        List<String> phases = CommaList.items(config.schema_phases());
        if (!PHASES.containsAll(phases)) {
            throw new IllegalArgumentException("schema.phases must be of " + PHASES + ", not " + phases);
        }
        return phases;
    }

    @Override
    public void prepare(DataSource dataSource) throws SQLException {
        preparation.begin(dataSource);
    }

    @Override
    public void require() {
        preparation.require();
    }

    private static Collection<URL> files(Bundle bundle, String path) {
        Enumeration<URL> found = bundle.findEntries("db/" + path, "*.sql", false);
        return found == null ? List.of() : Collections.list(found);
    }
}
