package org.actionregistry.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import org.actionregistry.events.Change;
import org.actionregistry.events.ChangePage;
import org.actionregistry.json.InvalidJsonException;
import org.actionregistry.json.StrictJson;
import org.actionregistry.signing.Digest;

/** Pages of the changes feed. Leaves and manifests are spliced in as they are stored, since it is their bytes that count. */
final class ChangeViews {
    private static final int ITEM_BYTES = 1024;

    private ChangeViews() {}

    /** One JSON document. */
    static Buffer document(ChangePage page, long next) {
        Buffer body = Buffer.buffer(page.changes().size() * ITEM_BYTES).appendString("{\"items\":[");
        for (int i = 0; i < page.changes().size(); i++) {
            append(i == 0 ? body : body.appendString(","), page.changes().get(i));
        }
        return body.appendString("],").appendString(position(page, next)).appendString("}");
    }

    /** One line a change, and a last one with where the page ends. */
    static Buffer lines(ChangePage page, long next) {
        Buffer body = Buffer.buffer(page.changes().size() * ITEM_BYTES);
        for (Change change : page.changes()) {
            append(body, change);
            body.appendString("\n");
        }
        return body.appendString("{").appendString(position(page, next)).appendString("}\n");
    }

    private static String position(ChangePage page, long next) {
        return "\"next\":" + next + ",\"head\":" + (page.size() - 1);
    }

    private static void append(Buffer body, Change change) {
        body.appendString("{\"index\":")
                .appendString(Long.toString(change.index()))
                .appendString(",\"leaf\":")
                .appendBytes(change.leaf());
        change.published().ifPresent(document -> appendDocument(body, document));
        body.appendString("}");
    }

    private static void appendDocument(Buffer body, Change.Document document) {
        body.appendString(",\"schema\":");
        if (isJsonObject(document)) {
            body.appendBytes(document.canonical());
        } else {
            body.appendString("null");
        }
        JsonObject signature = document.signature().map(VersionViews::signature).orElse(null);
        body.appendString(",\"hash\":")
                .appendString(Json.encode(document.hash()))
                .appendString(",\"signature\":")
                .appendString(signature == null ? "null" : signature.encode());
    }

    /** As for single versions: bytes that hash to their digest were canonical JSON when stored, others may not be. */
    private static boolean isJsonObject(Change.Document document) {
        if (Digest.of(document.canonical()).toString().equals(document.hash())) {
            return true;
        }
        try {
            StrictJson.readObject(document.canonical(), StrictJson.MAX_DEPTH);
            return true;
        } catch (InvalidJsonException tampered) {
            return false;
        }
    }
}
