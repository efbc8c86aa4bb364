package org.vitrine.policy.oslo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.outbound.PemFile;
import org.vitrine.policy.oslo.files.PolicyFiles;
import org.vitrine.policy.oslo.language.Explanation;
import org.vitrine.policy.oslo.language.Question;
import org.vitrine.policy.oslo.language.Verdict;
import org.vitrine.policy.oslo.remote.PolicyServers;
import org.vitrine.policy.oslo.remote.RemoteOptions;
import org.vitrine.spi.driver.CommaList;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.driver.Drainable;
import org.vitrine.spi.driver.Driver;
import org.vitrine.spi.policy.PolicyEnforcer;
import org.vitrine.spi.policy.PolicyTarget;

/** Decides by policy files and defaults. See the package for files, reload and failures. */
@Component(
        service = PolicyEnforcer.class,
        configurationPid = "org.vitrine.policy.oslo",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = OsloConfig.class)
@Driver("oslo")
public final class OsloEnforcer implements PolicyEnforcer {
    private static final Logger LOG = LoggerFactory.getLogger(OsloEnforcer.class);
    private static final int MAX_WARNED = 1000;
    private static final int MAX_TIMEOUT_SECONDS = 3600;

    private final Drain drain = new Drain();
    private final LiveRules live;
    private final PolicyServers servers;
    private final boolean enforceScope;
    private final LegacyOwnership ownership;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /** Reads the files; broken ones do not keep it down, but nothing is granted before they are mended. */
    @Activate
    public OsloEnforcer(OsloConfig config) {
        this(config, DefaultRules.list(), System::nanoTime);
    }

    /**
     * As above.
     *
     * @param registered the policies with defaults
     * @param nanoTime a clock as of {@link System#nanoTime}
     */
    OsloEnforcer(OsloConfig config, List<RegisteredRule> registered, LongSupplier nanoTime) {
        enforceScope = config.enforce_scope();
        ownership = new LegacyOwnership(!enforceScope && !config.enforce_new_defaults());
        String defaultRule = text("policy.default.rule", config.policy_default_rule());
        PolicyFiles files = new PolicyFiles(
                CommaList.items(config.config_dirs()).stream().map(Path::of).toList(),
                text("policy.file", config.policy_file()),
                CommaList.items(config.policy_dirs()));
        servers = new PolicyServers(remoteOptions(config));
        live = new LiveRules(
                files,
                overrides -> {
                    RuleSet rules = RuleSet.of(registered, overrides, config.enforce_new_defaults(), defaultRule);
                    RuleReview.of(rules, registered, overrides, config.remote_ssl_verify_server_crt())
                            .forEach(LOG::warn);
                    return rules;
                },
                nanoTime);
    }

    @Override
    public Decision decide(RequestContext context, String rule, PolicyTarget target) {
        RuleSet rules = live.current();
        RuleSet.Rule found = rules.find(rule);
        boolean allowed = found != null
                && inScope(context, rule, found)
                && question(rules, context, rule, target).ask(found.check()) == Verdict.YES
                && ownership.permits(context, rule, target);
        return allowed ? Decision.ALLOWED : Decision.DENIED;
    }

    @Override
    public String explain(RequestContext context, String rule, PolicyTarget target) {
        Explanation explanation = new Explanation();
        explanation.line(rule + ": " + decide(context, rule, target));
        RuleSet rules = live.current();
        RuleSet.Rule found = rules.find(rule);
        if (found == null) {
            explanation.line("There is no such rule, and no default rule.");
            return explanation.toString();
        }
        explanation.line(
                rules.has(rule)
                        ? "The rule is set " + found.origin() + "."
                        : "There is no such rule; the default rule decides, set " + found.origin() + ".");
        Scope scope = Scope.of(context);
        if (found.projectScope() && scope != Scope.PROJECT) {
            explanation.line("The token has " + scope + " scope, the policy wants project scope"
                    + (enforceScope ? "." : "; enforce.scope is off."));
        }
        explanation.add(question(rules, context, rule, target), found.check());
        if (!ownership.permits(context, rule, target)) {
            explanation.line(
                    rule.equals("modify_member")
                            ? "The caller's project owns it; old defaults leave the status to the others."
                            : "The caller's project does not own it, which old defaults ask for besides.");
        }
        return explanation.toString();
    }

    @Override
    public Drain drain() {
        return drain;
    }

    @Deactivate
    void close() {
        drain.close(Drainable.DRAIN_TIMEOUT);
        servers.close();
    }

    private Question question(RuleSet rules, RequestContext context, String rule, PolicyTarget target) {
        return new Question(rules, servers, context, rule, target);
    }

    /** Refuses tokens of another scope than the project's, or warns once for each policy (POL-40). */
    private boolean inScope(RequestContext context, String rule, RuleSet.Rule found) {
        if (!found.projectScope() || Scope.of(context) == Scope.PROJECT) {
            return true;
        }
        if (!enforceScope && warned.size() < MAX_WARNED && warned.add(rule)) {
            LOG.warn(
                    "Policy {} wants project scope, a token has {} scope; allowed while enforce.scope is off",
                    rule,
                    Scope.of(context));
        }
        return !enforceScope;
    }

    private static RemoteOptions remoteOptions(OsloConfig config) {
        String type = config.remote_content_type().strip();
        if (!type.equals("application/json") && !type.equals("application/x-www-form-urlencoded")) {
            throw new IllegalArgumentException("remote.content.type: " + type
                    + " is neither application/x-www-form-urlencoded nor application/json");
        }
        int seconds = config.remote_timeout();
        if (seconds < 1 || seconds > MAX_TIMEOUT_SECONDS) {
            throw new IllegalArgumentException("remote.timeout: " + seconds + " is not 1 to " + MAX_TIMEOUT_SECONDS);
        }
        return new RemoteOptions(
                type.equals("application/json"),
                config.remote_ssl_verify_server_crt(),
                PemFile.of("remote.ssl.ca.crt.file", config.remote_ssl_ca_crt_file()),
                PemFile.of("remote.ssl.client.crt.file", config.remote_ssl_client_crt_file()),
                PemFile.of("remote.ssl.client.key.file", config.remote_ssl_client_key_file()),
                Duration.ofSeconds(seconds));
    }

    private static String text(String key, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(key + " must not be empty");
        }
        return value.strip();
    }
}
