package org.vitrine.property.rules.pattern;

import java.util.ArrayList;
import java.util.List;

/**
 * An expression as a machine: states that wait for a character, and states that lead on at once. What looks ahead is
 * built backwards, so that one walk from the end of a text to its beginning tells for every place whether it holds.
 */
final class Program {
    /** As many as a search can visit at each character of a name without anybody noticing. */
    private static final int MAX_STATES = 5000;

    /** One state. */
    sealed interface State {
        /** Takes a character, then goes on. */
        record Take(CharTest test, int next) implements State {}

        /** Goes on in two ways. */
        record Fork(int first, int second) implements State {}

        /** Goes on where a condition holds. */
        record At(PlaceTest test, int next) implements State {}

        /** Goes on where that look says so. */
        record Seen(int look, boolean negative, int next) implements State {}

        /** The end. */
        record Match() implements State {}
    }

    /** A machine within the machine. */
    record Look(int start, boolean ahead) {}

    private final List<State> states = new ArrayList<>();
    private final List<Look> looks = new ArrayList<>();
    private int start;

    private Program() {}

    static Program of(Node node) throws BadPatternException {
        Program program = new Program();
        program.start = program.build(node, program.add(new State.Match()), true);
        return program;
    }

    int start() {
        return start;
    }

    int size() {
        return states.size();
    }

    State state(int index) {
        return states.get(index);
    }

    Look look(int index) {
        return looks.get(index);
    }

    int looks() {
        return looks.size();
    }

    private int add(State state) throws BadPatternException {
        if (states.size() == MAX_STATES) {
            throw new BadPatternException("an expression of more than " + MAX_STATES + " steps", 0);
        }
        states.add(state);
        return states.size() - 1;
    }

    /** Builds what leads to the state that follows, and tells where it begins. */
    private int build(Node node, int next, boolean forward) throws BadPatternException {
        if (node instanceof Node.One one) {
            return add(new State.Take(one.test(), next));
        }
        if (node instanceof Node.Sequence sequence) {
            return buildSequence(sequence.parts(), next, forward);
        }
        if (node instanceof Node.Choice choice) {
            return buildChoice(choice.branches(), next, forward);
        }
        if (node instanceof Node.Group group) {
            return build(group.inner(), next, forward);
        }
        if (node instanceof Node.Repetition repetition) {
            return buildRepetition(repetition, next, forward);
        }
        if (node instanceof Node.Place place) {
            return add(new State.At(place.test(), next));
        }
        Node.Look look = (Node.Look) node;
        int begin = build(look.inner(), add(new State.Match()), !look.ahead());
        looks.add(new Look(begin, look.ahead()));
        return add(new State.Seen(looks.size() - 1, look.negative(), next));
    }

    private int buildSequence(List<Node> parts, int next, boolean forward) throws BadPatternException {
        int following = next;
        for (int i = 0; i < parts.size(); i++) {
            following = build(parts.get(forward ? parts.size() - 1 - i : i), following, forward);
        }
        return following;
    }

    private int buildChoice(List<Node> branches, int next, boolean forward) throws BadPatternException {
        int begin = build(branches.get(branches.size() - 1), next, forward);
        for (int i = branches.size() - 2; i >= 0; i--) {
            begin = add(new State.Fork(build(branches.get(i), next, forward), begin));
        }
        return begin;
    }

    private int buildRepetition(Node.Repetition repetition, int next, boolean forward) throws BadPatternException {
        int following = next;
        if (repetition.most() == Node.UNBOUNDED) {
            int loop = add(new State.Match()); // its place, until its body is there
            states.set(loop, new State.Fork(build(repetition.inner(), loop, forward), next));
            following = loop;
        } else {
            for (int i = repetition.least(); i < repetition.most(); i++) {
                following = add(new State.Fork(build(repetition.inner(), following, forward), next));
            }
        }
        for (int i = 0; i < repetition.least(); i++) {
            following = build(repetition.inner(), following, forward);
        }
        return following;
    }
}
