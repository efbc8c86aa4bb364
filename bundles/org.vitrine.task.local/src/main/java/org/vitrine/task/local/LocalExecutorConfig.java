package org.vitrine.task.local;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The options of the executor. */
@ObjectClassDefinition(name = "Vitrine task executor: local threads")
@interface LocalExecutorConfig {
    @AttributeDefinition(description = "How many tasks run at a time; 1 to 1000.")
    int task_pool_threads() default 16;
}
