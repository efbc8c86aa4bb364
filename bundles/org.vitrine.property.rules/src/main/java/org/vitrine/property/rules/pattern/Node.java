package org.vitrine.property.rules.pattern;

import java.util.List;

/** An expression as parsed. */
sealed interface Node {
    /** No upper bound of a repetition or width. */
    int UNBOUNDED = Integer.MAX_VALUE;

    /** Fewest and most characters that it takes. */
    record Width(long least, long most) {
        static final Width NONE = new Width(0, 0);

        Width plus(Width other) {
            return new Width(bounded(least + other.least), bounded(most + other.most));
        }

        Width or(Width other) {
            return new Width(Math.min(least, other.least), Math.max(most, other.most));
        }

        Width times(int atLeast, int atMost) {
            return new Width(bounded(least * atLeast), most == 0 ? 0 : bounded(most * atMost));
        }

        private static long bounded(long width) {
            return Math.min(width, UNBOUNDED);
        }
    }

    /** What it takes. */
    Width width();

    /** One character. */
    record One(CharTest test) implements Node {
        @Override
        public Width width() {
            return new Width(1, 1);
        }
    }

    /** One after the other; none of them: nothing at all. */
    record Sequence(List<Node> parts) implements Node {
        @Override
        public Width width() {
            return parts.stream().map(Node::width).reduce(Width.NONE, Width::plus);
        }
    }

    /** One of several. */
    record Choice(List<Node> branches) implements Node {
        @Override
        public Width width() {
            return branches.stream().map(Node::width).reduce(Width::or).orElse(Width.NONE);
        }
    }

    /** What stands in parentheses, which may be repeated as a whole. */
    record Group(Node inner) implements Node {
        @Override
        public Width width() {
            return inner.width();
        }
    }

    /** Several times the same. Greedy or not makes no difference to whether there is a match. */
    record Repetition(Node inner, int least, int most) implements Node {
        @Override
        public Width width() {
            return inner.width().times(least, most);
        }
    }

    /** A condition on a place between two characters. */
    record Place(PlaceTest test) implements Node {
        @Override
        public Width width() {
            return Width.NONE;
        }
    }

    /** A condition on what comes after a place, or before it. */
    record Look(Node inner, boolean ahead, boolean negative) implements Node {
        @Override
        public Width width() {
            return Width.NONE;
        }
    }
}
