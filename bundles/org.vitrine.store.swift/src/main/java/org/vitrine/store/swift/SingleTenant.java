package org.vitrine.store.swift;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.outbound.OutboundHttp;
import org.vitrine.spi.store.BlobName;
import org.vitrine.store.swift.SwiftLocation.Credentials;

/**
 * All data in accounts of the server's own. Requests only ever go where an account of the configuration logs in, and the
 * server's own credentials are used for locations that hold them or that go by a reference; any other location is as
 * good as the credentials in it.
 */
final class SingleTenant implements Tenancy {
    private final OutboundHttp http;
    private final Map<String, SwiftAccount> accounts;
    private final Map<SwiftAccount, Access> own = new HashMap<>();
    private final Function<SwiftAccount, Login> logins;
    private final Function<Login, Access> accesses;
    private final Naming naming;

    /**
     * How things are called.
     *
     * @param reference of the account for new data
     * @param byReference whether locations go by references instead of holding credentials
     * @param container of all data, or what the names of several begin with
     * @param seed how many characters of an id are in a container's name
     * @param patience how long Swift may take with many segments at once
     */
    record Naming(String reference, boolean byReference, String container, int seed, Duration patience) {}

    /**
     * @param accounts by reference, that of {@code naming} among them
     * @param logins how an account logs in
     * @param accesses what makes sessions last
     */
    SingleTenant(
            OutboundHttp http,
            Map<String, SwiftAccount> accounts,
            Function<SwiftAccount, Login> logins,
            Function<Login, Access> accesses,
            Naming naming) {
        this.http = http;
        this.accounts = Map.copyOf(accounts);
        this.logins = logins;
        this.accesses = accesses;
        this.naming = naming;
        accounts.values().forEach(account -> own.put(account, accesses.apply(ownLogin(account))));
    }

    /** That this server cannot log in is no fault of the caller's. */
    private Login ownLogin(SwiftAccount account) {
        Login login = logins.apply(account);
        return () -> {
            try {
                return login.login();
            } catch (VitrineException e) {
                throw e.kind() == ErrorKind.FORBIDDEN
                        ? new VitrineException(ErrorKind.UNAVAILABLE, "the store cannot log in to Swift", e)
                        : e;
            }
        };
    }

    private SwiftAccount account() {
        return accounts.get(naming.reference);
    }

    @Override
    public Place place(BlobName name) {
        return place(own.get(account()), containerOf(name), name.value());
    }

    private Place place(Access access, String container, String object) {
        return new Place(new SwiftContainer(new SwiftClient(http, access), container, naming.patience), object);
    }

    /** Dashes do not count, but stay (STORE-SWIFT-33). */
    private String containerOf(BlobName name) {
        if (naming.seed == 0) {
            return naming.container;
        }
        String id = name.value().toLowerCase(Locale.ROOT);
        String first = id.substring(0, Math.min(id.length(), naming.seed));
        int dashes = (int) first.chars().filter(c -> c == '-').count();
        return naming.container + "_" + id.substring(0, Math.min(id.length(), naming.seed + dashes));
    }

    @Override
    public String url(BlobName name) {
        SwiftAccount account = account();
        SwiftLocation location = naming.byReference
                ? new SwiftLocation(
                        SwiftLocation.REFERENCE, Optional.empty(), naming.reference, containerOf(name), name.value())
                : new SwiftLocation(
                        account.scheme(),
                        Optional.of(new Credentials(account.user(), account.key())),
                        SwiftAccount.bare(account.address()),
                        containerOf(name),
                        name.value());
        return location.url();
    }

    @Override
    public boolean owns(SwiftLocation location) {
        boolean contained = location.container().equals(naming.container)
                || naming.seed > 0 && location.container().startsWith(naming.container + "_");
        if (!contained) {
            return false;
        }
        if (location.isReference()) {
            return location.address().equals(naming.reference);
        }
        SwiftAccount account = account();
        return account.isAt(location.address())
                && location.credentials().filter(isOf(account)::test).isPresent();
    }

    private static java.util.function.Predicate<Credentials> isOf(SwiftAccount account) {
        return login -> login.user().equals(account.user()) && login.key().equals(account.key());
    }

    @Override
    public Place find(SwiftLocation location) {
        return place(access(location), location.container(), location.object());
    }

    private Access access(SwiftLocation location) {
        if (location.isReference()) {
            SwiftAccount account = accounts.get(location.address());
            if (account == null) {
                throw new VitrineException(
                        ErrorKind.INVALID, "the location goes by a Swift account that is not configured");
            }
            return own.get(account);
        }
        Credentials login = location.credentials()
                .orElseThrow(() -> new VitrineException(ErrorKind.INVALID, "the location holds no login to Swift"));
        for (SwiftAccount account : accounts.values()) {
            if (account.isAt(location.address())) {
                return isOf(account).test(login)
                        ? own.get(account)
                        : accesses.apply(logins.apply(account.as(login.user(), login.key())));
            }
        }
        throw new VitrineException(
                ErrorKind.FORBIDDEN, "the location names another login than those of the configured Swift accounts");
    }

    @Override
    public boolean ownContainers() {
        return false;
    }
}
