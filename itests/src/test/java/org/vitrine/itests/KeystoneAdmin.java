package org.vitrine.itests;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vitrine.spi.testkit.server.KeystoneServer;

/** What the administrator of a Keystone does for a test. */
record KeystoneAdmin(KeystoneServer keystone) {
    private static final Pattern ID = Pattern.compile("\"id\": ?\"([^\"]+)\"");

    /** Makes something in Keystone; its id. */
    String make(String path, String body) throws IOException, InterruptedException {
        return firstId(administer("POST", path, body));
    }

    /** The id of what Keystone knows by that name, such as a {@code role}. */
    String find(String kind, String name) throws IOException, InterruptedException {
        return firstId(administer("GET", "/" + kind + "s?name=" + name, null));
    }

    /** A call of the Identity API by the administrator, which must succeed; the answer. */
    String administer(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = keystone.call(method, path, keystone.token("admin"), body);
        if (answer.statusCode() >= 300) {
            throw new AssertionError(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    /** From now on catalogs say that the Image service is there. */
    void moveImageService(URI place) throws IOException, InterruptedException {
        Matcher endpoint = ID.matcher(administer("GET", "/endpoints?service_id=" + find("service", "glance"), null));
        while (endpoint.find()) {
            administer("PATCH", "/endpoints/" + endpoint.group(1), "{\"endpoint\": {\"url\": \"" + place + "\"}}");
        }
    }

    /** A new project in which the user has these roles; its id. */
    String project(String name, String userId, String... roles) throws IOException, InterruptedException {
        String id = make("/projects", "{\"project\": {\"name\": \"" + name + "\", \"domain_id\": \"default\"}}");
        for (String role : roles) {
            grant(id, userId, find("role", role));
        }
        return id;
    }

    void grant(String projectId, String userId, String roleId) throws IOException, InterruptedException {
        administer("PUT", "/projects/" + projectId + "/users/" + userId + "/roles/" + roleId, null);
    }

    /** A token of the user for a project, by the project's id. */
    String tokenFor(String user, String projectId) throws IOException, InterruptedException {
        return keystone.token(user, "{\"project\": {\"id\": \"" + projectId + "\"}}");
    }

    private static String firstId(String json) {
        Matcher id = ID.matcher(json);
        if (!id.find()) {
            throw new AssertionError("no id in " + json);
        }
        return id.group(1);
    }

    /** Lets all projects have what they like of the four resources, unless a limit of their own says otherwise. */
    void registerLimits() throws IOException, InterruptedException {
        String place = place();
        List<String> limits = new ArrayList<>();
        for (String resource :
                List.of("image_size_total", "image_stage_total", "image_count_total", "image_count_uploading")) {
            limits.add("{" + place + "\"resource_name\": \"" + resource + "\", \"default_limit\": -1}");
        }
        administer("POST", "/registered_limits", "{\"registered_limits\": " + limits + "}");
    }

    private String place() throws IOException, InterruptedException {
        return "\"service_id\": \"" + find("service", "glance") + "\", \"region_id\": \"RegionOne\", ";
    }

    /** What a project may have of a resource. */
    void limit(String projectId, String resource, int limit) throws IOException, InterruptedException {
        administer(
                "POST",
                "/limits",
                "{\"limits\": [{\"project_id\": \"" + projectId + "\", " + place() + "\"resource_name\": \"" + resource
                        + "\", \"resource_limit\": " + limit + "}]}");
    }
}
