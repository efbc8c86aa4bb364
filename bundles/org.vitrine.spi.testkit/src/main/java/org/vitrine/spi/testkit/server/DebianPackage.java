package org.vitrine.spi.testkit.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.Assume;

/** A package of Debian's that a test needs. */
final class DebianPackage {
    /** Names of packages, separated by commas, whose tests are not wanted: they are skipped. */
    private static final String UNWANTED = "vitrine.test.without";

    private DebianPackage() {}

    /**
     * Makes sure that it is there.
     *
     * @param name such as mariadb-server
     * @param file an absolute path in it, such as a program
     * @throws IllegalStateException with what to do, unless the tests of this package are not wanted
     */
    static void require(String name, Path file) {
        boolean unwanted =
                Arrays.asList(System.getProperty(UNWANTED, "").split(",")).contains(name);
        Assume.assumeFalse("not wanted: " + name, unwanted);
        if (!Files.exists(file)) {
            throw new IllegalStateException(file + " is missing: install the package " + name
                    + ", or leave its tests out with -D" + UNWANTED + "=" + name);
        }
    }
}
