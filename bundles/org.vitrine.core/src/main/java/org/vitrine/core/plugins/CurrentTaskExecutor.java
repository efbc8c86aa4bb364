package org.vitrine.core.plugins;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.vitrine.spi.task.TaskExecutor;

/** The task executor of the moment. Which driver it is, {@code driver.target} in PID {@code org.vitrine.core.executor} says. */
@Component(service = CurrentTaskExecutor.class, configurationPid = "org.vitrine.core.executor")
public final class CurrentTaskExecutor {
    private final Slot<TaskExecutor> slot;

    /** Starts empty. */
    @Activate
    public CurrentTaskExecutor(@Reference PluginSettings settings) {
        slot = new Slot<>("task executor", settings::grace);
    }

    @Modified
    void modified() {
        // A new driver.target rebinds in place; without this method the holder and all that refer to it would restart.
    }

    @Reference(
            name = "driver",
            target = "(vitrine.driver=local)",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bind(TaskExecutor driver) {
        slot.set(driver);
    }

    void unbind(TaskExecutor driver) {
        slot.clear(driver);
    }

    /** The use of the driver; {@code UNAVAILABLE} when there is none within the grace. Close it. */
    public Lease<TaskExecutor> lease() {
        return slot.lease();
    }
}
