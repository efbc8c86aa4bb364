package org.vitrine.domain.metadef;

/** What a namespace holds: each has a name that is unique among those of its kind in the namespace. */
public sealed interface MetadefItem permits MetadefObject, MetadefProperty, MetadefTag, ResourceTypeAssociation {
    /** 1 to 80 characters. */
    String name();
}
