package org.vitrine.config.oslo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.SynchronousConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.config.oslo.check.CfgFile;
import org.vitrine.config.oslo.projection.Projection;

/**
 * Sees to it that the configurations of Configuration Admin are those of the projection in force. Whatever somebody else
 * does to them, File Install with the shipped files in the first place, is undone in the same call: nobody who asks
 * Configuration Admin afterwards sees it. Configurations that are not the projection's are left alone.
 */
@Component(service = {ProjectedConfigurations.class, SynchronousConfigurationListener.class})
public final class ProjectedConfigurations implements SynchronousConfigurationListener {
    /** The key by which our configurations are known again after a restart. */
    static final String MARK = "vitrine.config.source";

    private static final Logger LOG = LoggerFactory.getLogger(ProjectedConfigurations.class);

    private record Wanted(Map<String, Map<String, Object>> configurations, List<String> families) {
        boolean excludes(String pid) {
            return !configurations.containsKey(pid) && families.stream().anyMatch(pid::startsWith);
        }
    }

    private final ConfigurationAdmin admin;
    private final ShippedKeys shipped;
    private volatile Wanted wanted = new Wanted(Map.of(), List.of());
    private volatile EtcFiles etc;

    /** Nothing is wanted yet. */
    @Activate
    public ProjectedConfigurations(@Reference ConfigurationAdmin admin, BundleContext context) {
        this(admin, name -> Optional.ofNullable(context.getProperty(name)));
    }

    ProjectedConfigurations(ConfigurationAdmin admin, Function<String, Optional<String>> property) {
        this.admin = admin;
        shipped = new ShippedKeys(property);
    }

    /**
     * What came of it.
     *
     * @param changed how many configurations were updated
     * @param conflicts the PIDs for which the operator has a {@code .cfg} too, with the file
     */
    record Outcome(int changed, Map<String, Path> conflicts) {}

    /**
     * Makes the configurations those of the projection and withdraws those of the one before.
     *
     * @param directory where {@code .cfg} files lie
     */
    synchronized Outcome apply(Projection projection, Path directory) throws IOException {
        etc = new EtcFiles(directory);
        Map<String, Path> files = etc.byPid();
        Map<String, Path> conflicts = new TreeMap<>();
        Map<String, Map<String, Object>> configurations = new LinkedHashMap<>();
        projection.configurations().forEach((pid, keys) -> {
            boolean operators = files.containsKey(pid) && etc.isOperators(files.get(pid));
            if (operators && !keys.isEmpty()) {
                conflicts.put(pid, files.get(pid));
            }
            if (!operators || !keys.isEmpty()) {
                configurations.put(pid, desired(pid, keys, projection.files()));
            }
        });
        Wanted before = wanted;
        wanted = new Wanted(Collections.unmodifiableMap(configurations), projection.families());
        int changed = 0;
        for (String pid : configurations.keySet()) {
            changed += ensure(pid) ? 1 : 0;
        }
        for (Configuration configuration : existing()) {
            withdraw(configuration, files);
        }
        for (Map.Entry<String, Path> file : files.entrySet()) {
            if (before.excludes(file.getKey()) && !wanted.excludes(file.getKey())) {
                etc.reread(file.getValue());
            }
        }
        return new Outcome(changed, conflicts);
    }

    private Map<String, Object> desired(String pid, Map<String, Object> keys, List<String> files) {
        Map<String, Object> desired = new LinkedHashMap<>();
        if (pid.indexOf('~') < 0) {
            desired.putAll(shipped.of(pid));
        }
        desired.putAll(keys);
        desired.put(MARK, files.isEmpty() ? "nothing" : String.join(",", files));
        return desired;
    }

    /** Whether it had to be updated. */
    private boolean ensure(String pid) throws IOException {
        Map<String, Object> desired = wanted.configurations().get(pid);
        if (desired == null) {
            return false;
        }
        Configuration configuration = configuration(pid);
        if (same(configuration.getProperties(), desired)) {
            return false;
        }
        configuration.update(new Hashtable<>(desired));
        return true;
    }

    private Configuration configuration(String pid) throws IOException {
        int tilde = pid.indexOf('~');
        return tilde < 0
                ? admin.getConfiguration(pid, "?")
                : admin.getFactoryConfiguration(pid.substring(0, tilde), pid.substring(tilde + 1), "?");
    }

    private static boolean same(Dictionary<String, Object> properties, Map<String, Object> desired) {
        if (properties == null) {
            return false;
        }
        List<String> keys = new ArrayList<>(Collections.list(properties.keys()));
        keys.remove(Constants.SERVICE_PID);
        keys.remove(ConfigurationAdmin.SERVICE_FACTORYPID);
        return keys.size() == desired.size()
                && keys.stream().allMatch(key -> equal(properties.get(key), desired.get(key)));
    }

    private static boolean equal(Object one, Object other) {
        return one instanceof String[] texts && other instanceof String[] others
                ? Arrays.equals(texts, others)
                : one.equals(other);
    }

    private List<Configuration> existing() throws IOException {
        try {
            Configuration[] configurations = admin.listConfigurations(null);
            return configurations == null ? List.of() : List.of(configurations);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes away what is not wanted: what an earlier projection made, and shipped instances that have to go. */
    private void withdraw(Configuration configuration, Map<String, Path> files) throws IOException {
        String pid = configuration.getPid();
        Dictionary<String, Object> properties = configuration.getProperties();
        if (properties == null || wanted.configurations().containsKey(pid)) {
            return;
        }
        if (properties.get(MARK) != null) {
            Path file = files.get(pid);
            if (file == null || wanted.excludes(pid) && !etc.isOperators(file)) {
                configuration.delete();
            } else {
                etc.reread(file);
            }
        } else if (wanted.excludes(pid) && isShipped(properties)) {
            configuration.delete();
        }
    }

    private boolean isShipped(Dictionary<String, Object> properties) {
        return properties.get(CfgFile.NAMED_BY) instanceof String file && !etc.isOperators(Path.of(URI.create(file)));
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        String pid = event.getPid();
        try {
            if (event.getType() != ConfigurationEvent.CM_LOCATION_CHANGED) {
                ensure(pid);
            }
            if (event.getType() == ConfigurationEvent.CM_UPDATED && wanted.excludes(pid)) {
                Configuration configuration = configuration(pid);
                Dictionary<String, Object> properties = configuration.getProperties();
                if (properties != null && isShipped(properties)) {
                    configuration.delete();
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("{} could not be kept as the Glance configuration wants it", pid, e);
        }
    }
}
