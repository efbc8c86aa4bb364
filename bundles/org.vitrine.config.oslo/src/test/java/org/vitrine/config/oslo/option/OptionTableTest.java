package org.vitrine.config.oslo.option;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** The table and the components of all bundles know each other. */
public class OptionTableTest {
    private static final String OURS = "org.vitrine.";

    private final OptionTable table = OptionTable.load();

    @Test
    public void everyDestinationIsAKeyOfSomeComponent() throws Exception {
        Map<String, Map<String, String>> components = ComponentKeys.ofAllBundles();
        assertTrue(components.keySet().toString(), components.size() > 10);
        List<String> wrong = new ArrayList<>();
        for (Option option : table.all()) {
            if (option.destination() instanceof Destination.Pid destination
                    && destination.pid().startsWith(OURS)) {
                String type =
                        components.getOrDefault(destination.pid(), Map.of()).get(destination.key());
                if (!expected(option, destination).contains(String.valueOf(type))) {
                    wrong.add(option.name() + " -> " + destination + " is of type " + type);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static List<String> expected(Option option, Destination.Pid destination) {
        boolean list = option.multiple()
                || option.type() instanceof OptionType.Items
                || option.type() instanceof OptionType.Pairs;
        if (list) {
            return destination.form() == Destination.Form.PLAIN ? List.of("String[]") : List.of("String");
        }
        if (option.type() instanceof OptionType.Bool) {
            return List.of("boolean");
        }
        if (option.type() instanceof OptionType.Whole whole) {
            return whole.large() ? List.of("long") : List.of("int", "long");
        }
        return List.of("String");
    }

    /** A new key that is spelled like an option shall have that option's value from the first day. */
    @Test
    public void everyKeyThatIsSpelledLikeAnOptionGetsItsValue() throws Exception {
        List<String> forgotten = new ArrayList<>();
        ComponentKeys.ofAllBundles()
                .forEach((pid, keys) -> keys.keySet().forEach(key -> {
                    List<Option> namesakes = table.all().stream()
                            .filter(option -> option.name().equals(key.replace('.', '_')))
                            .toList();
                    boolean wanted = namesakes.stream()
                            .anyMatch(option -> option.destination() instanceof Destination.Unsupported);
                    boolean known = !wanted
                            || namesakes.stream()
                                    .anyMatch(option -> option.destination() instanceof Destination.Special
                                            || option.destination() instanceof Destination.Pid destination
                                                    && destination.pid().equals(pid));
                    if (!known) {
                        forgotten.add(pid + " " + key);
                    }
                }));
        assertEquals("options.txt must say what fills these keys", List.of(), forgotten);
    }

    @Test
    public void everyDefaultIsAValueOfItsType() {
        for (Option option : table.all()) {
            option.byDefault()
                    .filter(text -> text.indexOf('$') < 0)
                    .ifPresent(text -> option.type().convert(text));
        }
    }

    @Test
    public void isTheWholeOfGlance() {
        assertTrue(table.all().size() > 400);
        assertTrue(table.option("database", "connection").secret());
        assertTrue(table.option("keystone_authtoken", "password").secret());
    }
}
