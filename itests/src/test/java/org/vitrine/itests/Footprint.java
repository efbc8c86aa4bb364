package org.vitrine.itests;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a running server takes of its machine, as the JDK's {@code jcmd} sees it from outside. */
final class Footprint {
    private static final Pattern THREAD = Pattern.compile("(?m)^\"(.*)\" #\\d+");
    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    private final ProcessHandle java;

    Footprint(ProcessHandle java) {
        this.java = java;
    }

    /** Bytes of the heap that are in use after a full collection. */
    long heap() throws IOException, InterruptedException {
        jcmd("GC.run");
        jcmd("GC.run");
        Matcher used = USED.matcher(jcmd("GC.heap_info"));
        if (!used.find()) {
            throw new IllegalStateException("jcmd says nothing of the heap");
        }
        return Long.parseLong(used.group(1)) << 10;
    }

    /** How many threads there are of each name; numbers in names do not count. */
    Map<String, Integer> threads() throws IOException, InterruptedException {
        return THREAD.matcher(jcmd("Thread.print"))
                .results()
                .collect(Collectors.toMap(
                        match -> match.group(1).replaceAll("\\d+|[0-9a-f]{7,}", "#"),
                        match -> 1,
                        Integer::sum,
                        TreeMap::new));
    }

    /** How many sockets are open. */
    long sockets() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(java.pid()), "fd"))) {
            return open.filter(Footprint::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            // It was closed between the listing and the look at it.
            return false;
        }
    }

    /** The files below a directory, from which a server may remove some at the same time. */
    static Set<Path> files(Path directory) throws IOException {
        Set<Path> files = new TreeSet<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException reason) throws IOException {
                if (reason instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw reason;
            }
        });
        return files;
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        Path jcmd = Path.of(java.info().command().orElseThrow()).resolveSibling("jcmd");
        return Command.run(Path.of("/"), List.of(jcmd.toString(), Long.toString(java.pid()), command));
    }
}
