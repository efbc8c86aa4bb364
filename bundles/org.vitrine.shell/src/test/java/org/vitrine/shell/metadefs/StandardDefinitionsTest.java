package org.vitrine.shell.metadefs;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.vitrine.core.TestCore;
import org.vitrine.core.metadefs.MetadefLoading.Existing;
import org.vitrine.core.metadefs.TestMetadefs;
import org.vitrine.domain.image.Viewer;
import org.vitrine.domain.metadef.MetadefVisibility;
import org.vitrine.domain.metadef.NamespaceQuery;
import org.vitrine.domain.metadef.PropertySchema;
import org.vitrine.domain.metadef.Recorded;
import org.vitrine.domain.metadef.ResourceTypeAssociation;
import org.vitrine.shell.Console;
import org.vitrine.spi.metadata.MetadefRepository;
import org.vitrine.spi.testkit.Covers;

/** The definitions that come with the server: all that the contract lists, and what they say. */
public class StandardDefinitionsTest {
    private static final Path FILES = Path.of("..", "..", "etc", "metadefs");
    /** The associations, then how many properties and how many objects; I, V, F, A, S and T stand for the resource types. */
    private static final String[][] EXPECTED = {
        {
            "CIM::ProcessorAllocationSettingData",
            "V:CIM_PASD_:image I:CIM_PASD_: A:CIM_PASD_: F:CIM_PASD_: S::scheduler_hints",
            "3",
            "0"
        },
        {"CIM::ResourceAllocationSettingData", "V:CIM_RASD_:image A:CIM_RASD_: F:CIM_RASD_:", "19", "0"},
        {"CIM::StorageAllocationSettingData", "V:CIM_SASD_: A:CIM_SASD_: F:CIM_SASD_:", "13", "0"},
        {"CIM::VirtualSystemSettingData", "A:CIM_VSSD_: F:CIM_VSSD_:", "17", "0"},
        {"OS::Compute::AggregateDiskFilter", "A::", "1", "0"},
        {"OS::Compute::AggregateIoOpsFilter", "A::", "1", "0"},
        {"OS::Compute::AggregateNumInstancesFilter", "A::", "1", "0"},
        {"OS::Compute::CPUMode", "I:hw_: F:hw::", "1", "0"},
        {"OS::Compute::CPUPinning", "I:hw_: V:hw_:image F:hw::", "2", "0"},
        {"OS::Compute::GuestMemoryBacking", "F:hw:: I:hw_: V:hw_:image", "1", "0"},
        {"OS::Compute::VirtCPUTopology", "I:hw_: V:hw_:image F:hw::", "6", "0"},
        {"OS::Compute::Watchdog", "I:hw_: V:hw_:image F:hw::", "1", "0"},
        {"OS::Compute::Libvirt", "I:hw_: F:hw::", "3", "0"},
        {"OS::Compute::TPM", "F:hw:: I:hw_:", "1", "0"},
        {"OS::Compute::GuestShutdownBehavior", "I::", "1", "0"},
        {"OS::Compute::Hypervisor", "I::", "2", "0"},
        {"OS::Compute::LibvirtImage", "I::", "16", "0"},
        {"OS::Compute::VMware", "I::", "6", "0"},
        {"OS::Compute::XenAPI", "I::", "1", "0"},
        {"OS::Compute::HostCapabilities", "F:capabilities:: A:aggregate_instance_extra_specs::", "7", "0"},
        {"OS::Compute::InstanceData", "I:: V::image", "2", "0"},
        {"OS::Compute::Quota", "F::", "0", "3"},
        {"OS::Compute::RandomNumberGenerator", "F::", "3", "0"},
        {"OS::Compute::VMwareFlavor", "F::", "2", "0"},
        {"OS::Compute::VMwareQuotaFlavor", "F::", "2", "0"},
        {"OS::Compute::VTPM", "F:traits:: I:traits::", "2", "0"},
        {"OS::Glance::CommonImageProperties", "", "10", "0"},
        {"OS::Glance::Signatures", "I::", "4", "0"},
        {"OS::OperatingSystem", "I:: V::image", "3", "0"},
        {"OS::Software::DBMS", "I:: V::image S::metadata T::", "0", "12"},
        {"OS::Software::Runtimes", "I:: V::image S::metadata", "0", "5"},
        {"OS::Software::WebServers", "I:: V::image S::metadata", "0", "3"},
        {"OS::Cinder::Volumetype", "I:cinder_:", "1", "0"}
    };

