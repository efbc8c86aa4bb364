package org.vitrine.policy.oslo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The policies of release 2023.2 with their defaults (POL-50 to POL-86), and those of later releases that guard calls
 * which are answered here too (POL-87, POL-88).
 */
final class DefaultRules {
    private static final String ADMIN = "rule:context_is_admin";
    private static final String MEMBER = "role:member and project_id:%(project_id)s";
    private static final String READER = "role:reader and project_id:%(project_id)s";
    private static final String PUBLIC = "'public':%(visibility)s";
    private static final String OWN_OR_VISIBLE = "(project_id:%(project_id)s or project_id:%(member_id)s"
            + " or 'community':%(visibility)s or " + PUBLIC + " or 'shared':%(visibility)s)";

    private static final String ADMIN_OR_MEMBER = ADMIN + " or (" + MEMBER + ")";
    private static final String ADMIN_OR_READER = ADMIN + " or (" + READER + ")";
    private static final String ADMIN_OR_DOWNLOADER = ADMIN + " or (role:member and " + OWN_OR_VISIBLE + ")";
    private static final String ADMIN_OR_READER_OR_IMAGE_MEMBER =
            ADMIN + " or role:reader and (project_id:%(project_id)s or project_id:%(member_id)s)";
    private static final String ADMIN_OR_NAMESPACE_READER =
            ADMIN + " or (role:reader and (project_id:%(project_id)s or " + PUBLIC + "))";
    private static final String METADEF_ADMIN = "rule:metadef_admin";

    private static final String ANY = "rule:default";
    private static final String ANY_METADEF = "rule:metadef_default";
    private static final String CACHE_MANAGER = "rule:manage_image_cache";

    private static final String IMAGE = "/v2/images/{image_id}";
    private static final String NAMESPACES = "/v2/metadefs/namespaces";
    private static final String NAMESPACE = NAMESPACES + "/{namespace_name}";

    private static final List<RegisteredRule> ALL = new DefaultRules().all();

    private final List<RegisteredRule> rules = new ArrayList<>();

    private DefaultRules() {}

    /** All of them, in the order in which the sample file shows them. */
    static List<RegisteredRule> list() {
        return ALL;
    }

    private List<RegisteredRule> all() {
        buildingBlocks();
        images();
        locations();
        members();
        tasks();
        cache();
        namespaces();
        objects();
        resourceTypes();
        properties();
        tags();
        laterReleases();
        return List.copyOf(rules);
    }

    private void buildingBlocks() {
        block("default", "", Optional.of(ADMIN), "Decides for names that nothing else defines.");
        block("context_is_admin", "role:admin", Optional.empty(), "Who counts as an administrator.");
    }

    private void images() {
        policy(
                "add_image",
                ADMIN + " or (" + MEMBER + " and project_id:%(owner)s)",
                "Create an image.",
                "POST /v2/images");
        policy("delete_image", ADMIN_OR_MEMBER, "Delete an image.", "DELETE " + IMAGE);
        policy(
                "get_image",
                ADMIN + " or (role:reader and " + OWN_OR_VISIBLE + ")",
                "See an image, alone or in a list.",
                "GET " + IMAGE);
        policy("get_images", ADMIN_OR_READER, "List images.", "GET /v2/images");
        policy("modify_image", ADMIN_OR_MEMBER, "Change an image, tag it, stage or import its data.", "PATCH " + IMAGE);
        adminPolicy("publicize_image", "Make an image visible to everybody.", "PATCH " + IMAGE);
        policy("communitize_image", ADMIN_OR_MEMBER, "Let everybody use an image who knows its id.", "PATCH " + IMAGE);
        policy("download_image", ADMIN_OR_DOWNLOADER, "Download the data of an image.", "GET " + IMAGE + "/file");
        policy("upload_image", ADMIN_OR_MEMBER, "Upload the data of an image.", "PUT " + IMAGE + "/file");
        policy("deactivate", ADMIN_OR_MEMBER, "Forbid downloads.", "POST " + IMAGE + "/actions/deactivate");
        policy("reactivate", ADMIN_OR_MEMBER, "Allow downloads again.", "POST " + IMAGE + "/actions/reactivate");
        adminPolicy("copy_image", "Copy the data of an image to more stores.", "POST " + IMAGE + "/import");
        adminPolicy("stores_info_detail", "See how the stores are set up.", "GET /v2/info/stores/detail");
    }

