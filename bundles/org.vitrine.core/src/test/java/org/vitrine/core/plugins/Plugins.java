package org.vitrine.core.plugins;

import java.util.Map;
import org.vitrine.spi.identity.IdentityValidator;
import org.vitrine.spi.importing.ImportMethod;
import org.vitrine.spi.importing.ImportPlugin;
import org.vitrine.spi.keymanager.Keyring;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.policy.PolicyEnforcer;
import org.vitrine.spi.property.PropertyProtection;
import org.vitrine.spi.quota.QuotaLimits;
import org.vitrine.spi.store.Store;
import org.vitrine.spi.task.TaskExecutor;

/** The holders of drivers, filled as the framework would. */
public final class Plugins {
    public final PluginSettings settings =
            new PluginSettings(Configuration.of(PluginSettings.PluginsConfig.class, Map.of("swap_grace", 0)));
    public final CurrentRepository repository = new CurrentRepository(settings);
    public final CurrentPolicy policy = new CurrentPolicy(settings);
    public final CurrentIdentity identity = new CurrentIdentity(settings);
    public final CurrentTaskExecutor executor = new CurrentTaskExecutor(settings);
    public final CurrentProtection protection =
            new CurrentProtection(settings, Configuration.of(CurrentProtection.ProtectionConfig.class, Map.of()));
    public final CurrentLimits limits =
            new CurrentLimits(settings, Configuration.of(CurrentLimits.LimitsConfig.class, Map.of()));
    public final CurrentKeyring keyring = new CurrentKeyring(settings);
    public final ImportMethods importMethods = new ImportMethods(settings);
    public final ImportPlugins importPlugins = new ImportPlugins(settings);
    public final StoreRegistry stores;

    public Plugins(Map<String, Object> stores) {
        this.stores = new StoreRegistry(settings, Configuration.of(StoreRegistry.StoresConfig.class, stores));
    }

    public void bind(MetadataRepository driver) {
        repository.bind(driver);
    }

    public void unbind(MetadataRepository driver) {
        repository.unbind(driver);
    }

    public void bind(PolicyEnforcer driver) {
        policy.bind(driver);
    }

    public void unbind(PolicyEnforcer driver) {
        policy.unbind(driver);
    }

    public void bind(IdentityValidator driver) {
        identity.bind(driver);
    }

    public void bind(Keyring driver) {
        keyring.bind(driver);
    }

    public void unbind(Keyring driver) {
        keyring.unbind(driver);
    }

    public void bind(TaskExecutor driver) {
        executor.bind(driver);
    }

    public void unbind(TaskExecutor driver) {
        executor.unbind(driver);
    }

    /** Switches protection on; null for a driver that is not there. */
    public void protect(PropertyProtection driver) {
        protection.modified(Configuration.of(CurrentProtection.ProtectionConfig.class, Map.of("enabled", true)));
        if (driver != null) {
            protection.bind(driver);
        }
    }

    /** Switches limits on, soft or hard; null for a driver that is not there. */
    public void limit(QuotaLimits driver, boolean hard) {
        limits.modified(Configuration.of(
                CurrentLimits.LimitsConfig.class, Map.of("use_keystone_limits", true, "hard_storage_limits", hard)));
        if (driver != null) {
            limits.bind(driver);
        }
    }

    public void bind(String name, ImportMethod method) {
        importMethods.bind(method, Map.of("vitrine.driver", name));
    }

    public void unbind(String name, ImportMethod method) {
        importMethods.unbind(method, Map.of("vitrine.driver", name));
    }

    public void bind(String name, ImportPlugin plugin) {
        importPlugins.bind(plugin, Map.of("vitrine.driver", name));
    }

    public void bind(Store store) {
        stores.bind(store, Map.of(Store.ID, store.describe().id()));
    }

    public void unbind(Store store) {
        stores.unbind(store, Map.of(Store.ID, store.describe().id()));
    }
}
