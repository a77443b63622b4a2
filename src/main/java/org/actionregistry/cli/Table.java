package org.actionregistry.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** Rows of aligned columns, two spaces apart. */
final class Table {
    private static final String GAP = "  ";
    private static final String CUT = "...";

    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a row; the first may be the headings. All rows have as many cells as the first. */
    Table row(String... cells) {
        rows.add(Arrays.stream(cells).map(Printable::of).toList());
        return this;
    }

    /** Prints the rows; with {@code columns}, longer ones are cut to so many characters. */
    void print(PrintStream out, OptionalInt columns) {
        int[] widths = widths();
        for (List<String> row : rows) {
            out.println(cut(line(row, widths), columns));
        }
    }

    private int[] widths() {
        int[] widths = new int[rows.isEmpty() ? 0 : rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], length(row.get(i)));
            }
        }
        return widths;
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String cell = row.get(i);
            line.append(cell).append(" ".repeat(widths[i] - length(cell))).append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private static String cut(String line, OptionalInt columns) {
        if (columns.isEmpty() || length(line) <= columns.getAsInt()) {
            return line;
        }
        int kept = Math.max(0, columns.getAsInt() - CUT.length());
        return line.substring(0, line.offsetByCodePoints(0, kept)) + CUT;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
