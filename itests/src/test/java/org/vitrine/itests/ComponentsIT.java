package org.vitrine.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.util.List;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ComponentsIT extends AbstractContainerIT {
    @Inject
    private ServiceComponentRuntime components;

    @Test
    public void nothingIsUnsatisfied() {
        List<ComponentDescriptionDTO> ours = components.getComponentDescriptionDTOs().stream()
                .filter(component -> component.bundle.symbolicName.startsWith("org.vitrine."))
                .toList();
        List<String> broken = ours.stream()
                .flatMap(component -> components.getComponentConfigurationDTOs(component).stream())
                .filter(this::isBroken)
                .map(configuration -> configuration.description.name + " is in state " + configuration.state + ": "
                        + configuration.failure)
                .toList();
        assertFalse(ours.isEmpty());
        assertEquals(List.of(), broken);
    }

    private boolean isBroken(ComponentConfigurationDTO configuration) {
        return configuration.state != ComponentConfigurationDTO.ACTIVE
                && configuration.state != ComponentConfigurationDTO.SATISFIED;
    }
}
