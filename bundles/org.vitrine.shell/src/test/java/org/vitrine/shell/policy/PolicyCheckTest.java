package org.vitrine.shell.policy;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Test;
import org.vitrine.core.TestCore;
import org.vitrine.core.access.PolicyExplanation;
import org.vitrine.core.images.ImageAccess;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.Viewer;
import org.vitrine.shell.Console;
import org.vitrine.spi.testkit.identity.Callers;

public class PolicyCheckTest {
    private final TestCore core = new TestCore(Map.of(), "main");
    private Console console;

    @After
    public void close() {
        core.close();
    }

    private PolicyCheck command(String rule, String roles, String project) {
        console = new Console();
        PolicyCheck command = new PolicyCheck();
        command.explanation = new PolicyExplanation(core.plugins.policy, core.plugins.repository);
        command.session = console.session;
        command.rule = rule;
        command.roles = roles;
        command.project = project;
        return command;
    }

    @Test
    public void saysWhatTheEngineDecidesAboutATarget() {
        PolicyCheck member = command("get_image", " Member,reader", "p1");
        member.target = List.of("project_id=p1", "visibility=private");
        member.execute();
        assertEquals(
                "The caller is no administrator (context_is_admin).\nget_image: ALLOWED",
                console.text().strip());
        PolicyCheck admin = command("publicize_image", "admin", "p1");
        admin.execute();
        assertEquals(
                "The caller is an administrator (context_is_admin).\npublicize_image: ALLOWED",
                console.text().strip());
    }

    @Test
    public void takesAnImageThatThereIs() {
        Image image = Image.builder("a0000000-0000-4000-8000-000000000001", ImageAccess.now())
                .owner("p2")
                .build();
        core.records.images().create(image);
        PolicyCheck check = command("get_image", "member,reader", "p1");
        check.image = image.id();
        check.execute();
        assertEquals(
                "The caller is no administrator (context_is_admin).\nget_image: "
                        + (core.authorizer.allows(
                                        Callers.member("p1"),
                                        "get_image",
                                        core.records
                                                .images()
                                                .find(image.id(), Viewer.SERVER)
                                                .orElseThrow())
                                ? "ALLOWED"
                                : "DENIED"),
                console.text().strip());
        check.image = "nowhere";
        assertEquals(
                ErrorKind.NOT_FOUND,
                assertThrows(VitrineException.class, check::execute).kind());
    }

    @Test
    public void refusesWhatItDoesNotUnderstand() {
        PolicyCheck check = command("get_image", "member", "p1");
        check.target = List.of("project_id");
        assertThrows(IllegalArgumentException.class, check::execute);
        check.image = "i";
        assertThrows(IllegalArgumentException.class, check::execute);
    }
}