    private void locations() {
        policy(
                "delete_image_location",
                ADMIN,
                "Remove a location of an image.",
                "PATCH " + IMAGE,
                "DELETE /v2/stores/{store}/{image_id}");
        policy("get_image_location", ADMIN_OR_READER, "See the locations of an image.", "GET " + IMAGE);
        policy("set_image_location", ADMIN_OR_MEMBER, "Set the locations of an image.", "PATCH " + IMAGE);
    }

    private void members() {
        String members = IMAGE + "/members";
        String member = members + "/{member_id}";
        policy("add_member", ADMIN_OR_MEMBER, "Share an image with a project.", "POST " + members);
        policy("delete_member", ADMIN_OR_MEMBER, "End the sharing of an image.", "DELETE " + member);
        policy("get_member", ADMIN_OR_READER_OR_IMAGE_MEMBER, "See a member of an image.", "GET " + member);
        policy("get_members", ADMIN_OR_READER_OR_IMAGE_MEMBER, "List the members of an image.", "GET " + members);
        policy(
                "modify_member",
                ADMIN + " or (role:member and project_id:%(member_id)s)",
                "Accept or reject a shared image.",
                "PUT " + member);
    }

    private void tasks() {
        String notAsked = " Defined for rules that refer to it; the API asks tasks_api_access.";
        policy("get_task", ANY, "See a task." + notAsked, "GET /v2/tasks/{task_id}");
        policy("get_tasks", ANY, "List tasks." + notAsked, "GET /v2/tasks");
        policy("add_task", ANY, "Create a task." + notAsked, "POST /v2/tasks");
        add("modify_task", ANY, Optional.empty(), "Was never asked, and will go.", "DELETE /v2/tasks/{task_id}");
        adminPolicy(
                "tasks_api_access",
                "Use the tasks API at all.",
                "GET /v2/tasks/{task_id}",
                "GET /v2/tasks",
                "POST /v2/tasks",
                "DELETE /v2/tasks/{task_id}");
    }

    private void cache() {
        adminPolicy(
                "manage_image_cache",
                "Manage the image cache by the older paths.",
                "GET /v2/cached_images",
                "GET /v2/queued_images");
        cachePolicy("cache_image", "Queue an image for the cache.", "PUT /v2/cache/{image_id}");
        cachePolicy("cache_list", "See what is cached and queued.", "GET /v2/cache");
        cachePolicy(
                "cache_delete",
                "Remove images from the cache and its queue.",
                "DELETE /v2/cache",
                "DELETE /v2/cache/{image_id}");
    }

    private void namespaces() {
        block("metadef_default", "", Optional.empty(), "The old default of reading metadata definitions.");
        block("metadef_admin", ADMIN, Optional.empty(), "Who changes metadata definitions.");
        metadefReader("get_metadef_namespace", ADMIN_OR_NAMESPACE_READER, "See a namespace.", "GET " + NAMESPACE);
        metadefReader("get_metadef_namespaces", ADMIN_OR_READER, "List namespaces.", "GET " + NAMESPACES);
        metadefWriter("add_metadef_namespace", "Create a namespace.", "POST " + NAMESPACES);
        metadefWriter("modify_metadef_namespace", "Change a namespace.", "PUT " + NAMESPACE);
        metadefWriter(
                "delete_metadef_namespace", "Delete a namespace, or all it holds of one kind.", "DELETE " + NAMESPACE);
    }

    private void objects() {
        String objects = NAMESPACE + "/objects";
        String object = objects + "/{object_name}";
        metadefReader("get_metadef_object", ADMIN_OR_NAMESPACE_READER, "See an object.", "GET " + object);
        metadefReader("get_metadef_objects", ADMIN_OR_NAMESPACE_READER, "List objects.", "GET " + objects);
        metadefWriter("add_metadef_object", "Create an object.", "POST " + objects);
        metadefWriter("modify_metadef_object", "Change an object.", "PUT " + object);
        metadefWriter("delete_metadef_object", "Delete an object.", "DELETE " + object);
    }

