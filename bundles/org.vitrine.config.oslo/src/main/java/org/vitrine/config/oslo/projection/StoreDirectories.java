package org.vitrine.config.oslo.projection;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vitrine.config.oslo.ini.BrokenConfiguration;
import org.vitrine.config.oslo.option.Option;
import org.vitrine.config.oslo.option.Setting;
import org.vitrine.config.oslo.report.Finding.Kind;

/**
 * Keeps directories apart, as far as the files name them: staged data goes when its import ends, by the image's id, and
 * with it would go what a store in the same directory keeps by that name.
 */
final class StoreDirectories {
    private static final String DIRECTORY = "filesystem_store_datadir";
    private static final String STAGING = "os_glance_staging_store";

    private final Inputs inputs;
    private final Draft draft;

    StoreDirectories(Inputs inputs, Draft draft) {
        this.inputs = inputs;
        this.draft = draft;
    }

    /**
     * Refuses a staging area in the directory of a store; stores that share one get a word in the report, as Glance lets
     * them (op:STORE-31).
     *
     * @param groups those of the stores of files
     */
    void check(List<String> groups) {
        Map<Path, String> taken = new HashMap<>();
        for (String group : groups) {
            for (Path directory : directories(group)) {
                String other = taken.putIfAbsent(directory, group);
                if (other != null && !other.equals(group)) {
                    draft.find(
                            Kind.REMARK,
                            "stores " + other + " and " + group,
                            "keep their files in one directory, so that what is deleted from one is gone from both");
                }
            }
        }
        staging()
                .ifPresent(setting -> path(text(setting)).map(taken::get).ifPresent(store -> {
                    throw new BrokenConfiguration(
                            setting.where(),
                            "is a directory of the store " + store + " too, whose images would be removed");
                }));
    }

    private Optional<Setting> staging() {
        return inputs.values().find(STAGING, DIRECTORY).or(() -> inputs.values().find("DEFAULT", "node_staging_uri"));
    }

    private static String text(Setting setting) {
        String text = String.valueOf(setting.value()).strip();
        return text.startsWith("file:///") ? URI.create(text).getPath() : text;
    }

    private List<Path> directories(String group) {
        List<Path> directories = new ArrayList<>();
        find(group, DIRECTORY).flatMap(setting -> path(setting.text())).ifPresent(directories::add);
        find(group, "filesystem_store_datadirs")
                .map(Setting::list)
                .orElse(List.of())
                .forEach(each -> path(each.replaceFirst(":-?\\d*$", "")).ifPresent(directories::add));
        return directories;
    }

    private Optional<Setting> find(String group, String name) {
        Option option = inputs.table().option("store file", name);
        return inputs.values().find(option, group).filter(setting -> setting.value() != null);
    }

    /** Where that is; nothing where the driver will complain. */
    private static Optional<Path> path(String text) {
        try {
            return text.isBlank()
                    ? Optional.empty()
                    : Optional.of(Path.of(text.strip()).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
