"""How the analyst wrote a value, for values that are names."""

from __future__ import annotations

from jichim.syntax import model as tree


def value_text(expr: tree.Expr) -> str:
    """How the value of a case or an output cell is called."""
    if isinstance(expr, tree.Ref):
        return expr.name.text
    if isinstance(expr, (tree.String, tree.Quantity)):
        return expr.text
    if isinstance(expr, tree.Truth):
        return "예" if expr.value else "아니오"
    if isinstance(expr, tree.Unary):
        return f"-{value_text(expr.operand)}"
    return "없음" if isinstance(expr, tree.NoneLiteral) else expr.span.text
