package org.actionregistry.http;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.actionregistry.http.contract.OperationHandler;
import org.actionregistry.http.contract.ValidRequest;

/** {@code /digests/{digest}}: documents by content, which can never change. */
final class DigestsHandler {
    private final ReadyAnswers answers;

    DigestsHandler(ReadyAnswers answers) {
        this.answers = answers;
    }

    Map<String, OperationHandler> operations() {
        return Map.of("getDigest", this::get);
    }

    private Future<Void> get(RoutingContext ctx, ValidRequest request) {
        return answers.get(ReadyPath.Document.of(PathCoordinate.digest(request)))
                .compose(document -> Replies.send(ctx, request, document));
    }
}