    private void resourceTypes() {
        String associations = NAMESPACE + "/resource_types";
        metadefReader(
                "list_metadef_resource_types",
                ADMIN_OR_NAMESPACE_READER,
                "List resource types.",
                "GET /v2/metadefs/resource_types");
        metadefReader(
                "get_metadef_resource_type",
                ADMIN_OR_NAMESPACE_READER,
                "List the resource types of a namespace.",
                "GET " + associations);
        metadefWriter("add_metadef_resource_type_association", "Associate a resource type.", "POST " + associations);
        metadefWriter(
                "remove_metadef_resource_type_association",
                "End an association.",
                "DELETE " + associations + "/{name}");
    }

    private void properties() {
        String properties = NAMESPACE + "/properties";
        String property = properties + "/{property_name}";
        metadefReader("get_metadef_property", ADMIN_OR_NAMESPACE_READER, "See a property.", "GET " + property);
        metadefReader("get_metadef_properties", ADMIN_OR_NAMESPACE_READER, "List properties.", "GET " + properties);
        metadefWriter("add_metadef_property", "Create a property.", "POST " + properties);
        metadefWriter("modify_metadef_property", "Change a property.", "PUT " + property);
        metadefWriter("remove_metadef_property", "Delete a property.", "DELETE " + property);
    }

    private void tags() {
        String tags = NAMESPACE + "/tags";
        String tag = tags + "/{tag_name}";
        metadefReader("get_metadef_tag", ADMIN_OR_NAMESPACE_READER, "See a tag.", "GET " + tag);
        metadefReader("get_metadef_tags", ADMIN_OR_NAMESPACE_READER, "List tags.", "GET " + tags);
        metadefWriter("add_metadef_tag", "Create a tag.", "POST " + tag);
        metadefWriter("add_metadef_tags", "Create several tags.", "POST " + tags);
        metadefWriter("modify_metadef_tag", "Change a tag.", "PUT " + tag);
        metadefWriter("delete_metadef_tag", "Delete a tag.", "DELETE " + tag);
        metadefWriter("delete_metadef_tags", "Delete all tags.", "DELETE " + tags);
    }

    private void laterReleases() {
        String service = "rule:service_api";
        block("service_api", "role:service or role:admin", Optional.empty(), "Who counts as another service.");
        add(
                "add_image_location",
                service + " or (" + MEMBER + " and project_id:%(owner)s)",
                Optional.empty(),
                "Give an image its location.",
                "POST " + IMAGE + "/locations");
        add(
                "fetch_image_location",
                service,
                Optional.empty(),
                "See the locations of an image.",
                "GET " + IMAGE + "/locations");
        add(
                "download_from_store",
                ADMIN_OR_DOWNLOADER,
                Optional.empty(),
                "Choose the store of a download.",
                "GET " + IMAGE + "/file");
        adminPolicy("list_cached_nodes", "See which nodes cache an image.", "GET /v2/cache/nodes/{image_id}");
        adminPolicy("cache_clean", "Remove what the cache did not finish.", "POST /v2/cache/clean");
        adminPolicy("cache_prune", "Cut the cache down to its size.", "POST /v2/cache/prune");
    }

    private void block(String name, String text, Optional<String> old, String description) {
        rules.add(new RegisteredRule(
                name, text, old.map(before -> new RegisteredRule.Old(name, before)), false, description, List.of()));
    }

    private void policy(String name, String text, String description, String... operations) {
        add(name, text, Optional.of(ANY), description, operations);
    }

    private void adminPolicy(String name, String description, String... operations) {
        add(name, ADMIN, Optional.empty(), description, operations);
    }

    private void cachePolicy(String name, String description, String... operations) {
        add(name, ADMIN, Optional.of(CACHE_MANAGER), description, operations);
    }

    private void metadefReader(String name, String text, String description, String operation) {
        add(name, text, Optional.of(ANY_METADEF), description, operation);
    }

    private void metadefWriter(String name, String description, String operation) {
        add(name, METADEF_ADMIN, Optional.empty(), description, operation);
    }

    private void add(String name, String text, Optional<String> old, String description, String... operations) {
        rules.add(new RegisteredRule(
                name,
                text,
                old.map(before -> new RegisteredRule.Old(name, before)),
                true,
                description,
                List.of(operations)));
    }
}
