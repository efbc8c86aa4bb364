package org.vitrine.core.importing;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.vitrine.spi.driver.CommaList;

/** The options of imports. A change takes effect on imports that begin afterwards. */
@Component(service = ImportSettings.class, configurationPid = "org.vitrine.core.importing")
@Designate(ocd = ImportSettings.ImportConfig.class)
public final class ImportSettings {
    @ObjectClassDefinition(name = "Vitrine import")
    @interface ImportConfig {
        @AttributeDefinition(
                description =
                        "The plugins that imported data passes, in that order. One that is named and not there makes imports fail.")
        String[] image_import_plugins() default {};

        @AttributeDefinition(
                description =
                        "The plugins that data of tasks of the type import passes, in that order. One that is named and not there makes them fail.")
        String[] task_import_plugins() default {"ovf_process", "convert"};
    }

    private volatile List<String> plugins;
    private volatile List<String> taskPlugins;

    /** Reads the configuration. */
    @Activate
    public ImportSettings(ImportConfig config) {
        modified(config);
    }

    @Modified
    void modified(ImportConfig config) {
        plugins = CommaList.items(config.image_import_plugins());
        taskPlugins = CommaList.items(config.task_import_plugins());
    }

    /** The names of the plugins, in their order (IMP-5). */
    List<String> plugins() {
        return plugins;
    }

    /** The same for tasks of the old kind, which have a flow of their own (op:TASK-11). */
    List<String> taskPlugins() {
        return taskPlugins;
    }
}
