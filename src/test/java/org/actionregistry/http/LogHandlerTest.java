package org.actionregistry.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.actionregistry.action.Coordinate;
import org.actionregistry.bus.LocalBus;
import org.actionregistry.http.contract.Contract;
import org.actionregistry.http.contract.ContractRouter;
import org.actionregistry.http.contract.Edge;
import org.actionregistry.http.contract.OperationHandler;
import org.actionregistry.log.LogVerticle;
import org.actionregistry.log.StoredCheckpoint;
import org.actionregistry.merkle.EntryBundle;
import org.actionregistry.merkle.LogPolicy;
import org.actionregistry.merkle.MerkleHash;
import org.actionregistry.merkle.TlogProof;
import org.actionregistry.signing.Cosigner;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.KeyName;
import org.actionregistry.signing.NoteSigner;
import org.actionregistry.testing.ContractCheck;
import org.actionregistry.testing.MemoryLog;
import org.actionregistry.testing.Outcome;
import org.actionregistry.testing.RawHttp;
import org.actionregistry.testing.TestLog;
import org.actionregistry.verification.VerificationPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The log's paths, headers and bounds, over a tree large enough to have every form of path. */
@TestInstance(Lifecycle.PER_CLASS)
class LogHandlerTest {
    /** 1,003 full tiles of hashes and one of 17; 3 full ones above and one of 235; one of 3 on top. */
    private static final int SIZE = 1003 * 256 + 17;

    private static final Coordinate PUBLISHED = Coordinate.parse("files.move", "1.0.0");
    private static final Coordinate UNSIGNED = Coordinate.parse("files.move", "2.0.0");

    private final NoteSigner signer = TestLog.generate().signer();
    private final NoteSigner successor = TestLog.generate().signer();
    private final Cosigner witness =
            new Cosigner(new KeyName("witness.example/w"), Ed25519PrivateKey.generate(new SecureRandom()));
    private final Vertx vertx = Vertx.vertx();
    private final ContractCheck check = ContractCheck.ofBundledContract();
    private final MemoryLog log = new MemoryLog(signer);
    private final StoredCheckpoint checkpoint;
    private final int port;

    LogHandlerTest() {
        log.append(entries(0, SIZE - 1));
        log.publish(PUBLISHED, entry(SIZE - 1));
        checkpoint = log.sign(witness);
        log.publish(UNSIGNED, entry(SIZE));
        log.append(entries(SIZE + 1, 300));
        port = serve();
    }

    private static List<byte[]> entries(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(LogHandlerTest::entry)
                .toList();
    }

    private static byte[] entry(int index) {
        return ("{\"index\":" + index + "}").getBytes(UTF_8);
    }

    private int serve() {
        LocalBus.enable(vertx);
        LocalBus bus = new LocalBus(vertx, Duration.ofSeconds(10));
        Outcome.of(vertx.deployVerticle(new LogVerticle(bus, log, new VerificationPool(vertx, 1, 100))));
        Contract contract = Outcome.of(Contract.load(vertx));
        Map<String, OperationHandler> handlers = new HashMap<>();
        contract.operations()
                .forEach(operation -> handlers.put(operation.id(), (ctx, request) -> Future.succeededFuture()));
        handlers.putAll(new LogHandler(bus, List.of(signer.verifierKey(), successor.verifierKey())).operations());
        Edge edge = new Edge(
                LogHandlerTest::open,
                (ctx, operation) -> Future.succeededFuture(),
                new Failures(),
                1024,
                Duration.ofSeconds(5));
        HttpServer server = Outcome.of(vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(ContractRouter.create(vertx, contract, edge, handlers))
                .listen());
        return server.actualPort();
    }

    private static void open(RoutingContext ctx) {
        ctx.response().putHeader("X-Request-Id", "r1");
        ctx.next();
    }

    @AfterAll
    void close() {
        Outcome.of(vertx.close());
    }

    private RawHttp.Response get(String path) throws IOException {
        RawHttp.Response response = RawHttp.exchange(port, "GET", path);
        check.require("GET", path, response.status(), response.headers(), response.body());
        return response;
    }

