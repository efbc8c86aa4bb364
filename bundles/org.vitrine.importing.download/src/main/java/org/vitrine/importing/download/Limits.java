package org.vitrine.importing.download;

import java.time.Duration;

/**
 * How long things may take.
 *
 * @param connect for a connection to one address
 * @param stall without progress
 * @param rate bytes per second on average over the stall time
 * @param total for everything; zero for no limit
 * @param attempts in a row without progress
 * @param redirects in a row
 * @param pause before the second attempt; twice as long before each further one
 */
record Limits(Duration connect, Duration stall, int rate, Duration total, int attempts, int redirects, Duration pause) {
    Limits {
        if (connect.toSeconds() < 1 || stall.toSeconds() < 1 || attempts < 1) {
            throw new IllegalArgumentException("connect.timeout, stall.timeout and attempts must be 1 or more");
        }
        if (rate < 0 || total.isNegative() || redirects < 0) {
            throw new IllegalArgumentException("minimum.rate, total.timeout and redirects must not be negative");
        }
    }
}
