package org.actionregistry.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.actionregistry.json.CanonicalJson;
import org.actionregistry.merkle.Checkpoint;
import org.actionregistry.merkle.ConsistencyProof;
import org.actionregistry.merkle.EntryBundle;
import org.actionregistry.merkle.InclusionProof;
import org.actionregistry.merkle.MerkleHash;
import org.actionregistry.merkle.RightEdge;
import org.actionregistry.merkle.Tile;
import org.actionregistry.merkle.TileId;
import org.actionregistry.merkle.TilePath;
import org.actionregistry.merkle.TiledNodes;
import org.actionregistry.merkle.TlogProof;
import org.actionregistry.merkle.TreeGrowth;
import org.actionregistry.signing.Base64Text;
import org.actionregistry.signing.Digest;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.KeyName;
import org.actionregistry.signing.NoteSigner;
import org.actionregistry.signing.SignedNote;
import org.jspecify.annotations.Nullable;

/**
 * A registry's log over HTTP, kept in memory, with the versions it publishes; and what a registry that lies would serve
 * instead.
 */
public final class ServedLog implements AutoCloseable {
    public static final String ORIGIN = "registry.example/log";
    public static final String KID = "test-key";

    private static final Pattern VERSION = Pattern.compile("/actions/([^/]+)/versions/([^/]+)(/proof)?");
    private static final Pattern CONSISTENCY = Pattern.compile("from=(\\d+)&to=(\\d+)");
    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    static {
        // Read once a process. Without it each answer waits 40 ms for the client's delayed ACK.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private record Reply(int status, byte[] body) {
        static final Reply NOT_FOUND = new Reply(
                404, "{\"error\":{\"code\":\"NOT_FOUND\",\"message\":\"none\",\"details\":{}}}".getBytes(UTF_8));
    }

    private final NoteSigner signer =
            new NoteSigner(new KeyName(ORIGIN), Ed25519PrivateKey.generate(new SecureRandom()));
    private final Ed25519PrivateKey publisher = Ed25519PrivateKey.generate(new SecureRandom());
    private final List<byte[]> leaves = new CopyOnWriteArrayList<>();
    private final Map<TileId, Tile> tiles = new ConcurrentHashMap<>();
    private final Map<String, byte[]> documents = new ConcurrentHashMap<>();
    private final Map<String, Long> indexes = new ConcurrentHashMap<>();
    private final Map<String, Reply> lies = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private RightEdge edge = RightEdge.EMPTY;
    private volatile SignedNote checkpoint = signed(RightEdge.EMPTY);

    public ServedLog() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** The key the log signs with. */
    public NoteSigner signer() {
        return signer;
    }

    /** The key the publisher signs with. */
    public Ed25519PrivateKey publisher() {
        return publisher;
    }

    public long size() {
        return edge.size();
    }

    public SignedNote checkpoint() {
        return checkpoint;
    }

    public byte[] leaf(long index) {
        return leaves.get((int) index).clone();
    }

    /** The targets of all requests so far. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public void forgetRequests() {
        requests.clear();
    }

    /** Publishes {@code count} versions of actions with names of their own, and signs. */
    public ServedLog publishMany(int count) {
        for (int i = 0; i < count; i++) {
            append(publication("bulk.action-" + edge.size(), "1.0.0"));
        }
        return sign();
    }

    /** Publishes one version, and signs. */
    public ServedLog publish(String name, String version) {
        append(publication(name, version));
        return sign();
    }

    /** Logs any bytes, and signs. */
    public ServedLog log(byte[] leaf) {
        append(leaf);
        return sign();
    }

    private void append(byte[] leaf) {
        leaves.add(leaf);
        TreeGrowth growth = edge.append(List.of(MerkleHash.ofLeaf(leaf)));
        growth.tiles().forEach(tile -> tiles.put(tile.id(), tile));
        edge = growth.edge();
    }

    private ServedLog sign() {
        checkpoint = signed(edge);
        return this;
    }

    private SignedNote signed(RightEdge tree) {
        return signed(new Checkpoint(ORIGIN, tree.size(), tree.root()));
    }

    /** Any checkpoint, signed by the log's key. */
    public SignedNote signed(Checkpoint any) {
        return any.sign(List.of(signer));
    }

