package org.vitrine.property.rules.pattern;

/** Runs a program over one text: all states at once, character by character, so each state is seen once at each place. */
final class Search {
    private final Program program;
    private final int[] text;

    /** For each look, where it holds; filled when first asked for. */
    private final boolean[][] seen;

    Search(Program program, int[] text) {
        this.program = program;
        this.text = text;
        seen = new boolean[program.looks()][];
    }

    /** Whether there is a match anywhere. */
    boolean found() {
        Walk walk = new Walk(program.start());
        for (int place = 0; ; place++) {
            if (walk.arrive(place)) {
                return true;
            }
            if (place == text.length) {
                return false;
            }
            walk.step(text[place]);
        }
    }

    private boolean holds(int look, int place) {
        if (seen[look] == null) {
            Program.Look machine = program.look(look);
            seen[look] = machine.ahead() ? backwards(machine.start()) : forwards(machine.start());
        }
        return seen[look][place];
    }

    /** At which places a match ends. */
    private boolean[] forwards(int start) {
        boolean[] ends = new boolean[text.length + 1];
        Walk walk = new Walk(start);
        for (int place = 0; ; place++) {
            ends[place] = walk.arrive(place);
            if (place == text.length) {
                return ends;
            }
            walk.step(text[place]);
        }
    }

    /** At which places a match begins, for a machine that was built backwards. */
    private boolean[] backwards(int start) {
        boolean[] begins = new boolean[text.length + 1];
        Walk walk = new Walk(start);
        for (int place = text.length; ; place--) {
            begins[place] = walk.arrive(place);
            if (place == 0) {
                return begins;
            }
            walk.step(text[place - 1]);
        }
    }

    /** The states of one machine at one place after the other; at every place it may begin anew. */
    private final class Walk {
        private final int start;
        private final int[] lastPlace = new int[program.size()];
        private final int[] stack = new int[2 * program.size() + 2];
        private int[] waiting = new int[program.size()];
        private int[] coming = new int[program.size()];
        private int waitingCount;
        private int comingCount;

        Walk(int start) {
            this.start = start;
        }

        /** Follows all that leads on at once from this place; whether there is a match. */
        boolean arrive(int place) {
            boolean match = follow(start, place);
            for (int i = 0; i < comingCount; i++) {
                match |= follow(coming[i], place);
            }
            comingCount = 0;
            return match;
        }

        private boolean follow(int first, int place) {
            boolean match = false;
            int depth = 0;
            stack[depth++] = first;
            while (depth > 0) {
                int index = stack[--depth];
                if (lastPlace[index] == place + 1) {
                    continue;
                }
                lastPlace[index] = place + 1;
                Program.State state = program.state(index);
                if (state instanceof Program.State.Fork fork) {
                    depth = push(fork.second(), depth, place);
                    depth = push(fork.first(), depth, place);
                } else if (state instanceof Program.State.At at) {
                    if (at.test().holds(text, place)) {
                        depth = push(at.next(), depth, place);
                    }
                } else if (state instanceof Program.State.Seen look) {
                    if (holds(look.look(), place) != look.negative()) {
                        depth = push(look.next(), depth, place);
                    }
                } else if (state instanceof Program.State.Take) {
                    waiting[waitingCount++] = index;
                } else {
                    match = true;
                }
            }
            return match;
        }

        private int push(int index, int depth, int place) {
            if (lastPlace[index] == place + 1) {
                return depth;
            }
            stack[depth] = index;
            return depth + 1;
        }

        /** Gives the character to all that wait for one. */
        void step(int character) {
            for (int i = 0; i < waitingCount; i++) {
                Program.State.Take take = (Program.State.Take) program.state(waiting[i]);
                if (take.test().matches(character)) {
                    coming[comingCount++] = take.next();
                }
            }
            waitingCount = 0;
        }
    }
}
