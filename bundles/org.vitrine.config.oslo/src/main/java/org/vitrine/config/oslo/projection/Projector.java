package org.vitrine.config.oslo.projection;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.vitrine.config.oslo.ini.IniFile;
import org.vitrine.config.oslo.option.Destination;
import org.vitrine.config.oslo.option.Option;
import org.vitrine.config.oslo.option.OptionTable;
import org.vitrine.config.oslo.option.OptionValues;

/** Reads the operator's directory and says what follows for this server. */
public final class Projector {
    /** Glance looks for it by this name, whatever the options say (op:TASK-12). */
    private static final String OVF_METADATA = "ovf-metadata.json";

    private final OptionTable table = OptionTable.load();
    private final ConfigurationDirectory directory;
    private final Map<String, String> environment;
    private final Function<String, Optional<String>> property;
    private volatile Set<Path> furtherFiles = Set.of();

    /**
     * @param environment the variables of the process (op:CFG-3)
     * @param property properties of the framework and the Java system
     */
    public Projector(Path directory, Map<String, String> environment, Function<String, Optional<String>> property) {
        this.directory = new ConfigurationDirectory(directory);
        this.environment = environment;
        this.property = property;
    }

    /**
     * What the files say now; {@link Projection#EMPTY} when there are none.
     *
     * @throws org.vitrine.config.oslo.ini.BrokenConfiguration when they cannot be understood, or mean what Glance refuses
     */
    public Projection project() {
        List<Path> files = directory.optionFiles();
        if (files.isEmpty()) {
            return Projection.EMPTY;
        }
        List<IniFile> read = files.stream().map(IniFile::read).toList();
        OptionValues values = new OptionValues(table, read, environment);
        Inputs inputs = new Inputs(table, values, directory, property);
        furtherFiles = values.find("paste_deploy", "config_file")
                .map(setting -> Set.of(directory.path().resolve(setting.text())))
                .orElse(Set.of());
        Draft draft = new Draft();
        plainOptions(inputs, draft);
        new StoreChoice(inputs, draft).project();
        new IdentityChoice(inputs, draft).project();
        new KeyManagerChoice(inputs, draft).project();
        new DatabaseChoice(inputs, draft).project();
        new PolicyFiles(inputs, draft).project();
        directory
                .find(OVF_METADATA)
                .ifPresent(file -> draft.put("org.vitrine.importing.ovf", "ovf.metadata.file", file.toString()));
        new LogChoice(inputs, draft).project();
        new Leftovers(inputs, draft).find();
        return draft.finish(read.stream().map(IniFile::name).toList());
    }

    /** Files outside of the directory, or below it, on which the last projection depends. */
    public Set<Path> furtherFiles() {
        return furtherFiles;
    }

    /** Options that are a key of one configuration, whatever else is set. */
    private static void plainOptions(Inputs inputs, Draft draft) {
        for (Option option : inputs.table().all()) {
            boolean alone =
                    !option.group().startsWith("store ") && !option.group().equals(IdentityChoice.GROUP);
            if (alone && option.destination() instanceof Destination.Pid destination) {
                inputs.values()
                        .find(option, option.group())
                        .ifPresent(setting -> draft.put(destination.pid(), setting));
            }
        }
    }
}
