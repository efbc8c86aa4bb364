package org.vitrine.core.metadefs;

import java.util.Map;
import org.vitrine.core.TestCore;
import org.vitrine.core.plugins.Configuration;

/** The use cases on metadata definitions over the drivers of a {@link TestCore}. */
public final class TestMetadefs {
    public final NamespaceCatalog catalog;
    public final NamespaceChanges changes;
    public final NamespaceItems items;
    public final NamespaceTags tags;
    public final MetadefLoading loading;

    public TestMetadefs(TestCore core) {
        MetadefAccess access = new MetadefAccess(core.plugins.repository, core.authorizer);
        catalog = new NamespaceCatalog(access, core.settings);
        changes = new NamespaceChanges(access);
        items = new NamespaceItems(access);
        tags = new NamespaceTags(access, items);
        loading = new MetadefLoading(
                core.plugins.repository, Configuration.of(MetadefLoading.MetadefsConfig.class, Map.of()));
    }
}
