package org.huzheng.adapter.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An expression over one row in CEL (Common Expression Language), with CEL's string functions and those of identity numbers: {@code row['列']} is a
 * column, and a column whose name is an identifier can be named plainly. Columns are texts, blank ones the empty text. There is neither clock nor chance, and the work one
 * expression does is bounded.
 */
public final class Expression {
    private static final int LOOP_ROUNDS_MAX = 1_000;
    private static final CelOptions OPTIONS =
            CelOptions.current().comprehensionMaxIterations(LOOP_ROUNDS_MAX).build();
    private static final CelRuntime RUNTIME = CelRuntimeFactory.legacyCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .addLibraries(CelExtensions.strings())
            .addFunctionBindings(IdentityNumberFunctions.bindings())
            .build();

    private final String text;
    private final Type yields;
    private final ReferredColumns columns;
    private final CelRuntime.Program program;

    /** Types an expression can yield. */
    public enum Type {
        STRING(SimpleType.STRING, String.class),
        INT(SimpleType.INT, Long.class),
        BOOL(SimpleType.BOOL, Boolean.class),
        TIMESTAMP(SimpleType.TIMESTAMP, Instant.class);

        private final CelType type;
        private final Class<?> javaType;

        Type(CelType type, Class<?> javaType) {
            this.type = type;
            this.javaType = javaType;
        }

        /** Class of the values. */
        public Class<?> javaType() {
            return javaType;
        }

        private String celName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private Expression(String text, Type yields, ReferredColumns columns, CelRuntime.Program program) {
        this.text = text;
        this.yields = yields;
        this.columns = columns;
        this.program = program;
    }

    /**
     * Compiles and type-checks an expression.
     *
     * @param allowed types it may yield
     * @throws ExpressionException if it is none, or yields another type
     */
    public static Expression compile(String text, Type... allowed) throws ExpressionException {
        try {
            ReferredColumns columns =
                    ReferredColumns.of(compiler().build().parse(text).getAst());
            CelCompilerBuilder compiler =
                    compiler().addVar(ReferredColumns.ROW, MapType.create(SimpleType.STRING, SimpleType.STRING));
            columns.byName().forEach(column -> compiler.addVar(column, SimpleType.STRING));
            CelAbstractSyntaxTree checked = checked(text, compiler);
            Type type = typeOf(checked, allowed);
            return new Expression(text, type, columns, RUNTIME.createProgram(checked));
        } catch (CelValidationException e) {
            throw mistaken(text, e.getErrors());
        } catch (CelEvaluationException e) {
            throw new ExpressionException("a CEL expression that can be run", text + ": " + e.getMessage());
        }
    }

    private static CelCompilerBuilder compiler() {
        return CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(CelExtensions.strings())
                .addFunctionDeclarations(IdentityNumberFunctions.declarations());
    }

    private static CelAbstractSyntaxTree checked(String text, CelCompilerBuilder compiler)
            throws ExpressionException, CelValidationException {
        CelValidationResult result = compiler.build().compile(text);
        if (result.hasError()) {
            throw mistaken(text, result.getErrors());
        }
        return result.getAst();
    }

    private static ExpressionException mistaken(String text, List<CelIssue> issues) {
        String found = issues.stream()
                .map(issue -> issue.getMessage() + " (line "
                        + issue.getSourceLocation().getLine() + ", column "
                        + (issue.getSourceLocation().getColumn() + 1) + ")")
                .collect(Collectors.joining("; "));
        return new ExpressionException("a CEL expression over the row's columns", "\"" + text + "\": " + found);
    }

    private static Type typeOf(CelAbstractSyntaxTree checked, Type... allowed) throws ExpressionException {
        CelType type = checked.getResultType();
        return Arrays.stream(allowed)
                .filter(candidate -> candidate.type.equals(type))
                .findFirst()
                .orElseThrow(() -> new ExpressionException(
                        "an expression that yields "
                                + Arrays.stream(allowed).map(Type::celName).collect(Collectors.joining(" or ")),
                        "one that yields " + type.name()));
    }

    /** The expression as written. */
    public String text() {
        return text;
    }

    /** What it yields. */
    public Type yields() {
        return yields;
    }

    /** The columns it names. */
    public Set<String> columns() {
        return Stream.concat(columns.byName().stream(), columns.byIndex().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Its value for a row.
     *
     * @throws NoValueException if it has none
     */
    public Object evaluate(Map<String, @Nullable String> row) throws NoValueException {
        for (String column : columns.byName()) {
            if (!row.containsKey(column)) {
                throw new NoValueException("no column " + column, Optional.of(column));
            }
        }
        try {
            return program.eval(name -> find(name, row));
        } catch (CelEvaluationException e) {
            Optional<String> missing = columns.byIndex().stream()
                    .filter(column -> !row.containsKey(column))
                    .findFirst();
            throw new NoValueException(String.valueOf(e.getMessage()), missing);
        }
    }

    private static Optional<Object> find(String name, Map<String, @Nullable String> row) {
        return Optional.of(name.equals(ReferredColumns.ROW) ? new Columns(row) : Columns.textOf(row.get(name)));
    }

    @Override
    public String toString() {
        return text;
    }
}
