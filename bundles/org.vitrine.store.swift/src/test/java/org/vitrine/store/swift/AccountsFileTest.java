package org.vitrine.store.swift;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.store.swift.SwiftAccount.Domain;

@Covers("STORE-SWIFT-30")
public class AccountsFileTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Map<String, SwiftAccount> read(String text) throws Exception {
        Path file = folder.newFile().toPath();
        Files.writeString(file, text);
        return AccountsFile.read(file.toString(), "2");
    }

    @Test
    public void readsWhatGlanceReads() throws Exception {
        Map<String, SwiftAccount> accounts = read("# accounts\n"
                + "[ref1]\n"
                + "auth_version = 1\n"
                + "auth_address: http://127.0.0.1:8080/auth/v1.0\n"
                + "user = test:tester\n"
                + "key = 'te=st;ing'\n"
                + "\n"
                + "[ref2]\n"
                + "; Keystone\n"
                + "AUTH_ADDRESS = https://keystone:5000/v3\n"
                + "user = \"service:glance\"\n"
                + "key = secret\n"
                + "user_domain_name = Users\n"
                + "project_domain_id = projects\n");

        assertEquals(
                new SwiftAccount(
                        1,
                        "http://127.0.0.1:8080/auth/v1.0",
                        "test:tester",
                        "te=st;ing",
                        Domain.DEFAULT,
                        Domain.DEFAULT),
                accounts.get("ref1"));
        assertEquals(
                new SwiftAccount(
                        3,
                        "https://keystone:5000/v3",
                        "service:glance",
                        "secret",
                        new Domain(Optional.empty(), Optional.of("Users")),
                        new Domain(Optional.of("projects"), Optional.empty())),
                accounts.get("ref2"));
        assertEquals("swift+http", accounts.get("ref1").scheme());
        assertEquals("swift+https", accounts.get("ref2").scheme());
    }

    @Test
    public void leavesOutSectionsThatLackSomething() throws Exception {
        assertEquals(
                Set.of("whole"),
                read("[DEFAULT]\nuser = a:b\n"
                                + "[nokey]\nauth_address = http://a\n"
                                + "[version]\nauth_address = http://a\nkey = k\nauth_version = 4\n"
                                + "[whole]\nauth_address = http://a\nkey = k\n")
                        .keySet());
    }

    @Test
    public void refusesFilesThatAreNone() throws Exception {
        for (String text : new String[] {"user = a", "[ref1]\nkey = 'open", "[ref1]\nnonsense"}) {
            assertThrows(text, Misconfiguration.class, () -> read(text));
        }
        assertThrows(Misconfiguration.class, () -> AccountsFile.read("/nowhere/at/all", "3"));
    }
}
