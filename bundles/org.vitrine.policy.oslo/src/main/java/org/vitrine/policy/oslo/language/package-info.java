/**
 * The rule language: rule text in, a tree of checks out, and what a tree says about a caller and a target.
 *
 * <p>A tree is immutable and safe for many threads. Asking it is bounded in depth and steps whatever the rules refer to,
 * and allocates one small object for the question.
 */
package org.vitrine.policy.oslo.language;
