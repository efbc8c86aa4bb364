package org.vitrine.spi.testkit.keymanager;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.UUID;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.keymanager.Keyring;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;

/** What every key manager promises. */
public abstract class AbstractKeyringContractTest {
    /** The driver under test, ready; the same one for the whole of a test. */
    protected abstract Keyring keyring() throws Exception;

    /** A new key, which {@link #owner()} may delete and {@link #stranger()} may not. */
    protected abstract UUID create() throws Exception;

    /** Whether there is that key. */
    protected abstract boolean exists(UUID key) throws Exception;

    /** Who owns the keys. */
    protected abstract RequestContext owner() throws Exception;

    /** Somebody of another project. */
    protected abstract RequestContext stranger() throws Exception;

    /** A key is deleted for its owner, and no other key with it. */
    @Test
    @Covers("DEL-12")
    public void deletesThatKeyAlone() throws Exception {
        UUID key = create();
        UUID other = create();
        keyring().delete(owner(), key);
        assertFalse(exists(key));
        assertTrue(exists(other));
    }

    /** A key that is not there is a failure that says so, and so is one that was deleted before. */
    @Test
    public void saysThatThereIsNoSuchKey() throws Exception {
        fails(ErrorKind.NOT_FOUND, owner(), UUID.randomUUID());
        UUID key = create();
        keyring().delete(owner(), key);
        fails(ErrorKind.NOT_FOUND, owner(), key);
    }

    /** The driver has no rights beyond the caller's, and does nothing for a caller who cannot prove who it is. */
    @Test
    @Covers("DEL-12")
    public void deletesNothingForOthers() throws Exception {
        UUID key = create();
        fails(ErrorKind.FORBIDDEN, stranger(), key);
        fails(ErrorKind.FORBIDDEN, Callers.unauthenticatedAdmin(), key);
        fails(ErrorKind.FORBIDDEN, RequestContext.server("req-test"), key);
        assertTrue(exists(key));
    }

    /** The drain is one and the same, and open while the driver is. */
    @Test
    public void canBeSwapped() throws Exception {
        assertSame(keyring().drain(), keyring().drain());
        assertTrue(keyring().drain().tryEnter());
        keyring().drain().leave();
    }

    private void fails(ErrorKind kind, RequestContext caller, UUID key) throws Exception {
        Keyring driver = keyring();
        VitrineException e = assertThrows(VitrineException.class, () -> driver.delete(caller, key));
        assertEquals(e.toString(), kind, e.kind());
        String token = caller.identity().token();
        for (Throwable link = e; link != null && token != null; link = link.getCause()) {
            assertFalse("the token is told", link.toString().contains(token));
        }
    }
}