    private static final Map<String, String> LETTERS = Map.of(
            "OS::Glance::Image", "I",
            "OS::Cinder::Volume", "V",
            "OS::Nova::Flavor", "F",
            "OS::Nova::Aggregate", "A",
            "OS::Nova::Server", "S",
            "OS::Trove::Instance", "T");

    private final TestCore core = new TestCore(Map.of(), "main");
    private final MetadefRepository records = core.records.metadefs();

    @Before
    public void load() throws Exception {
        new DefinitionLoad(new TestMetadefs(core).loading, new Console().stream).load(FILES, Existing.SKIP);
    }

    @After
    public void close() {
        core.close();
    }

    private static String letters(List<Recorded<ResourceTypeAssociation>> associations) {
        StringBuilder text = new StringBuilder();
        for (Recorded<ResourceTypeAssociation> recorded : associations) {
            ResourceTypeAssociation association = recorded.value();
            text.append(text.isEmpty() ? "" : " ")
                    .append(LETTERS.get(association.name()))
                    .append(':')
                    .append(Optional.ofNullable(association.prefix()).orElse(""))
                    .append(':')
                    .append(Optional.ofNullable(association.propertiesTarget()).orElse(""));
        }
        return text.toString();
    }

    @Test
    @Covers({
        "MD-9",
        "op:DB-60",
        "op:DB-61",
        "op:DB-62",
        "op:DB-63",
        "op:DB-64",
        "op:DB-65",
        "op:DB-66",
        "op:DB-67",
        "op:DB-68",
        "op:DB-69",
        "op:DB-70",
        "op:DB-71",
        "op:DB-72",
        "op:DB-73",
        "op:DB-75"
    })
    public void allNamespacesAreThere() {
        for (String[] row : EXPECTED) {
            assertTrue(row[0], records.find(row[0]).isPresent());
            assertEquals(row[0], row[1], letters(records.associations().list(row[0])));
            assertEquals(
                    row[0],
                    Integer.parseInt(row[2]),
                    records.properties().list(row[0]).size());
            assertEquals(
                    row[0],
                    Integer.parseInt(row[3]),
                    records.objects().list(row[0]).size());
        }
        NamespaceQuery everyPublic = new NamespaceQuery(
                Viewer.SERVER,
                Optional.of(MetadefVisibility.PUBLIC),
                Optional.empty(),
                NamespaceQuery.SortKey.NAMESPACE,
                true,
                Optional.empty(),
                1000);
        assertEquals(33, records.list(everyPublic).size());
        assertEquals(33, EXPECTED.length);
    }

    @Test
    @Covers({"MD-9", "op:DB-74"})
    public void allResourceTypesAreThere() {
        Set<String> types = new TreeSet<>();
        records.resourceTypes().forEach(type -> {
            assertTrue(type.value().isProtected());
            types.add(type.value().name());
        });
        assertEquals(new TreeSet<>(LETTERS.keySet()), types);
    }

    private PropertySchema schema(String namespace, String property) {
        return records.properties()
                .find(namespace, property)
                .orElseThrow()
                .value()
                .schema();
    }

    @Test
    @Covers({"op:DB-63", "op:DB-62", "op:DB-67", "MDP-3"})
    public void valuesAreTheFieldsStandard() {
        assertEquals(
                List.of("none", "host-model", "host-passthrough", "custom"),
                schema("OS::Compute::CPUMode", "cpu_mode").json().values().get("enum"));
        assertEquals(
                Optional.of("8"),
                schema("OS::Compute::AggregateIoOpsFilter", "max_io_ops_per_host")
                        .json()
                        .text("default"));
        PropertySchema period = records.objects()
                .find("OS::Compute::Quota", "CPU Limits")
                .orElseThrow()
                .value()
                .properties()
                .get("quota:cpu_period");
        assertEquals(1000L, period.json().values().get("minimum"));
        assertEquals(1000000L, period.json().values().get("maximum"));
    }
}
