package org.vitrine.config.oslo.check;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/**
 * Which keys may stand in which configuration.
 *
 * @param keys the keys by PID
 * @param open PIDs in which other keys may stand too
 */
record KnownKeys(Map<String, Set<String>> keys, Set<String> open) {
    private static final String OURS = "org.vitrine.";

    /**
     * All that is known of the installed bundles. Bundles of this product have a metatype for each PID with keys of its
     * own; what another bundle has components for without a metatype may have any keys.
     *
     * @param metatypes by the ids of the bundles
     */
    static KnownKeys of(Map<Long, Metatype> metatypes, Collection<ComponentDescriptionDTO> components) {
        Map<String, Set<String>> keys = new HashMap<>();
        Set<String> open = new HashSet<>();
        for (Metatype metatype : metatypes.values()) {
            metatype.keys().forEach((pid, told) -> set(keys, pid).addAll(told));
            open.addAll(metatype.open());
        }
        for (ComponentDescriptionDTO component : components) {
            Metatype own = metatypes.get(component.bundle.id);
            boolean ours = component.bundle.symbolicName != null && component.bundle.symbolicName.startsWith(OURS);
            for (String pid : component.configurationPid) {
                Set<String> known = set(keys, pid);
                known.addAll(component.properties.keySet());
                Arrays.stream(component.references).forEach(reference -> {
                    known.add(reference.name + ".target");
                    known.add(reference.name + ".cardinality.minimum");
                });
                if (!ours && (own == null || !own.keys().containsKey(pid))) {
                    open.add(pid);
                }
            }
        }
        return new KnownKeys(keys, open);
    }

    private static Set<String> set(Map<String, Set<String>> map, String key) {
        return map.computeIfAbsent(key, missing -> new HashSet<>());
    }

    boolean has(String pid) {
        return keys.containsKey(pid) || open.contains(pid);
    }

    boolean has(String pid, String key) {
        return open.contains(pid)
                || key.startsWith("service.")
                || keys.getOrDefault(pid, Set.of()).contains(key);
    }

    /** The key of a PID that somebody may have meant. */
    Optional<String> nearestKey(String pid, String key) {
        return Spelling.nearest(key, keys.getOrDefault(pid, Set.of()));
    }

    /** The PID of ours that somebody may have meant. */
    Optional<String> nearestPid(String pid) {
        return Spelling.nearest(
                pid,
                keys.keySet().stream().filter(known -> known.startsWith(OURS)).toList());
    }
}
