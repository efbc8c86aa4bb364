/**
 * What became of an operator's Glance configuration, for people: the shell, a dashboard.
 *
 * <p>{@code org.vitrine.config.oslo} provides one {@link org.vitrine.config.oslo.report.ConfigurationReport} as a service
 * while it runs; whoever shows it takes it as an optional, dynamic reference. No method blocks, and no text holds a
 * value of an option: passwords cannot come out here.
 */
@Version("1.0.0")
package org.vitrine.config.oslo.report;

import org.osgi.annotation.versioning.Version;
