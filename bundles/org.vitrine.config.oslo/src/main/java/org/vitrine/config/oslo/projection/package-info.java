/** What an operator's Glance configuration means for this server: which PIDs get which keys (style §9). */
package org.vitrine.config.oslo.projection;
