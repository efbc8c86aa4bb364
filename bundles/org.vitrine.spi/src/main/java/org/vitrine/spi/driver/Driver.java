package org.vitrine.spi.driver;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** Names a driver: the service property {@code vitrine.driver}, by which a configuration selects it. */
@ComponentPropertyType
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface Driver {
    /** Puts {@code vitrine.} before the property's name. */
    String PREFIX_ = "vitrine.";

    /** Such as {@code file}, {@code oslo}, {@code keystone}. */
    String value();
}
