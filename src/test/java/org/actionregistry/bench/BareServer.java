package org.actionregistry.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.actionregistry.http.contract.Contract;

/** The least a server of this kind can be: it has read the contract and talked to the database, and answers 200. */
public final class BareServer {
    private BareServer() {}

    /** Takes {@code DATABASE_URL} and {@code PORT} from the environment. */
    public static void main(String... arguments) throws Exception {
        Map<String, String> environment = System.getenv();
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        Pool pool = PgBuilder.pool()
                .using(vertx)
                .connectingTo(PgConnectOptions.fromUri(environment.get("DATABASE_URL")))
                .with(new PoolOptions().setMaxSize(1))
                .build();
        Object ready = Contract.load(vertx)
                .compose(contract -> pool.query("SELECT 1").execute())
                .compose(row -> vertx.createHttpServer()
                        .requestHandler(request -> request.response().end("{}"))
                        .listen(Integer.parseInt(environment.get("PORT")), "127.0.0.1"))
                .await(60, TimeUnit.SECONDS);
        System.err.println("listening: " + ready);
    }
}
