package org.vitrine.edge;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.vitrine.edge.HealthSettings.Finding;
import org.vitrine.edge.api.JsonText;

/**
 * The findings of a health check in the forms that a client can choose.
 *
 * @param detailed whether it tells about the machine and its threads (op:HEALTH-4)
 */
record HealthReport(List<Finding> findings, boolean detailed) {
    private static final String INDENT = "    ";

    /** The reasons alone, a line each. */
    String text() {
        return findings.stream().map(Finding::reason).collect(Collectors.joining("\n"));
    }

    /** Keys in order, indented by four blanks. */
    String json() {
        Map<String, String> members = new TreeMap<>();
        members.put("detailed", Boolean.toString(detailed));
        if (detailed) {
            members.put("reasons", array(findings, HealthReport::json));
            facts().forEach((name, value) -> members.put(name, JsonText.quoted(value)));
            members.put("threads", array(threads(), JsonText::quoted));
        } else {
            members.put("reasons", array(findings, finding -> JsonText.quoted(finding.reason())));
        }
        return object(members, "");
    }

    private static String json(Finding finding) {
        return object(
                Map.of(
                        "class", JsonText.quoted(finding.by()),
                        "details", JsonText.quoted(finding.details()),
                        "reason", JsonText.quoted(finding.reason())),
                INDENT + INDENT);
    }

    private static String object(Map<String, String> members, String indent) {
        return new TreeMap<>(members)
                .entrySet().stream()
                        .map(member -> indent + INDENT + JsonText.quoted(member.getKey()) + ": " + member.getValue())
                        .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
    }

    private static <T> String array(List<T> items, Function<T, String> form) {
        if (items.isEmpty()) {
            return "[]";
        }
        return items.stream()
                .map(item -> INDENT + INDENT + form.apply(item))
                .collect(Collectors.joining(",\n", "[\n", "\n" + INDENT + "]"));
    }

    /** A page for people. */
    String html() {
        StringBuilder page = new StringBuilder(
                "<!DOCTYPE html>\n<html>\n<head>\n<title>Healthcheck Status</title>\n" + "</head>\n<body>\n<table>\n");
        for (Finding finding : findings) {
            page.append("<tr><td>").append(escaped(finding.reason())).append("</td>");
            if (detailed) {
                page.append("<td>").append(escaped(finding.details())).append("</td>");
            }
            page.append("</tr>\n");
        }
        page.append("</table>\n");
        if (detailed) {
            facts().forEach((name, value) -> page.append("<p>")
                    .append(name)
                    .append(": ")
                    .append(escaped(value))
                    .append("</p>\n"));
            threads()
                    .forEach(thread ->
                            page.append("<pre>").append(escaped(thread)).append("</pre>\n"));
        }
        return page.append("</body>\n</html>").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static Map<String, String> facts() {
        Map<String, String> facts = new TreeMap<>();
        facts.put("now", Instant.now().toString());
        facts.put("java_version", Runtime.version().toString());
        var system = ManagementFactory.getOperatingSystemMXBean();
        facts.put("platform", system.getName() + " " + system.getVersion() + " " + system.getArch());
        facts.put(
                "gc",
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(HealthReport::line)
                        .collect(Collectors.joining(", ")));
        return facts;
    }

    private static String line(GarbageCollectorMXBean collector) {
        return collector.getName() + " " + collector.getCollectionCount() + " in " + collector.getCollectionTime()
                + " ms";
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .map(entry -> entry.getKey().getName() + "\n"
                        + Arrays.stream(entry.getValue())
                                .map(frame -> "  at " + frame)
                                .collect(Collectors.joining("\n")))
                .sorted()
                .toList();
    }
}
