package org.vitrine.rest.images;

import java.util.ArrayList;
import java.util.List;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/**
 * A comma-separated list whose items may be quoted (IMG-FLT-5). A comma at the end adds no item; nothing at all is no
 * item. Within quotes a backslash escapes; as the reference leaves it in the item, an item with one counts both ways.
 */
final class QuotedList {
    private final String text;
    private final List<String> items = new ArrayList<>();
    private int position;

    private QuotedList(String text) {
        this.text = text;
    }

    static List<String> parse(String text) {
        QuotedList list = new QuotedList(text);
        list.parse();
        return list.items;
    }

    private void parse() {
        while (position < text.length()) {
            if (text.charAt(position) == '"') {
                quoted();
            } else {
                items.add(plain());
            }
            if (position < text.length()) {
                position++;
            }
        }
    }

    private String plain() {
        int end = text.indexOf(',', position);
        String item = text.substring(position, end < 0 ? text.length() : end);
        for (int quote = item.indexOf('"'); quote >= 0; quote = item.indexOf('"', quote + 1)) {
            if (quote == 0 || item.charAt(quote - 1) != '\\') {
                throw invalid("There is no comma before opening quotation mark.");
            }
        }
        position += item.length();
        return item;
    }

    private void quoted() {
        StringBuilder item = new StringBuilder();
        int start = position + 1;
        for (position++; position < text.length(); position++) {
            char c = text.charAt(position);
            if (c == '"') {
                String raw = text.substring(start, position++);
                if (position < text.length() && text.charAt(position) != ',') {
                    throw invalid("There is no comma after closing quotation mark.");
                }
                items.add(item.toString());
                if (raw.length() > item.length()) {
                    items.add(raw);
                }
                return;
            }
            if (c == '\\' && position + 1 < text.length()) {
                position++;
            }
            item.append(text.charAt(position));
        }
        throw invalid("The quote is not closed.");
    }

    private VitrineException invalid(String why) {
        return new VitrineException(ErrorKind.INVALID, "Invalid filter value " + text + ". " + why);
    }
}
