package org.actionregistry.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One HTTP/1.1 connection on which tests send bytes no client library would send, and read whole responses. */
public final class RawHttp implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final PushbackInputStream in;

    /** A response; header names are not case-sensitive. */
    public record Response(
            int status,
            Map<String, List<String>> headers,
            @SuppressWarnings("ArrayRecordComponent") byte[] body) {
        /** The first line of a header, or the empty string. */
        public String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }

        /** The body as text. */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** Connects to a server on this machine. */
    public RawHttp(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = new PushbackInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One request without a body on a connection of its own. */
    public static Response exchange(int port, String method, String target, String... headers) {
        try (RawHttp http = new RawHttp(port)) {
            http.send(head(method, target, headers));
            return http.read(method.equals("HEAD"));
        }
    }

    /** The text of a request's head, with a {@code Host}. */
    public static String head(String method, String target, String... headers) {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    /** Sends text, one byte a character, so that every octet can be written. */
    public RawHttp send(String latin1) {
        return send(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends bytes. A server that has answered already may have closed; what it said is still to be read. */
    public RawHttp send(byte[] bytes) {
        var unused = isSent(bytes);
        return this;
    }

    /** Sends bytes; whether the connection still took them. */
    public boolean isSent(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return true;
        } catch (IOException closedByServer) {
            return false;
        }
    }

    /** Sends a whole request without a body, with the bootstrap key; {@code target} goes out exactly as it is. */
    public Answer get(String target) {
        send(head("GET", target, "X-API-Key: " + TestRegistry.BOOTSTRAP_KEY));
        return answer("GET", target);
    }

    /** Reads the next response, which is held to the contract. */
    public Answer answer(String method, String path) {
        Response response = read(method.equals("HEAD"));
        HttpHeaders headers = HttpHeaders.of(response.headers(), (name, value) -> true);
        return Responses.held(new Answer(method, path, response.status(), headers, response.body()));
    }

    /** Reads one response. */
    public Response read() {
        return read(false);
    }

    /**
     * Reads one response.
     *
     * @param head whether it answers a HEAD, so that no body follows whatever {@code Content-Length} says
     */
    public Response read(boolean head) {
        try {
            return response(head);
        } catch (IOException e) {
            throw new UncheckedIOException("no whole response", e);
        }
    }

    private Response response(boolean head) throws IOException {
        String[] start = line().split(" ", 3);
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        Response response = new Response(Integer.parseInt(start[1]), headers, new byte[0]);
        boolean bodiless = head || response.status() < 200 || response.status() == 204 || response.status() == 304;
        return bodiless ? response : new Response(response.status(), headers, body(response));
    }

    private byte[] body(Response response) throws IOException {
        if (!response.header("Transfer-Encoding").equals("chunked")) {
            String length = response.header("Content-Length");
            return length.isEmpty() ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length));
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.write(in.readNBytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection was closed after '" + line + "'");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** The next line of what the server sends, for responses that are not final. */
    public String readLine() {
        try {
            return line();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether something arrives, or the connection is closed, within so many milliseconds. */
    public boolean hasInputWithin(int milliseconds) {
        try {
            socket.setSoTimeout(milliseconds);
            try {
                int octet = in.read();
                if (octet >= 0) {
                    in.unread(octet);
                }
                return true;
            } catch (SocketTimeoutException nothing) {
                return false;
            } finally {
                socket.setSoTimeout(PATIENCE_MILLIS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the server closes the connection, without sending more, before patience runs out. */
    public boolean isClosedByServer() {
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    /** Whether the server closes the connection, whatever it sends before, before patience runs out. */
    public boolean isCutOff() {
        try {
            in.transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    /** The same, with patience of its own. */
    public boolean isCutOffWithin(int milliseconds) {
        try {
            socket.setSoTimeout(milliseconds);
            return isCutOff();
        } catch (IOException gone) {
            return true;
        }
    }

    /** Whether the server closes the connection within this time in all, whatever it sends before. */
    public boolean endsWithin(Duration time) {
        Instant end = Instant.now().plus(time);
        try {
            for (long left = time.toMillis();
                    left > 0;
                    left = Duration.between(Instant.now(), end).toMillis()) {
                socket.setSoTimeout(Math.toIntExact(left));
                if (in.read() < 0) {
                    return true;
                }
            }
            return false;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    /** Closes it with RST, as a machine does that has gone. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
