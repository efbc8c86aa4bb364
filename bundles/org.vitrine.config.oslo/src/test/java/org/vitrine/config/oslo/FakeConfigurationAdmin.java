package org.vitrine.config.oslo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.SynchronousConfigurationListener;

/** A Configuration Admin in memory that tells its listener of each change in the same call. */
final class FakeConfigurationAdmin implements ConfigurationAdmin {
    private final Map<String, FakeConfiguration> configurations = new TreeMap<>();
    private final List<String> changes = new ArrayList<>();
    private SynchronousConfigurationListener listener = event -> {};

    void tell(SynchronousConfigurationListener told) {
        listener = told;
    }

    /** What has changed since the last call, in order: {@code +PID} for an update, {@code -PID} for a deletion. */
    List<String> changes() {
        List<String> taken = List.copyOf(changes);
        changes.clear();
        return taken;
    }

    /** The properties of a configuration, without what Configuration Admin adds; null when there is none. */
    Map<String, Object> properties(String pid) {
        FakeConfiguration configuration = configurations.get(pid);
        if (configuration == null || configuration.properties == null) {
            return null;
        }
        return new TreeMap<>(configuration.properties);
    }

    /** The PIDs of all configurations with properties. */
    Set<String> pids() {
        Map<String, Object> pids = new TreeMap<>();
        configurations.forEach((pid, configuration) -> {
            if (configuration.properties != null) {
                pids.put(pid, pid);
            }
        });
        return pids.keySet();
    }

    @Override
    public Configuration getConfiguration(String pid, String location) {
        return configurations.computeIfAbsent(pid, FakeConfiguration::new);
    }

    @Override
    public Configuration getConfiguration(String pid) {
        return getConfiguration(pid, "?");
    }

    @Override
    public Configuration getFactoryConfiguration(String factoryPid, String name, String location) {
        return getConfiguration(factoryPid + "~" + name, location);
    }

    @Override
    public Configuration getFactoryConfiguration(String factoryPid, String name) {
        return getConfiguration(factoryPid + "~" + name, "?");
    }

    @Override
    public Configuration createFactoryConfiguration(String factoryPid) {
        throw new AssertionError("instances have names here");
    }

    @Override
    public Configuration createFactoryConfiguration(String factoryPid, String location) {
        throw new AssertionError("instances have names here");
    }

    @Override
    public Configuration[] listConfigurations(String filter) {
        Configuration[] all = configurations.values().stream()
                .filter(configuration -> configuration.properties != null)
                .toArray(Configuration[]::new);
        return all.length == 0 ? null : all;
    }

    private final class FakeConfiguration implements Configuration {
        private final String pid;
        private Map<String, Object> properties;

        FakeConfiguration(String pid) {
            this.pid = pid;
        }

        private void tell(int type) {
            listener.configurationEvent(new ConfigurationEvent(new NoReference(), type, getFactoryPid(), pid));
        }

        @Override
        public String getPid() {
            return pid;
        }

        @Override
        public Dictionary<String, Object> getProperties() {
            if (properties == null) {
                return null;
            }
            Hashtable<String, Object> copy = new Hashtable<>(properties);
            copy.put(Constants.SERVICE_PID, pid);
            if (getFactoryPid() != null) {
                copy.put(SERVICE_FACTORYPID, getFactoryPid());
            }
            return copy;
        }

        @Override
        public void update(Dictionary<String, ?> updated) {
            Map<String, Object> copy = new TreeMap<>();
            Collections.list(updated.keys()).forEach(key -> copy.put(key, updated.get(key)));
            properties = copy;
            changes.add("+" + pid);
            tell(ConfigurationEvent.CM_UPDATED);
        }

        @Override
        public void delete() {
            configurations.remove(pid);
            changes.add("-" + pid);
            tell(ConfigurationEvent.CM_DELETED);
        }

        @Override
        public String getFactoryPid() {
            return pid.contains("~") ? pid.substring(0, pid.indexOf('~')) : null;
        }

        @Override
        public Dictionary<String, Object> getProcessedProperties(ServiceReference<?> reference) {
            return getProperties();
        }

        @Override
        public void update() {
            throw new AssertionError("nobody needs this");
        }

        @Override
        public boolean updateIfDifferent(Dictionary<String, ?> updated) {
            throw new AssertionError("nobody needs this");
        }

        @Override
        public void setBundleLocation(String location) {
            throw new AssertionError("nobody needs this");
        }

        @Override
        public String getBundleLocation() {
            return "?";
        }

        @Override
        public long getChangeCount() {
            return 0;
        }

        @Override
        public void addAttributes(ConfigurationAttribute... attributes) {
            throw new AssertionError("nobody needs this");
        }

        @Override
        public Set<ConfigurationAttribute> getAttributes() {
            return Set.of();
        }

        @Override
        public void removeAttributes(ConfigurationAttribute... attributes) {
            throw new AssertionError("nobody needs this");
        }
    }

    /** An event needs some reference; nobody looks at it. */
    private static final class NoReference implements ServiceReference<ConfigurationAdmin> {
        @Override
        public Object getProperty(String key) {
            return null;
        }

        @Override
        public String[] getPropertyKeys() {
            return new String[0];
        }

        @Override
        public Bundle getBundle() {
            return null;
        }

        @Override
        public Bundle[] getUsingBundles() {
            return new Bundle[0];
        }

        @Override
        public boolean isAssignableTo(Bundle bundle, String className) {
            return false;
        }

        @Override
        public int compareTo(Object reference) {
            return 0;
        }

        @Override
        public Dictionary<String, Object> getProperties() {
            return new Hashtable<>();
        }

        @Override
        public <A> A adapt(Class<A> type) {
            return null;
        }
    }
}
