package org.huzheng.results;

import java.util.Locale;
import org.huzheng.exchange.Certificate;
import org.huzheng.exchange.Dispute;
import org.huzheng.exchange.StatusChange;

/** Keys of the result stores. Numbers in keys are padded, so that text order is number order. */
final class ResultKeys {
    private ResultKeys() {}

    static String certificate(String number) {
        return "number/" + number;
    }

    /** Number by request and version. */
    static String version(Certificate certificate) {
        return versionsOf(certificate.getRequestId()) + String.format(Locale.ROOT, "%03d", certificate.getVersion());
    }

    static String versionsOf(String requestId) {
        return "request/" + requestId + "/";
    }

    /** Present once a certificate has a slot in the list. */
    static String listInUse(String listId) {
        return "list/" + listId;
    }

    static String status(String number) {
        return "number/" + number;
    }

    /** Present while the slot is anything but valid. */
    static String slot(StatusChange change) {
        return slotsOf(change.getStatusList()) + String.format(Locale.ROOT, "%06d", change.getStatusIndex());
    }

    static String slotsOf(String listId) {
        return "list/" + listId + "/";
    }

    static String dispute(String id) {
        return "dispute/" + id;
    }

    static String disputeOfPerson(Dispute dispute) {
        return disputesOfPerson(dispute.getPersonKey()) + dispute.getHeader().getRecordId();
    }

    static String disputesOfPerson(String personKey) {
        return "person/" + personKey + "/";
    }

    /** Present while the dispute is open and its record was found, under the record type. */
    static String openDispute(Dispute dispute) {
        return openDisputesAbout(dispute.getRecordType()) + dispute.getHeader().getRecordId();
    }

    static String openDisputesAbout(String recordType) {
        return "open/" + recordType + "/";
    }

    /** What a key that lists something lists. */
    static String listed(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    static int indexOf(String slotKey) {
        return Integer.parseInt(listed(slotKey));
    }
}
