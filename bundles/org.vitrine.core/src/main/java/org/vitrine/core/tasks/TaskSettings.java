package org.vitrine.core.tasks;

import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The options of tasks. A change of the configuration takes effect on tasks that end afterwards. */
@Component(service = TaskSettings.class, configurationPid = "org.vitrine.core.tasks")
@Designate(ocd = TaskSettings.TasksConfig.class)
public final class TaskSettings {
    @ObjectClassDefinition(name = "Vitrine tasks")
    @interface TasksConfig {
        @AttributeDefinition(description = "Hours for which a task is shown after it ended; 1 or more.")
        int task_time_to_live() default 48;
    }

    private volatile Duration timeToLive;

    /** Reads the configuration. */
    @Activate
    public TaskSettings(TasksConfig config) {
        modified(config);
    }

    @Modified
    void modified(TasksConfig config) {
        if (config.task_time_to_live() < 1) {
            throw new IllegalArgumentException("task.time.to.live must be 1 or more hours");
        }
        timeToLive = Duration.ofHours(config.task_time_to_live());
    }

    /** For how long a task is shown after it ended (LIM-17). */
    public Duration timeToLive() {
        return timeToLive;
    }
}
