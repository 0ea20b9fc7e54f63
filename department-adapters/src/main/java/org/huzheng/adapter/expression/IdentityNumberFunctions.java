package org.huzheng.adapter.expression;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.exceptions.CelBadFormatException;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.List;
import java.util.stream.Stream;
import org.huzheng.identity.RefusedNumberException;
import org.huzheng.identity.ResidentIdentityNumber;

/**
 * What an expression may ask of a resident identity number (GB 11643-1999), whichever way the register writes it: {@code identityNumber(text)}, its
 * 18 characters, and {@code birthDate(text)}, the day it carries as 2006-01-31. A text that is no such number has no value.
 */
final class IdentityNumberFunctions {
    private static final String IDENTITY_NUMBER = "identityNumber";
    private static final String BIRTH_DATE = "birthDate";

    private IdentityNumberFunctions() {}

    /** The functions as the compiler knows them. */
    static List<CelFunctionDecl> declarations() {
        return Stream.of(IDENTITY_NUMBER, BIRTH_DATE)
                .map(name -> CelFunctionDecl.newFunctionDeclaration(
                        name,
                        CelOverloadDecl.newGlobalOverload(overloadOf(name), SimpleType.STRING, SimpleType.STRING)))
                .toList();
    }

    /** The functions as the runtime calls them. */
    static List<CelFunctionBinding> bindings() {
        return List.of(
                CelFunctionBinding.from(overloadOf(IDENTITY_NUMBER), String.class, text -> number(IDENTITY_NUMBER, text)
                        .value()),
                CelFunctionBinding.from(overloadOf(BIRTH_DATE), String.class, text -> number(BIRTH_DATE, text)
                        .birthDate()
                        .toString()));
    }

    private static String overloadOf(String name) {
        return name + "_string";
    }

    private static ResidentIdentityNumber number(String function, String text) {
        try {
            return ResidentIdentityNumber.parse(text);
        } catch (RefusedNumberException e) {
            // Of any other exception CEL makes a message that repeats the argument, which is personal.
            throw new CelBadFormatException(function + ": expected a resident identity number (GB 11643-1999): "
                    + e.expected() + (e.position() > 0 ? " at character " + e.position() : ""));
        }
    }
}
