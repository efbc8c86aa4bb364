package org.vitrine.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import javax.servlet.ServletException;
import org.vitrine.core.TestCore;
import org.vitrine.core.importing.TestImports;
import org.vitrine.core.metadefs.TestMetadefs;
import org.vitrine.core.tasks.TestTasks;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.edge.api.ErrorPage;
import org.vitrine.edge.api.RequestAttributes;
import org.vitrine.edge.api.Statuses;
import org.vitrine.rest.data.DataResource;
import org.vitrine.rest.discovery.DiscoveryResource;
import org.vitrine.rest.images.ImageResource;
import org.vitrine.rest.importing.ImportResource;
import org.vitrine.rest.importing.StageHost;
import org.vitrine.rest.members.MemberResource;
import org.vitrine.rest.metadefs.MetadefResources;
import org.vitrine.rest.schemas.Schemas;
import org.vitrine.rest.schemas.TestSchemas;
import org.vitrine.rest.tasks.TaskResource;

/** The whole API over the real use cases and drivers in memory, without a server in front of it. Close it. */
public final class TestApi implements AutoCloseable {
    public static final String PATCH = "application/openstack-images-v2.1-json-patch";
    public static final String OLD_PATCH = "application/openstack-images-v2.0-json-patch";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    public final TestCore core;
    public final TestImports imports;
    private final ImageApi api;
    private RequestContext caller;

    /** An answer as a client gets it. */
    public record Answer(int status, Map<String, String> headers, byte[] body) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            try {
                return MAPPER.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(text(), e);
            }
        }

        public String header(String name) {
            return headers.get(name);
        }
    }

    /** A server of one store. */
    public TestApi(RequestContext caller) {
        this(new TestCore(Map.of(), "main"), caller);
    }

    /** @param caller who sends requests until {@link #as} says otherwise */
    public TestApi(TestCore core, RequestContext caller) {
        this(core, caller, "");
    }

    /** @param schemaFile declares further properties, or empty */
    public TestApi(TestCore core, RequestContext caller, String schemaFile) {
        this.core = core;
        this.caller = caller;
        imports = new TestImports(core);
        StageHost stageHost = new StageHost();
        Schemas schemas = TestSchemas.over(core.settings, schemaFile);
        api = new ImageApi(
                new DiscoveryResource(core.storeCatalog, core.quota, schemas),
                new ImageResource(
                        core.catalog,
                        core.creation,
                        core.update,
                        core.deletion,
                        core.tags,
                        core.actions,
                        imports.imports,
                        stageHost,
                        core.storeCatalog,
                        schemas),
                new DataResource(core.upload, core.download),
                new ImportResource(imports.imports, core.stagingUploads, stageHost),
                new MemberResource(core.members),
                tasks(new TestTasks(core)),
                metadefs(new TestMetadefs(core)));
    }

    private static TaskResource tasks(TestTasks tasks) {
        try {
            return new TaskResource(tasks.catalog, tasks.creation);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MetadefResources metadefs(TestMetadefs metadefs) {
        try {
            return new MetadefResources(metadefs.catalog, metadefs.changes, metadefs.items, metadefs.tags);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on this one calls. Returns this API. */
    public TestApi as(RequestContext newCaller) {
        caller = newCaller;
        return this;
    }

    public Answer get(String path) {
        return send("GET", path, Map.of());
    }

    public Answer delete(String path) {
        return send("DELETE", path, Map.of());
    }

    public Answer send(String method, String path, Map<String, String> headers) {
        return send(method, path, headers, new byte[0]);
    }

    public Answer post(String path, String json) {
        return send("POST", path, Map.of("Content-Type", "application/json"), json.getBytes(StandardCharsets.UTF_8));
    }

    public Answer put(String path, String json) {
        return send("PUT", path, Map.of("Content-Type", "application/json"), json.getBytes(StandardCharsets.UTF_8));
    }

    public Answer patch(String id, String json) {
        return patch(id, PATCH, json);
    }

    public Answer patch(String id, String mediaType, String json) {
        return send(
                "PATCH", "/v2/images/" + id, Map.of("Content-Type", mediaType), json.getBytes(StandardCharsets.UTF_8));
    }

    public Answer upload(String id, byte[] data) {
        return send("PUT", "/v2/images/" + id + "/file", Map.of("Content-Type", "application/octet-stream"), data);
    }

    public Answer send(String method, String path, Map<String, String> headers, byte[] body) {
        FakeServlet servlet = servlet(method, path, headers, new ByteArrayInputStream(body));
        return answer(body.length > 0 ? servlet.announce(body.length) : servlet);
    }

    /** Sends a body of unknown length. */
    public Answer stream(String method, String path, Map<String, String> headers, InputStream body) {
        Map<String, String> chunked = new HashMap<>(headers);
        chunked.put("Transfer-Encoding", "chunked");
        return answer(servlet(method, path, chunked, body));
    }

    FakeServlet servlet(String method, String path, Map<String, String> headers, InputStream body) {
        int query = path.indexOf('?');
        Map<String, String> all = new HashMap<>(headers);
        all.putIfAbsent("Accept", "application/json");
        return new FakeServlet(method, query < 0 ? null : path.substring(query + 1), all, body)
                .with(RequestAttributes.CONTEXT, caller)
                .with(RequestAttributes.PATH, query < 0 ? path : path.substring(0, query));
    }

    /** What the edge does around a request. */
    Answer answer(FakeServlet servlet) {
        try {
            handle(servlet);
        } catch (IOException | ServletException e) {
            throw new AssertionError(e);
        }
        return new Answer(servlet.status, servlet.responseHeaders, servlet.sent.toByteArray());
    }

    void handle(FakeServlet servlet) throws IOException, ServletException {
        try {
            api.handle(servlet.request(), servlet.response());
        } catch (VitrineException e) {
            if (servlet.committed) {
                throw e;
            }
            ErrorPage.write(servlet.request(), servlet.response(), Statuses.of(e.kind()), e.getMessage());
        }
    }

    /** Makes an image of the caller's with formats; the JSON members are added to it. Returns its id. */
    public String image(String... members) {
        StringBuilder json = new StringBuilder("{\"disk_format\":\"raw\",\"container_format\":\"bare\"");
        for (String member : members) {
            json.append(',').append(member);
        }
        Answer answer = post("/v2/images", json.append('}').toString());
        if (answer.status() != 201) {
            throw new AssertionError(answer.status() + ": " + answer.text());
        }
        return answer.json().get("id").textValue();
    }

    /** As {@link #image}, with data. */
    public String active(byte[] data, String... members) {
        String id = image(members);
        Answer answer = upload(id, data);
        if (answer.status() != 204) {
            throw new AssertionError(answer.status() + ": " + answer.text());
        }
        return id;
    }

    @Override
    public void close() {
        imports.close();
        core.close();
    }
}
