package org.vitrine.config.oslo;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** The PIDs that some bundle has a component for. */
final class InstalledComponents {
    private final ServiceComponentRuntime components;

    InstalledComponents(ServiceComponentRuntime components) {
        this.components = components;
    }

    Set<String> pids() {
        return components.getComponentDescriptionDTOs().stream()
                .flatMap(component -> Arrays.stream(component.configurationPid))
                .collect(Collectors.toUnmodifiableSet());
    }
}
