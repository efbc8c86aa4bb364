package org.vitrine.spi.testkit.keymanager;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.keymanager.Keyring;

/** Keys of projects, in memory: a member of the project may delete them. Safe for many threads. */
public final class MemoryKeyring implements Keyring {
    private final Drain drain = new Drain();
    private final Map<UUID, String> projects = new LinkedHashMap<>();
    private RuntimeException failure;

    /** A new key of a project. */
    public synchronized UUID create(String project) {
        UUID key = UUID.randomUUID();
        projects.put(key, project);
        return key;
    }

    /** The keys that there are. */
    public synchronized Set<UUID> keys() {
        return new TreeSet<>(projects.keySet());
    }

    /** From now on nothing is deleted. */
    public synchronized void fail(RuntimeException why) {
        failure = why;
    }

    @Override
    public synchronized void delete(RequestContext caller, UUID key) {
        if (failure != null) {
            throw failure;
        }
        if (caller.identity().token() == null) {
            throw new VitrineException(ErrorKind.FORBIDDEN, "the caller shows no token");
        }
        String project = projects.get(key);
        if (project == null) {
            throw new VitrineException(ErrorKind.NOT_FOUND, "there is no such key");
        }
        if (!project.equals(caller.projectId())) {
            throw new VitrineException(ErrorKind.FORBIDDEN, "the key is another project's");
        }
        projects.remove(key);
    }

    @Override
    public Drain drain() {
        return drain;
    }
}
