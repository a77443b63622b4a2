package org.actionregistry.bench;

/** The results as a Markdown table. */
final class Report {
    private final StringBuilder table = new StringBuilder("| what | target | median (least - most) |\n|---|---|---|\n");

    /** @param target empty where there is none */
    void row(String what, String target, String result) {
        table.append("| ")
                .append(what)
                .append(" | ")
                .append(target)
                .append(" | ")
                .append(result)
                .append(" |\n");
    }

    @Override
    public String toString() {
        return table.toString();
    }
}
