package org.actionregistry.cli;

import picocli.CommandLine.Option;

/** For whom a verb prints. */
final class OutputOption {
    enum Format {
        TABLE,
        JSON;

        /** As it is written on the command line. */
        @Override
        public String toString() {
            return this == TABLE ? "table" : "json";
        }
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json",
            defaultValue = "table",
            description = "table for people (the default), json for programs: one object a line.")
    private Format format = Format.TABLE;

    boolean json() {
        return format == Format.JSON;
    }
}
