package org.huzheng.certificate;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.huzheng.certificate.CertificateNumberException.Part;
import org.huzheng.digest.Sha256;

/**
 * The number of an electronic certificate (电子证照标识, GB/T 36904-2018), written {@code
 * 1.2.156.3005.2.<type>.<issuer>.<serial>.<version>.<check>}. The check character is ISO 7064 MOD 37,36 over type, issuer,
 * serial and version put together.
 *
 * @param type the code of the certificate type, {@code 0-9A-Z}
 * @param issuer the code of the issuing authority, usually its unified social credit code, {@code 0-9A-Z}
 * @param serial the serial within type and issuer, {@code 0-9A-Z}
 * @param version 1 for the first issue, counted up with each re-issue, at most 999
 */
public record CertificateNumber(String type, String issuer, String serial, int version) {
    /** The arc of national electronic certificates; a constant of the standard. */
    public static final String ROOT = "1.2.156.3005.2";

    /** The greatest version three digits can write. */
    public static final int LAST_VERSION = 999;

    private static final Pattern CODE = Pattern.compile("[0-9A-Z]{1,64}");
    private static final Pattern VERSION = Pattern.compile("[0-9]{3}");
    private static final int RADIX = 36;
    private static final int SERIAL_LENGTH = 20;
    private static final int ROOT_PARTS = 5;
    private static final int PARTS = ROOT_PARTS + 5;

    /** @throws CertificateNumberException naming the part that does not fit the standard */
    public CertificateNumber {
        requireCode(Part.TYPE, type);
        requireCode(Part.ISSUER, issuer);
        requireCode(Part.SERIAL, serial);
        if (version < 1 || version > LAST_VERSION) {
            throw new CertificateNumberException(Part.VERSION, "001 to 999", Integer.toString(version));
        }
    }

    /**
     * The number of a certificate issued for a request. Depends on nothing but its arguments, so that issuing again after a
     * crash gives the same number.
     *
     * @param requestId the id of the request the certificate answers
     * @param version 1 for the first certificate of the request, counted up with each that replaces it
     * @throws CertificateNumberException naming the part that does not fit the standard
     */
    public static CertificateNumber of(String type, String issuer, String requestId, int version) {
        return new CertificateNumber(type, issuer, serialOf(requestId), version);
    }

    /**
     * The serial of a request: SHA-256 of the id's UTF-8 bytes, read as an unsigned big-endian integer, modulo
     * 36<sup>20</sup>, in base 36 with upper-case letters, filled with zeros from the left to 20 characters.
     */
    public static String serialOf(String requestId) {
        BigInteger hash = new BigInteger(1, Sha256.of(requestId.getBytes(StandardCharsets.UTF_8)));
        String digits = hash.mod(BigInteger.valueOf(RADIX).pow(SERIAL_LENGTH))
                .toString(RADIX)
                .toUpperCase(Locale.ROOT);
        return "0".repeat(SERIAL_LENGTH - digits.length()) + digits;
    }

    /**
     * Reads a written number and checks every part of it.
     *
     * @throws CertificateNumberException naming the part that is wrong
     */
    public static CertificateNumber parse(String text) {
        List<String> parts = List.of(text.split("\\.", -1));
        if (parts.size() != PARTS) {
            throw new CertificateNumberException(
                    Part.WHOLE, PARTS + " parts joined by points", parts.size() + " parts");
        }
        String root = String.join(".", parts.subList(0, ROOT_PARTS));
        if (!root.equals(ROOT)) {
            throw new CertificateNumberException(Part.ROOT, ROOT, root);
        }
        String version = parts.get(ROOT_PARTS + 3);
        if (!VERSION.matcher(version).matches()) {
            throw new CertificateNumberException(Part.VERSION, "three digits", version);
        }
        CertificateNumber number = new CertificateNumber(
                parts.get(ROOT_PARTS), parts.get(ROOT_PARTS + 1), parts.get(ROOT_PARTS + 2), Integer.parseInt(version));
        String check = parts.get(ROOT_PARTS + 4);
        if (!check.equals(String.valueOf(number.check()))) {
            throw new CertificateNumberException(Part.CHECK, String.valueOf(number.check()), check);
        }
        return number;
    }

    /**
     * The number of the certificate that replaces this one.
     *
     * @throws CertificateNumberException when the last version was reached
     */
    public CertificateNumber next() {
        return new CertificateNumber(type, issuer, serial, version + 1);
    }

    /** The check character over type, issuer, serial and version. */
    public char check() {
        return Iso7064.mod3736(type + issuer + serial + versionDigits());
    }

    /** The number as written on certificates. */
    @Override
    public String toString() {
        return String.join(".", ROOT, type, issuer, serial, versionDigits(), String.valueOf(check()));
    }

    private String versionDigits() {
        return String.format(Locale.ROOT, "%03d", version);
    }

    private static void requireCode(Part part, String code) {
        if (!CODE.matcher(code).matches()) {
            throw new CertificateNumberException(part, "1 to 64 of 0-9A-Z", "\"" + code + "\"");
        }
    }
}
