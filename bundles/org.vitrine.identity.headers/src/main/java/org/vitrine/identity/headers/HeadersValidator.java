package org.vitrine.identity.headers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.Identity;
import org.vitrine.spi.driver.CommaList;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.driver.Drainable;
import org.vitrine.spi.driver.Driver;
import org.vitrine.spi.identity.Credentials;
import org.vitrine.spi.identity.IdentityValidator;
import org.vitrine.spi.identity.RoleNames;

/** Reads the identity that a trusted proxy wrote into headers (AUTH-2). Never blocks. */
@Component(
        service = IdentityValidator.class,
        configurationPid = "org.vitrine.identity.headers",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = HeadersConfig.class)
@Driver("headers")
public final class HeadersValidator implements IdentityValidator {
    private static final Logger LOG = LoggerFactory.getLogger(HeadersValidator.class);
    private static final JsonFactory JSON = new JsonFactory();

    /** What each attribute of an identity is read from; of several headers the first that was sent counts (AUTH-2). */
    private static final Map<String, List<String>> SOURCES = Map.ofEntries(
            Map.entry("user_id", List.of("X-User-Id", "X-User")),
            Map.entry("user_name", List.of("X-User-Name")),
            Map.entry("user_domain_id", List.of("X-User-Domain-Id")),
            Map.entry("user_domain_name", List.of("X-User-Domain-Name")),
            Map.entry("project_id", List.of("X-Project-Id", "X-Tenant-Id", "X-Tenant")),
            Map.entry("project_name", List.of("X-Project-Name", "X-Tenant-Name")),
            Map.entry("project_domain_id", List.of("X-Project-Domain-Id")),
            Map.entry("project_domain_name", List.of("X-Project-Domain-Name")),
            Map.entry("domain_id", List.of("X-Domain-Id")),
            Map.entry("domain_name", List.of("X-Domain-Name")),
            Map.entry("system_scope", List.of("OpenStack-System-Scope")),
            Map.entry("service_user_id", List.of("X-Service-User-Id")),
            Map.entry("service_user_name", List.of("X-Service-User-Name")),
            Map.entry("service_user_domain_id", List.of("X-Service-User-Domain-Id")),
            Map.entry("service_project_id", List.of("X-Service-Project-Id")),
            Map.entry("service_project_name", List.of("X-Service-Project-Name")),
            Map.entry("service_project_domain_id", List.of("X-Service-Project-Domain-Id")));

    private final List<Network> trusted;
    private final boolean fakeAuth;
    private final Drain drain = new Drain();

    /** Refuses networks that are none. */
    @Activate
    public HeadersValidator(HeadersConfig config) {
        trusted = networks(config.trusted_proxies());
        fakeAuth = config.fake_auth();
        LOG.info("Identity driver headers believes {} (org.vitrine.identity.headers)", config.trusted_proxies());
        if (fakeAuth) {
            LOG.warn("fake.auth is on: any client in trusted.proxies may name itself anybody");
        }
    }

    @Override
    public Identity validate(Credentials credentials) {
        if (!trusts(credentials.peerAddress())) {
            throw unauthenticated();
        }
        String token = value(credentials, List.of("X-Auth-Token", "X-Storage-Token"));
        if (fakeAuth && token != null) {
            Optional<Identity> fake = fake(token);
            if (fake.isPresent()) {
                return fake.get();
            }
        }
        if (!"Confirmed".equals(credentials.header("X-Identity-Status"))) {
            throw unauthenticated();
        }
        return new Identity(
                Identity.Kind.CONFIRMED,
                attributes(credentials),
                lowerCase(list(value(credentials, List.of("X-Roles", "X-Role")))),
                list(value(credentials, List.of("X-Service-Roles"))),
                token,
                catalog(credentials.header("X-Service-Catalog")));
    }

    @Override
    public Drain drain() {
        return drain;
    }

    @Deactivate
    void close() {
        drain.close(Drainable.DRAIN_TIMEOUT);
    }

    private boolean trusts(String peer) {
        if (peer == null) {
            return false;
        }
        Optional<byte[]> address = Network.literal(peer);
        return address.isPresent() && trusted.stream().anyMatch(network -> network.holds(address.get()));
    }

    private static Map<String, String> attributes(Credentials credentials) {
        Map<String, String> attributes = new HashMap<>();
        SOURCES.forEach((name, headers) -> {
            String value = value(credentials, headers);
            if (value != null) {
                attributes.put(name, value);
            }
        });
        String adminProject = credentials.header("X-Is-Admin-Project");
        attributes.put(
                "is_admin_project", adminProject == null || "true".equalsIgnoreCase(adminProject) ? "True" : "False");
        return attributes;
    }

    /** The first of the headers that was sent, stripped; null when none was, or when it is blank. */
    private static String value(Credentials credentials, List<String> headers) {
        for (String header : headers) {
            String value = credentials.header(header);
            if (value != null) {
                return value.isBlank() ? null : value.strip();
            }
        }
        return null;
    }

    private static List<String> list(String text) {
        if (text == null) {
            return List.of();
        }
        return CommaList.items(text);
    }

    private static List<String> lowerCase(List<String> roles) {
        return roles.stream().map(RoleNames::folded).toList();
    }

    private static String catalog(String text) {
        if (text == null) {
            return null;
        }
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new VitrineException(ErrorKind.INVALID, "The header X-Service-Catalog is empty.");
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw new VitrineException(
                        ErrorKind.INVALID, "The header X-Service-Catalog holds more than one value.");
            }
            return text;
        } catch (IOException e) {
            throw new VitrineException(ErrorKind.INVALID, "The header X-Service-Catalog is not JSON.", e);
        }
    }

    /** The identity that a token {@code user:project:role[,role]} names; nothing when the token has another form. */
    private static Optional<Identity> fake(String token) {
        String[] parts = token.split(":", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        Map<String, String> attributes = new HashMap<>(Map.of("is_admin_project", "True"));
        if (!parts[0].isEmpty()) {
            attributes.put("user_id", parts[0]);
        }
        if (!parts[1].isEmpty() && !"none".equalsIgnoreCase(parts[1])) {
            attributes.put("project_id", parts[1]);
        }
        return Optional.of(
                new Identity(Identity.Kind.CONFIRMED, attributes, lowerCase(list(parts[2])), List.of(), token, null));
    }

    private static List<Network> networks(String text) {
        try {
            return list(text).stream().map(Network::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("trusted.proxies: " + e.getMessage(), e);
        }
    }

    private static VitrineException unauthenticated() {
        return new VitrineException(ErrorKind.UNAUTHENTICATED, "The request you have made requires authentication.");
    }
}
