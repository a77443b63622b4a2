package org.actionregistry.app;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.actionregistry.http.DocsHandler;
import org.actionregistry.http.contract.Contract;

/**
 * What comes with the program and takes a while to read: contract and documentation. Reading begins at once and
 * goes on while the start waits for the database.
 */
record BundledParts(Future<Contract> contract, Future<DocsHandler> docs) {
    static BundledParts load(Vertx vertx) {
        Future<Contract> contract = Contract.load(vertx);
        return new BundledParts(
                contract, contract.compose(loaded -> vertx.executeBlocking(() -> new DocsHandler(loaded), false)));
    }

    /** Done when nothing is being read any more, well or not: what is read must not outlast its Vert.x. */
    Future<?> ended() {
        return Future.join(contract, docs);
    }
}
