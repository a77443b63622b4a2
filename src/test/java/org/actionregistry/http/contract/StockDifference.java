package org.actionregistry.http.contract;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where the compiled rules differ from the stock validator on purpose. Each names the requests that it explains; one that
 * explains nothing any more is stale.
 */
enum StockDifference {
    /**
     * Stock reads the text of a string parameter as JSON first, so that {@code q=1.5} is no string, {@code q="a"} loses its
     * quotes, {@code q=a\b} becomes a backspace and {@code q=a"b} cannot be decoded.
     */
    TEXT_READ_AS_JSON {
        @Override
        boolean explains(TriedRequest request, boolean stockAccepts) {
            return request.texts().stream().anyMatch(StockDifference::isNoPlainText);
        }
    },
    /** Stock takes every JSON number or literal that means one: {@code limit=1.0}, {@code limit=1e1}, {@code dry_run=%20true}. */
    NUMBER_READ_AS_JSON {
        @Override
        boolean explains(TriedRequest request, boolean stockAccepts) {
            return stockAccepts
                    && request.numbersAndFlags().stream()
                            .anyMatch(text -> !text.matches("true|false|-?(?:0|[1-9][0-9]*)") && decodes(text));
        }
    },
    /** Stock matches {@code $} before a final line terminator, such as U+000A and U+0085, too. */
    FINAL_LINE_TERMINATOR {
        @Override
        boolean explains(TriedRequest request, boolean stockAccepts) {
            return stockAccepts
                    && (request.bodyText().contains("\\n\"")
                            || request.texts().stream().anyMatch(text -> text.endsWith("\u0085")));
        }
    },
    /** Stock reads JSON leniently: of duplicate keys the last one counts, comments and trailing data are skipped. */
    LENIENT_JSON {
        @Override
        boolean explains(TriedRequest request, boolean stockAccepts) {
            return stockAccepts && TriedRequest.LENIENT.stream().anyMatch(request.bodyText()::contains);
        }
    },
    /** Stock takes any media type that starts like the declared one: {@code application/jsonx}, {@code ;charset=latin1}. */
    MEDIA_TYPE_PREFIX {
        @Override
        boolean explains(TriedRequest request, boolean stockAccepts) {
            return stockAccepts
                    && List.of("application/jsonx", "application/json;charset=latin1")
                            .contains(request.contentType());
        }
    },
    /** Stock compares media types as text, so that {@code APPLICATION/JSON} is another one. */
    MEDIA_TYPE_CASE {
        @Override
        boolean explains(TriedRequest request, boolean stockAccepts) {
            return !stockAccepts
                    && Pattern.compile("[A-Z]").matcher(request.contentType()).find();
        }
    },
    /** Stock does not look at query parameters the contract does not declare. */
    UNKNOWN_PARAMETER {
        @Override
        boolean explains(TriedRequest request, boolean stockAccepts) {
            return stockAccepts && request.query().containsKey(TriedRequest.UNKNOWN);
        }
    };

    abstract boolean explains(TriedRequest request, boolean stockAccepts);

    private static boolean isNoPlainText(String text) {
        return !text.matches("\\w*") && (text.contains("\\") || decodes(text) || !decodes('"' + text + '"'));
    }

    private static boolean decodes(String json) {
        try {
            Json.decodeValue(json);
            return true;
        } catch (DecodeException e) {
            return false;
        }
    }
}
