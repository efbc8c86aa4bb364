package org.vitrine.core.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The name of this node among those that share a database. It outlives restarts, so that a node finds its own unfinished work. */
@Component(
        service = NodeIdentity.class,
        configurationPid = "org.vitrine.core.node",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = NodeIdentity.NodeConfig.class)
public final class NodeIdentity {
    @ObjectClassDefinition(name = "Vitrine node")
    @interface NodeConfig {
        @AttributeDefinition(
                description =
                        "The node's name, unlike that of all other nodes; empty: made once and kept in node.file.")
        String node_id() default "";

        @AttributeDefinition(description = "The file that keeps a name that was made.")
        String node_file() default "";
    }

    private final String id;

    /** Reads the name, or makes one and keeps it. */
    @Activate
    public NodeIdentity(NodeConfig config) throws IOException {
        id = config.node_id().isBlank()
                ? kept(config.node_file())
                : config.node_id().trim();
        if (id.length() > 64) {
            throw new IllegalArgumentException("node.id is longer than 64 characters");
        }
    }

    private static String kept(String file) throws IOException {
        if (file.isBlank()) {
            throw new IllegalArgumentException("either node.id or node.file must be set");
        }
        Path path = Path.of(file);
        if (Files.exists(path)) {
            return Files.readString(path).trim();
        }
        String made = UUID.randomUUID().toString();
        Files.createDirectories(path.toAbsolutePath().getParent());
        Files.writeString(path, made + "\n");
        return made;
    }

    /** The name. */
    public String id() {
        return id;
    }
}
