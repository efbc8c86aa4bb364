/** Policy files: where they are, whether they changed, what they say. */
package org.vitrine.policy.oslo.files;
