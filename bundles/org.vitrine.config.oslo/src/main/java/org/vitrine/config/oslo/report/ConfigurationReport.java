package org.vitrine.config.oslo.report;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What became of the operator's files. All answers are of the moment. Safe for many threads. */
@ProviderType
public interface ConfigurationReport {
    /** Names of the files in force, the strongest last; empty when there are none and the server has its own settings. */
    List<String> files();

    /** What is wrong with the files as they are now, with file and line; nothing while all of them are in force. */
    Optional<String> error();

    /** What the operator should know of what is in force: options without effect, missing bundles, contradictions. */
    List<Finding> findings();
}
