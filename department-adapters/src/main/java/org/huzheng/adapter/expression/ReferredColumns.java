package org.huzheng.adapter.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The columns an expression names.
 *
 * @param byName plain identifiers
 * @param byIndex texts {@code row} is indexed with
 */
record ReferredColumns(Set<String> byName, Set<String> byIndex) {
    static final String ROW = "row";

    private static final String INDEX = "_[_]";

    static ReferredColumns of(CelAbstractSyntaxTree parsed) {
        Set<String> named = new TreeSet<>();
        Set<String> indexed = new TreeSet<>();
        Set<String> bound = new TreeSet<>();
        List<CelExpr> nodes = CelNavigableAst.fromAst(parsed)
                .getRoot()
                .allNodes()
                .map(CelNavigableExpr::expr)
                .toList();
        for (CelExpr node : nodes) {
            switch (node.getKind()) {
                case IDENT -> named.add(node.ident().name());
                case CALL -> addIndex(node.call(), indexed);
                case SELECT -> {
                    if (isRow(node.select().operand()) && !node.select().testOnly()) {
                        indexed.add(node.select().field());
                    }
                }
                case COMPREHENSION -> {
                    bound.add(node.comprehension().iterVar());
                    bound.add(node.comprehension().iterVar2());
                    bound.add(node.comprehension().accuVar());
                }
                default -> {
                    // Constants, lists and maps name no column themselves.
                }
            }
        }
        named.removeAll(bound);
        named.remove(ROW);
        return new ReferredColumns(named, indexed);
    }

    private static void addIndex(CelExpr.CelCall call, Set<String> indexed) {
        if (call.function().equals(INDEX) && isRow(call.args().get(0))) {
            CelExpr key = call.args().get(1);
            if (key.getKind() == Kind.CONSTANT && key.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
                indexed.add(key.constant().stringValue());
            }
        }
    }

    private static boolean isRow(CelExpr expression) {
        return expression.getKind() == Kind.IDENT && expression.ident().name().equals(ROW);
    }
}
