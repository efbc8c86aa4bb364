package org.vitrine.edge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.servlet.Servlet;
import org.apache.felix.http.jakartawrappers.ServletWrapper;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.vitrine.core.access.Authenticator;
import org.vitrine.core.discovery.ServiceVersions;
import org.vitrine.core.images.ImageSettings;
import org.vitrine.core.plugins.CurrentIdentity;
import org.vitrine.core.plugins.CurrentPolicy;
import org.vitrine.core.plugins.PluginSettings;
import org.vitrine.core.plugins.StoreRegistry;
import org.vitrine.domain.identity.Identity;
import org.vitrine.spi.identity.IdentityValidator;
import org.vitrine.spi.policy.PolicyEnforcer;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.identity.FakeIdentityValidator;
import org.vitrine.spi.testkit.policy.DefaultPolicy;

/**
 * The edge on the Jetty of the distribution, below the same wrappers and configured as {@code
 * etc/org.apache.felix.http.cfg} does, on a free port of 127.0.0.1. The token {@code alice} is a member.
 */
final class TestServer implements AutoCloseable {
    /** A token that is known. */
    static final String TOKEN = "alice";

    static final int THREADS = 16;

    final FakeIdentityValidator identity = new FakeIdentityValidator();
    final Gate gate = new Gate();
    final HealthCheck health =
            new HealthCheck(FakeConfiguration.of(HealthConfig.class).build());
    final Cors cors = new Cors(FakeConfiguration.of(CorsConfig.class).build());
    final FakeFramework framework = new FakeFramework();
    final Farewell farewell = new Farewell(
            framework.context, FakeConfiguration.of(Farewell.StopConfig.class).build());
    final EdgeServlet servlet = new EdgeServlet(
            gate, health, cors, farewell, FakeConfiguration.of(EdgeConfig.class).build());

    private final Server server = new Server(new QueuedThreadPool(THREADS));
    private final ServerConnector connector = new ServerConnector(server, 1, 1, connections());
    private final AtomicReference<FakeApi> api = new AtomicReference<>();
    private final PluginSettings settings = CoreComponents.make(PluginSettings.class);
    private final StoreRegistry stores = CoreComponents.make(StoreRegistry.class, settings);
    private final ServiceVersions versions = CoreComponents.make(ServiceVersions.class, stores);
    private final ImageSettings images = CoreComponents.make(ImageSettings.class);
    private final CurrentIdentity identities = CoreComponents.make(CurrentIdentity.class, settings);
    private final CurrentPolicy policies = CoreComponents.make(CurrentPolicy.class, settings);
    private final Authenticator authenticator = CoreComponents.make(Authenticator.class, identities, policies);
    private final AtomicReference<Backend> backend = new AtomicReference<>();
    private final AtomicReference<SwallowingServlet.End> atTheEnd = new AtomicReference<>(() -> {});

    private TestServer() {
        identity.know(
                TOKEN,
                new Identity(
                        Identity.Kind.CONFIRMED,
                        Map.of("user_id", "u1", "project_id", "p1"),
                        java.util.List.of("member"),
                        java.util.List.of(),
                        TOKEN,
                        null));
        CoreComponents.bind(identities, IdentityValidator.class, identity);
        CoreComponents.bind(policies, PolicyEnforcer.class, new DefaultPolicy());
    }

    /** A server whose API is this. */
    static TestServer start(FakeApi handler) throws Exception {
        TestServer server = new TestServer();
        server.serve(handler);
        server.begin();
        return server;
    }

    private static HttpConnectionFactory connections() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(16 << 10);
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        return new HttpConnectionFactory(configuration);
    }

    private void begin() throws Exception {
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        connector.setIdleTimeout(2_000);
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        Servlet dispatched = new SwallowingServlet(servlet, () -> atTheEnd.get().come());
        ServletHolder holder = new ServletHolder(new ServletWrapper(dispatched));
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/*");
        context.getServletHandler().setDecodeAmbiguousURIs(true);
        server.setHandler(context);
        server.start();
    }

    /** From now on this is the API; what was before goes, and is drained. */
    void serve(FakeApi handler) {
        Backend next = new Backend(authenticator, versions, images, settings, handler);
        Backend before = backend.getAndSet(next);
        api.set(handler);
        if (before != null) {
            gate.unbind(before);
        }
        gate.bind(next);
    }

    /** From now on there is no API. */
    void serveNothing() {
        Backend before = backend.getAndSet(null);
        gate.unbind(before);
    }

    /** What serves now or did last. */
    FakeApi api() {
        return api.get();
    }

    /** From now on this happens when the edge has done with a request, before Jetty has. */
    void atTheEnd(SwallowingServlet.End end) {
        atTheEnd.set(end);
    }

    /** How long requests wait from now on. */
    void grace(int seconds) {
        CoreComponents.modify(settings, "swap_grace", seconds);
    }

    int port() {
        return connector.getLocalPort();
    }

    Server jetty() {
        return server;
    }

    Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port());
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
