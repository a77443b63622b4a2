package org.actionregistry.http;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.Optional;

/** A range of IP addresses in CIDR notation (RFC 4632, RFC 4291), or a single address. */
public final class AddressRange {
    private final byte[] network;
    private final int prefix;

    private AddressRange(byte[] network, int prefix) {
        this.network = network;
        this.prefix = prefix;
    }

    /** @throws IllegalArgumentException when the text is neither; names are not looked up */
    public static AddressRange parse(String text) {
        String[] parts = text.split("/", -1);
        byte[] address = bytes(parts[0])
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no address and no range"));
        int bits = address.length * Byte.SIZE;
        if (parts.length == 1) {
            return new AddressRange(address, bits);
        }
        if (parts.length > 2 || !parts[1].matches("[0-9]{1,3}") || Integer.parseInt(parts[1]) > bits) {
            throw new IllegalArgumentException("'" + text + "' should end in a prefix of 0 to " + bits + " bits");
        }
        return new AddressRange(address, Integer.parseInt(parts[1]));
    }

    /** The address as bytes, an IPv4 one in IPv6 form as IPv4; empty for what is none. */
    static Optional<byte[]> bytes(String text) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(text);
        if (address == null) {
            return Optional.empty();
        }
        return Optional.of(isMappedIpv4(address) ? Arrays.copyOfRange(address, 12, 16) : address);
    }

    private static boolean isMappedIpv4(byte[] address) {
        if (address.length != 16 || address[10] != -1 || address[11] != -1) {
            return false;
        }
        for (int i = 0; i < 10; i++) {
            if (address[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether the address lies in it; an address of the other family does not. */
    boolean contains(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit += Byte.SIZE) {
            int mask = prefix - bit >= Byte.SIZE ? 0xFF : 0xFF << (Byte.SIZE - (prefix - bit)) & 0xFF;
            int at = bit / Byte.SIZE;
            if ((address[at] & mask) != (network[at] & mask)) {
                return false;
            }
        }
        return true;
    }
}
