package pasv.net;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * A key of an older form, written as PKCS#8 (RFC 5958 §2), which is all that the JDK reads. The old form becomes the
 * inner part, behind a note on what it is.
 */
final class Pkcs8 {
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    /** Of the curve, in an EC key. */
    private static final int PARAMETERS = 0xA0;

    private static final byte[] VERSION = HexFormat.of().parseHex("020100");
    /** rsaEncryption, without parameters. */
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    /** id-ecPublicKey; the curve follows. */
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

    private Pkcs8() {}

    /** From an RSAPrivateKey (RFC 8017 §A.1.2), the {@code BEGIN RSA PRIVATE KEY} of PEM. */
    static byte[] ofRsa(byte[] key) {
        return der(SEQUENCE, VERSION, RSA, der(OCTETS, key));
    }

    /**
     * From an ECPrivateKey (RFC 5915 §3), the {@code BEGIN EC PRIVATE KEY} of PEM.
     *
     * @throws IllegalArgumentException when it is none, or does not name its curve
     */
    static byte[] ofEc(byte[] key) {
        return der(SEQUENCE, VERSION, der(SEQUENCE, EC, curve(key)), der(OCTETS, key));
    }

    private static byte[] curve(byte[] key) {
        try {
            ByteBuffer outer = ByteBuffer.wrap(key);
            if ((outer.get() & 0xFF) == SEQUENCE) {
                ByteBuffer fields = content(outer);
                while (fields.hasRemaining()) {
                    int tag = fields.get() & 0xFF;
                    ByteBuffer field = content(fields);
                    if (tag == PARAMETERS) {
                        byte[] curve = new byte[field.remaining()];
                        field.get(curve);
                        return curve;
                    }
                }
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("it is cut off", e);
        }
        throw new IllegalArgumentException("it does not name its curve");
    }

    /** What follows a tag: a length, and so many bytes. */
    private static ByteBuffer content(ByteBuffer from) {
        int length = from.get() & 0xFF;
        if (length > 0x80) {
            int digits = length - 0x80;
            length = 0;
            for (int i = 0; i < digits; i++) {
                length = length << 8 | (from.get() & 0xFF);
            }
        }
        ByteBuffer content = from.slice(from.position(), length);
        from.position(from.position() + length);
        return content;
    }

    private static byte[] der(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 4);
        out.write(tag);
        if (length >= 0x100) {
            out.write(0x82); // two bytes of length: no key is larger
            out.write(length >> 8);
        } else if (length >= 0x80) {
            out.write(0x81);
        }
        out.write(length);
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