    /** The leaf of the next entry, whose document is served from now on. */
    public byte[] publication(String name, String version) {
        long index = edge.size();
        Map<String, @Nullable Object> schema = Map.of("name", name, "version", version, "title", "entry " + index);
        byte[] canonical = CanonicalJson.encode(schema);
        Digest digest = Digest.of(canonical);
        String sig = "base64:" + Base64Text.encodeBare(publisher.sign(digest.bytes()));
        String time = EPOCH.plusSeconds(index).toString().replace("Z", ".000000Z");
        Map<String, @Nullable Object> leaf = new LinkedHashMap<>();
        leaf.put("index", index);
        leaf.put("type", "version.published");
        leaf.put("time", time);
        leaf.put("name", name);
        leaf.put("version", version);
        leaf.put("hash", digest.toString());
        leaf.put("alg", "ed25519");
        leaf.put("kid", KID);
        leaf.put("sig_sha256", Digest.of(sig.getBytes(UTF_8)).hex());
        Map<String, @Nullable Object> document = new HashMap<>(Map.of(
                "name",
                name,
                "version",
                version,
                "schema",
                schema,
                "hash",
                digest.toString(),
                "signature",
                Map.of("alg", "ed25519", "kid", KID, "sig", sig),
                "verified",
                true,
                "status",
                "active",
                "created_at",
                EPOCH.plusSeconds(index).toString(),
                "log_index",
                index));
        documents.putIfAbsent("/actions/" + name + "/versions/" + version, CanonicalJson.encode(document));
        documents.putIfAbsent("/digests/" + digest, canonical);
        indexes.putIfAbsent("/actions/" + name + "/versions/" + version + "/proof", index);
        return CanonicalJson.encode(leaf);
    }

    /** Serves other bytes at a path. */
    public void serve(String path, byte[] body) {
        lies.put(path, new Reply(200, body));
    }

    /** Answers a path with a status and an error document. */
    public void refuse(String path, int status) {
        lies.put(path, new Reply(status, Reply.NOT_FOUND.body()));
    }

    /** Serves the truth again. */
    public void tellTheTruth() {
        lies.clear();
    }

    /** The bytes that are served at a path. */
    public byte[] served(String path) {
        return truth(path, "").body();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            String query = String.valueOf(exchange.getRequestURI().getRawQuery());
            requests.add(path);
            Reply lie = lies.get(path);
            Reply reply = lie != null ? lie : truth(path, query);
            exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
            exchange.getResponseBody().write(reply.body());
        }
    }

    private Reply truth(String path, String query) {
        if (path.equals("/log/checkpoint")) {
            return new Reply(200, checkpoint.bytes());
        }
        if (path.equals("/log/vkey")) {
            return new Reply(200, (signer.verifierKey() + "\n").getBytes(UTF_8));
        }
        if (path.startsWith("/log/tile/")) {
            return tile(TilePath.parse(path.substring("/log/tile/".length())));
        }
        if (path.equals("/log/proof/consistency")) {
            return consistency(query);
        }
        Long proven = indexes.get(path);
        if (proven != null) {
            return new Reply(200, bareProof(proven).toString().getBytes(UTF_8));
        }
        byte[] document = documents.get(path);
        return document == null
                        || !path.startsWith("/digests/")
                                && !VERSION.matcher(path).matches()
                ? Reply.NOT_FOUND
                : new Reply(200, document);
    }

    private Reply tile(TilePath path) {
        if (!path.isWithin(Checkpoint.parse(checkpoint.text()).size())) {
            return Reply.NOT_FOUND;
        }
        if (path.kind() == TilePath.Kind.HASHES) {
            Tile tile = tiles.get(path.id());
            return tile == null
                    ? Reply.NOT_FOUND
                    : new Reply(200, tile.prefix(path.width()).bytes());
        }
        int from = (int) path.id().index() * Tile.MAX_WIDTH;
        return new Reply(200, EntryBundle.encode(new ArrayList<>(leaves.subList(from, from + path.width()))));
    }

    private Reply consistency(String query) {
        Matcher sizes = CONSISTENCY.matcher(query);
        if (!sizes.matches()) {
            return new Reply(400, Reply.NOT_FOUND.body());
        }
        ConsistencyProof proof = consistency(Long.parseLong(sizes.group(1)), Long.parseLong(sizes.group(2)));
        return new Reply(
                200,
                CanonicalJson.encode(Map.of(
                        "from",
                        proof.from(),
                        "to",
                        proof.to(),
                        "hashes",
                        proof.path().stream().map(MerkleHash::toString).toList())));
    }

    /** The proof between two sizes. */
    public ConsistencyProof consistency(long from, long to) {
        return ConsistencyProof.of(from, to, new TiledNodes(tiles.values()));
    }

    /** The proof of an entry, which carries the entry. */
    public TlogProof proof(long index) {
        return bareProof(index).withExtra(leaf(index));
    }

    private TlogProof bareProof(long index) {
        return TlogProof.of(InclusionProof.of(index, edge.size(), new TiledNodes(tiles.values())), checkpoint);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
