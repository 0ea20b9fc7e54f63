package org.huzheng.api;

import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.exchange.RequestForm;
import org.huzheng.exchange.RequestHeader;

/** Reads the part of a request body that one type of question asks for. A new type is one more of these. */
interface TypeIntake {
    /** Code of the type in the interface and in scopes. */
    String type();

    /** The member that names whom a request is about. */
    default String subject() {
        return "applicant";
    }

    /** Key of whom a request is about; refuses an asker who may not ask about them. */
    default String subjectKey(JsonBody body, People people, Asker asker) {
        return people.keyOf(body, subject());
    }

    /** Members this type reads beside those of every request. */
    Set<String> members();

    /** Whether this form can be asked for. */
    default boolean serves(RequestForm form) {
        return true;
    }

    /** Whether what is asked is asked of a day: of today, where the body names none. */
    default boolean asksOfADay() {
        return false;
    }

    /** The request record. */
    SpecificRecord read(RequestHeader header, JsonBody body, People people);
}
