package org.vitrine.rest.images;

import java.util.ArrayList;
import java.util.List;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/** A comma-separated list whose items may be quoted (IMG-FLT-5). */
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
        while (true) {
            items.add(position < text.length() && text.charAt(position) == '"' ? quoted() : plain());
            if (position >= text.length()) {
                return;
            }
            if (text.charAt(position) != ',') {
                throw invalid();
            }
            position++;
        }
    }

    private String plain() {
        int end = text.indexOf(',', position);
        String item = text.substring(position, end < 0 ? text.length() : end);
        if (item.indexOf('"') >= 0) {
            throw invalid();
        }
        position += item.length();
        return item;
    }

    private String quoted() {
        StringBuilder item = new StringBuilder();
        for (position++; position < text.length(); position++) {
            char c = text.charAt(position);
            if (c == '"') {
                position++;
                return item.toString();
            }
            if (c == '\\' && position + 1 < text.length()) {
                position++;
            }
            item.append(text.charAt(position));
        }
        throw invalid();
    }

    private VitrineException invalid() {
        return new VitrineException(
                ErrorKind.INVALID, "Invalid filter value " + text + ". The quote is not closed or misplaced.");
    }
}
