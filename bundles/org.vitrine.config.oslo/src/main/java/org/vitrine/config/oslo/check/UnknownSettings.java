package org.vitrine.config.oslo.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Finds what stands in a {@code .cfg} file that no installed bundle has ever heard of. */
public final class UnknownSettings {
    private record Read(long modified, Metatype metatype) {}

    private final Supplier<Stream<Bundle>> bundles;
    private final Supplier<Collection<ComponentDescriptionDTO>> components;
    private final Map<Long, Read> metatypes = new HashMap<>();
    private KnownKeys known;

    /**
     * One for the bundles of a framework.
     *
     * @param bundles those that are installed, fragments too
     * @param components those of active bundles
     */
    public UnknownSettings(Supplier<Stream<Bundle>> bundles, Supplier<Collection<ComponentDescriptionDTO>> components) {
        this.bundles = bundles;
        this.components = components;
    }

    /** From now on by the bundles as they are now. */
    public void refresh() {
        known = null;
    }

    /**
     * A line for each key, or for the whole file when nothing is configured by it.
     *
     * @param pid what the file configures, {@code FACTORY~NAME} for an instance
     */
    public List<String> in(Path file, String pid) throws IOException {
        if (known == null) {
            known = KnownKeys.of(metatypes(), components.get());
        }
        String name = file.getFileName().toString();
        String factory = pid.replaceFirst("~.*", "");
        List<String> lines = new ArrayList<>();
        if (!known.has(factory)) {
            lines.add(name + ": no installed bundle is configured by " + factory
                    + known.nearestPid(factory)
                            .map(nearest -> " (did you mean " + nearest + name.substring(factory.length()) + "?)")
                            .orElse(""));
            return lines;
        }
        for (CfgFile.Setting setting : CfgFile.settings(file)) {
            if (!known.has(factory, setting.key())) {
                lines.add(
                        name + ":" + setting.line() + ": no installed bundle knows the key " + printable(setting.key())
                                + known.nearestKey(factory, setting.key())
                                        .map(nearest -> " (did you mean " + nearest + "?)")
                                        .orElse(""));
            }
        }
        return lines;
    }

    private Map<Long, Metatype> metatypes() {
        Map<Long, Metatype> all = new HashMap<>();
        bundles.get().forEach(bundle -> {
            Read read = metatypes.get(bundle.getBundleId());
            if (read == null || read.modified() != bundle.getLastModified()) {
                read = new Read(bundle.getLastModified(), Metatype.of(bundle));
                metatypes.put(bundle.getBundleId(), read);
            }
            all.put(bundle.getBundleId(), read.metatype());
        });
        metatypes.keySet().retainAll(all.keySet());
        return all;
    }

    private static String printable(String key) {
        return key.replaceAll("[^\\p{Graph} ]", "?");
    }
}
