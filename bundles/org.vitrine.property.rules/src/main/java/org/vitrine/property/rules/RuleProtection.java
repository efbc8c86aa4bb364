package org.vitrine.property.rules;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.driver.CommaList;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.driver.Drainable;
import org.vitrine.spi.driver.Driver;
import org.vitrine.spi.policy.PolicyEnforcer;
import org.vitrine.spi.property.PropertyProtection;

/**
 * Decides by a rule file. See the package for formats, reload and failures. It is made as soon as it is configured: a
 * file that cannot be used must be told before the server answers (PROP-9).
 */
@Component(
        immediate = true,
        service = PropertyProtection.class,
        configurationPid = "org.vitrine.property.rules",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = RulesConfig.class)
@Driver("rules")
public final class RuleProtection implements PropertyProtection {
    /** As long as core waits for an engine by default. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Drain drain = new Drain();
    private final PolicyReference policies = new PolicyReference(GRACE);
    private final LiveRules live;

    /** Reads the file; one that cannot be used keeps the component down (PROP-9). */
    @Activate
    public RuleProtection(RulesConfig config) {
        this(config, System::nanoTime);
    }

    /**
     * As above.
     *
     * @param nanoTime a clock as of {@link System#nanoTime}
     */
    RuleProtection(RulesConfig config, LongSupplier nanoTime) {
        ErrorFile error = ErrorFile.of(config.error_file());
        try {
            live = rules(config, nanoTime);
        } catch (IllegalArgumentException e) {
            error.say(e.getMessage());
            throw e;
        }
        error.remove();
    }

    private static LiveRules rules(RulesConfig config, LongSupplier nanoTime) {
        RuleFormat format = RuleFormat.of(config.property_protection_rule_format());
        String name = config.property_protection_file().strip();
        if (name.isEmpty()) {
            throw new IllegalArgumentException("property.protection.file must be set");
        }
        List<Path> searchPath =
                CommaList.items(config.config_dirs()).stream().map(Path::of).toList();
        try {
            return new LiveRules(new RuleFile(searchPath, name), format, nanoTime);
        } catch (RuleFileException e) {
            throw new IllegalArgumentException("property.protection.file: " + e.getMessage(), e);
        }
    }

    @Reference(
            name = "policy",
            target = "(vitrine.driver=oslo)",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bind(PolicyEnforcer engine) {
        policies.set(engine);
    }

    void unbind(PolicyEnforcer engine) {
        policies.clear(engine);
    }

    @Override
    public boolean permits(String property, Action action, RequestContext context) {
        return live.current().permits(property, action, context, policies);
    }

    @Override
    public Drain drain() {
        return drain;
    }

    @Deactivate
    void close() {
        drain.close(Drainable.DRAIN_TIMEOUT);
    }
}