    @Test
    void aCheckpointIsTheSignedNoteWithItsCosignaturesAndNeverKept() throws IOException {
        RawHttp.Response response = get("/log/checkpoint");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(response.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(response.text())
                .isEqualTo(checkpoint.note() + checkpoint.cosignatures().get(0) + "\n");
    }

    @Test
    void theVerifierKeysStandOneALine() throws IOException {
        RawHttp.Response response = get("/log/vkey");

        assertThat(response.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(response.text()).isEqualTo(signer.verifierKey() + "\n" + successor.verifierKey() + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "0/000, 256",
        "0/000.p/1, 1",
        "0/000.p/255, 255",
        "0/x001/002, 256",
        "0/x001/003.p/17, 17",
        "0/x001/003.p/3, 3",
        "1/002, 256",
        "1/003.p/235, 235",
        "2/000.p/3, 3"
    })
    void aTileIsItsHashesAndKeptForEver(String path, int width) throws IOException {
        RawHttp.Response response = get("/log/tile/" + path);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(response.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(response.body()).hasSize(width * MerkleHash.LENGTH);
    }

    @Test
    void aPartialTileIsAPrefixOfTheFullOne() throws IOException {
        byte[] full = get("/log/tile/0/x001/002").body();

        assertThat(get("/log/tile/0/x001/002.p/100").body()).isEqualTo(Arrays.copyOf(full, 100 * MerkleHash.LENGTH));
    }

    @ParameterizedTest
    @CsvSource({
        "entries/000, 0, 256",
        "entries/000.p/1, 0, 1",
        "entries/x001/002, 256512, 256",
        "entries/x001/003.p/17, 256768, 17"
    })
    void aBundleIsTheEntriesThatTheTileHasTheHashesOf(String path, int first, int width) throws IOException {
        RawHttp.Response response = get("/log/tile/" + path);

        assertThat(response.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(response.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        List<byte[]> entries = EntryBundle.decode(response.body(), width);
        assertThat(entries.get(0)).isEqualTo(entry(first));
        byte[] hashes = get("/log/tile/" + path.replace("entries", "0")).body();
        for (int i = 0; i < width; i++) {
            assertThat(MerkleHash.ofLeaf(entries.get(i)).bytes())
                    .isEqualTo(Arrays.copyOfRange(hashes, 32 * i, 32 * i + 32));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0/x001/003",
                "0/x001/003.p/18",
                "0/x001/004.p/1",
                "1/003",
                "1/003.p/236",
                "2/000",
                "2/000.p/4",
                "2/001.p/1",
                "3/000.p/1",
                "63/000.p/1",
                "0/x999/x999/999",
                "entries/x001/003",
                "entries/x001/003.p/18",
                "entries/x001/004.p/1",
                "entries/x999/x999/x999/999"
            })
    void nothingBeyondTheSignedSizeIsServedThoughItIsStored(String path) throws IOException {
        RawHttp.Response response = get("/log/tile/" + path);

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.text()).contains("TILE_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00/000",
                "64/000",
                "-1/000",
                "+0/000",
                "entry/000",
                "0/0",
                "0/00",
                "0/0000",
                "0/x000",
                "0/x000/000",
                "0/000/000",
                "0/x001",
                "0/x001/x002",
                "0/X001/002",
                "0/000.p",
                "0/000.p/0",
                "0/000.p/01",
                "0/000.p/256",
                "0/000.p/1000",
                "0/000.p/x01",
                "0/000.P/1",
                "0/000/1",
                "0/x001.p/1",
                "0/x001%2F002",
                "0/000.p%2F1",
                "0/%2B00",
                "0/000%20",
                "0/x001/000.p/1/1",
                "entries/000.p/1/1"
            })
    void aResourceHasOnePath(String path) throws IOException {
        RawHttp.Response response = get("/log/tile/" + path);

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.text()).contains("BAD_REQUEST");
    }

    @Test
    void aPathOfMoreSegmentsThanAnyLogHereReachesIsNone() throws IOException {
        assertThat(get("/log/tile/0/x001/x001/x001/x001/001").status()).isEqualTo(404);
        assertThat(get("/log/tile/0").status()).isEqualTo(404);
        assertThat(get("/log/tile").status()).isEqualTo(404);
        assertThat(get("/log/tile/0/000/").status()).isEqualTo(404);
    }

    @Test
    void aProofShowsThatTheEntryIsInTheSignedTree() throws IOException {
        RawHttp.Response response = get("/actions/files.move/versions/1.0.0/proof");

        assertThat(response.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(response.header("Cache-Control")).isEqualTo("no-cache");
        TlogProof proof = TlogProof.parse(response.body());
        assertThat(proof.inclusion().index()).isEqualTo(SIZE - 1);
        LogPolicy policy = LogPolicy.ofLogs(List.of(signer.verifierKey()));
        assertThat(proof.verify(MerkleHash.ofLeaf(entry(SIZE - 1)), policy)
                        .checkpoint()
                        .size())
                .isEqualTo(SIZE);
    }

    @Test
    void thereIsNoProofForWhatNoCheckpointCovers() throws IOException {
        RawHttp.Response response = get("/actions/files.move/versions/2.0.0/proof");

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.text()).contains("LOG_NOT_SIGNED", "\"log_index\":" + SIZE, "\"size\":" + SIZE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=2&to=1",
                "from=0&to=1",
                "from=-1&to=1",
                "from=1",
                "to=1",
                "",
                "from=1&to=9007199254740992",
                "from=1&to=99999999999999999999",
                "from=1&to=256786",
                "from=256786&to=256786",
                "from=1.0&to=2",
                "from=01&to=2",
                "from=1&from=1&to=2",
                "from=x&to=2",
                "from=1&to=2&hash=x"
            })
    void aConsistencyProofIsRefusedOutsideTheSignedSizes(String query) throws IOException {
        RawHttp.Response response = get("/log/proof/consistency?" + query);

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.text()).contains("BAD_REQUEST");
    }

    @Test
    void aConsistencyProofReachesTheSignedSize() throws IOException {
        assertThat(get("/log/proof/consistency?from=" + SIZE + "&to=" + SIZE).text())
                .isEqualTo("{\"from\":" + SIZE + ",\"to\":" + SIZE + ",\"hashes\":[]}");
        assertThat(get("/log/proof/consistency?from=1&to=2").text())
                .isEqualTo("{\"from\":1,\"to\":2,\"hashes\":[\"" + MerkleHash.ofLeaf(entry(1)) + "\"]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/log/checkpoint", "/log/vkey", "/log/tile/0/000", "/actions/files.move/versions/1.0.0/proof"})
    void headHasTheHeadersOfGet(String path) throws IOException {
        RawHttp.Response head = RawHttp.exchange(port, "HEAD", path);

        check.require("HEAD", path, head.status(), head.headers(), head.body());
        assertThat(get(path).headers()).containsAllEntriesOf(head.headers());
        assertThat(head.headers()).containsKeys("Content-Type", "Cache-Control");
    }

    @ParameterizedTest
    @CsvSource({"/log/checkpoint, application/json", "/log/tile/0/000, text/plain", "/log/vkey, text/html"})
    void whatIsNotOfferedIsNotAcceptable(String path, String accept) throws IOException {
        RawHttp.Response response = RawHttp.exchange(port, "GET", path, "Accept: " + accept);

        assertThat(response.status()).isEqualTo(406);
    }
}
