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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One TCP connection to a test registry: sends any bytes, reads responses and holds them to the contract. */
public final class RawConnection implements AutoCloseable {
    private static final int PATIENCE_MS = 20_000;

    private final Socket socket;
    private final PushbackInputStream in;

    private RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new PushbackInputStream(socket.getInputStream());
    }

    static RawConnection to(int port) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MS);
            socket.setTcpNoDelay(true);
            return new RawConnection(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends text as Latin-1, so that every octet can be written. */
    public RawConnection send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A server that has answered already may have closed; what it said is still to be read. */
    public RawConnection send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException closedByServer) {
            // The response tells why.
        }
        return this;
    }

    /** Sends a whole request without a body, with the bootstrap key; {@code target} goes out exactly as it is. */
    public Answer get(String target) {
        send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nX-API-Key: " + TestRegistry.BOOTSTRAP_KEY + "\r\n\r\n");
        return answer("GET", target);
    }

    /** Reads the next response. */
    public Answer answer(String method, String path) {
        try {
            String status = line();
            Map<String, List<String>> headers = new LinkedHashMap<>();
            for (String header = line(); !header.isEmpty(); header = line()) {
                int colon = header.indexOf(':');
                headers.computeIfAbsent(header.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                        .add(header.substring(colon + 1).strip());
            }
            HttpHeaders parsed = HttpHeaders.of(headers, (name, value) -> true);
            int length = Integer.parseInt(parsed.firstValue("content-length").orElse("0"));
            byte[] body = in.readNBytes(length);
            return Responses.held(new Answer(method, path, Integer.parseInt(status.split(" ", 3)[1]), parsed, body));
        } catch (IOException e) {
            throw new UncheckedIOException("no whole response to " + method + " " + path, e);
        }
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
            int octet = in.read();
            if (octet >= 0) {
                in.unread(octet);
            }
            socket.setSoTimeout(PATIENCE_MS);
            return true;
        } catch (SocketTimeoutException nothing) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("the server closed the connection after '" + line + "'");
            }
            line.write(octet);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
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
