package org.actionregistry.http;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who a request comes from. That is the other end of the connection, unless it is a proxy the operator trusts: then it is
 * whom the proxy names. Of a list of proxies only the part that trusted ones have written is believed, from the right;
 * what stands left of it anyone may have made up. Only one header is read, the one that the proxy is known to write: the
 * other would reach this server as the client sent it.
 */
public final class ClientAddresses {
    /** Which header trusted proxies write. */
    public enum Header {
        X_FORWARDED_FOR("X-Forwarded-For"),
        /** RFC 7239. */
        FORWARDED("Forwarded");

        private final String text;

        Header(String text) {
            this.text = text;
        }
    }

    private static final int IPV4_BYTES = 4;

    /** One provider's customers hold a /64 each, and may change what is below it with every request. */
    private static final int IPV6_NETWORK_BYTES = 8;

    private static final Pattern FOR =
            Pattern.compile("(?:^|;)\\s*for=(?:\"([^\"]*)\"|([^;\\s]*))", Pattern.CASE_INSENSITIVE);
    private static final Pattern IPV6_IN_BRACKETS = Pattern.compile("\\[([^]]*)](?::[0-9]{1,5})?");
    private static final Pattern IPV4_WITH_PORT = Pattern.compile("([0-9.]+):[0-9]{1,5}");

    private final List<AddressRange> trusted;
    private final Header header;

    public ClientAddresses(List<AddressRange> trusted, Header header) {
        this.trusted = List.copyOf(trusted);
        this.header = header;
    }

    /** The address; empty where the connection has none. */
    Optional<String> of(HttpServerRequest request) {
        return address(request).map(NetUtil::bytesToIpAddress);
    }

    /** Whose limits a request counts against: the address, an IPv6 one as its network of 64 bits. */
    String networkOf(HttpServerRequest request) {
        return address(request).map(ClientAddresses::network).orElse("unknown");
    }

    private Optional<byte[]> address(HttpServerRequest request) {
        SocketAddress remote = request.remoteAddress();
        String peer = remote == null ? null : remote.hostAddress();
        return (peer == null ? Optional.<byte[]>empty() : AddressRange.bytes(peer))
                .map(address -> isTrusted(address) ? named(request, address) : address);
    }

    /** The rightmost address that no trusted proxy has; the last one that is an address, where something else stands. */
    private byte[] named(HttpServerRequest request, byte[] peer) {
        byte[] nearest = peer;
        List<String> hops = hops(request);
        for (int i = hops.size() - 1; i >= 0; i--) {
            Optional<byte[]> hop = AddressRange.bytes(hops.get(i));
            if (hop.isEmpty()) {
                return nearest;
            }
            nearest = hop.get();
            if (!isTrusted(nearest)) {
                return nearest;
            }
        }
        return nearest;
    }

    private boolean isTrusted(byte[] address) {
        for (AddressRange range : trusted) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private List<String> hops(HttpServerRequest request) {
        List<String> hops = new ArrayList<>();
        for (String line : request.headers().getAll(header.text)) {
            for (String element : line.split(",", -1)) {
                hops.add(bare(header == Header.FORWARDED ? node(element) : element.strip()));
            }
        }
        return hops;
    }

    private static String node(String element) {
        Matcher matcher = FOR.matcher(element.strip());
        if (!matcher.find()) {
            return "";
        }
        return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    }

    /** Without the port that some proxies add. */
    private static String bare(String node) {
        Matcher ipv6 = IPV6_IN_BRACKETS.matcher(node);
        if (ipv6.matches()) {
            return ipv6.group(1);
        }
        Matcher ipv4 = IPV4_WITH_PORT.matcher(node);
        return ipv4.matches() ? ipv4.group(1) : node;
    }

    private static String network(byte[] address) {
        if (address.length == IPV4_BYTES) {
            return NetUtil.bytesToIpAddress(address);
        }
        byte[] network = address.clone();
        Arrays.fill(network, IPV6_NETWORK_BYTES, network.length, (byte) 0);
        return NetUtil.bytesToIpAddress(network) + "/64";
    }
}
