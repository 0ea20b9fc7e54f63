package org.huzheng.adapter.source.filedrop.format;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.adapter.validation.Rule;

/** Decodes text that was split on bytes, some of it while each was taken for one Latin-1 character. Used by one thread. */
final class Decoding {
    private final CharsetDecoder decoder;

    Decoding(Charset encoding) {
        this.decoder = encoding.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    String decode(String latin) throws CharacterCodingException {
        for (int index = 0; index < latin.length(); index++) {
            if (latin.charAt(index) > 0x7F) {
                byte[] bytes = bytesOf(latin);
                return decode(bytes, 0, bytes.length);
            }
        }
        return latin;
    }

    /** Decodes the bytes from one place up to another. */
    String decode(byte[] bytes, int from, int to) throws CharacterCodingException {
        for (int index = from; index < to; index++) {
            if (bytes[index] < 0) {
                return decoder.decode(ByteBuffer.wrap(bytes, from, to - from)).toString();
            }
        }
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    static byte[] bytesOf(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    String encoding() {
        return decoder.charset().name();
    }

    Rejection undecodable() {
        return Rejection.ofRow(Rule.UNDECODABLE_BYTES, "text in " + encoding(), "bytes that are none");
    }
}
