package org.actionregistry.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.actionregistry.signing.SignedNote;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessServerTest {
    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private final WitnessedLog log = new WitnessedLog("log.example");
    private WitnessState state;
    private WitnessServer server;

    @BeforeEach
    void start() throws IOException {
        state = WitnessState.open(directory.resolve("state.json"), WitnessedLog.COSIGNER.verifierKey());
        Witness witness = new Witness(List.of(log.key()), WitnessedLog.COSIGNER, state, Clock.systemUTC());
        server = WitnessServer.start(witness, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        state.close();
    }

    private HttpResponse<String> send(String method, String path, byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
    }

    @Test
    void cosignsOverHttp() throws Exception {
        HttpResponse<String> answer =
                send("POST", "/add-checkpoint", log.request(0, 5).bytes());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(log.checkpoint(5)
                        .with(SignedNote.parseSignatures(answer.body()))
                        .open(List.of(WitnessedLog.COSIGNER.verifierKey())))
                .hasSize(1);
    }

    @Test
    void tellsItsSizeInTheContentTypeOfOne() throws Exception {
        HttpResponse<String> answer =
                send("POST", "/add-checkpoint", log.request(3, 5).bytes());

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/x.tlog.size");
        assertThat(answer.body()).isEqualTo("0\n");
    }

    @Test
    void refusesABodyThatIsTooLongAndGoesOnAnswering() throws Exception {
        assertThat(send("POST", "/add-checkpoint", new byte[2 * SignedNote.MAX_BYTES])
                        .statusCode())
                .isEqualTo(400);
        assertThat(send("POST", "/add-checkpoint", log.request(0, 5).bytes()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void saysWhoItIs() throws Exception {
        HttpResponse<String> answer = send("GET", "/", new byte[0]);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("vkey " + WitnessedLog.COSIGNER.verifierKey())
                .contains("log log.example\n");
    }

    @Test
    void answersNothingElse() throws Exception {
        HttpResponse<String> get = send("GET", "/add-checkpoint", new byte[0]);
        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(get.headers().firstValue("Allow")).hasValue("POST");
        assertThat(send("DELETE", "/", new byte[0]).statusCode()).isEqualTo(405);
        assertThat(send("GET", "/state.json", new byte[0]).statusCode()).isEqualTo(404);
    }
}
