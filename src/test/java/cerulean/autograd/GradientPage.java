package cerulean.autograd;

import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.testing.OpRow;
import cerulean.testing.OpTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// The page `docs/gradients.md`: what is known of each operation's derivatives, found by running
/// it.
final class GradientPage {

  private static final String HEAD =
      """
      # Operations and their derivatives

      Made from the op table by a test (`-Dcerulean.update=true`), which fails where this page says something else.

      - **first order**: the gradient, compared with central differences in F64, to seven digits, for every row of the
        op table; in F32 with that in F64.
      - **second order**: the gradient of the gradient, compared with differences too. Kinks (ties of a maximum, a bound, a zero) lie
        between the inputs of the rows; what the derivative is there, the comment of the method says, and the vectors computed with
        PyTorch check it.
      - **forward mode**: tangents (`Grad.jvp`), compared with the gradient.
      - **vmap**: whether many examples are computed at once ("together"), or one after the other in values or gradients.

      """;

  private GradientPage() {}

  /// The operations by name, each with its rows.
  static Map<String, List<OpRow>> operations() {
    return OpTable.rows().stream()
        .collect(Collectors.groupingBy(OpRow::op, TreeMap::new, Collectors.toList()));
  }

  private static Set<String> without() {
    return OpTable.rows().stream()
        .filter(row -> row.variable() == null)
        .map(OpRow::op)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static String markdown() {
    Set<String> without = without();
    StringBuilder table = new StringBuilder();
    int complete = 0;
    for (var operation : operations().entrySet()) {
      List<OpRow> rows = operation.getValue().stream().filter(r -> r.variable() != null).toList();
      if (!rows.isEmpty()) {
        table.append(line(operation.getKey(), rows));
        complete++;
      }
    }
    StringBuilder page = new StringBuilder(HEAD);
    page.append("**" + complete + " operations have all derivatives, ");
    page.append(without.size() + " have none.**\n\n");
    page.append("| operation | first order | second order | forward mode | vmap |\n");
    page.append("|---|---|---|---|---|\n").append(table);
    page.append(
        "\n## Without derivatives\n\nResults that are indices or truth values, constant in");
    page.append(" pieces, or only looked at:\n\n" + wrapped(without));
    return page.toString();
  }

  private static String line(String op, List<OpRow> rows) {
    boolean tangents = rows.stream().allMatch(GradientPage::hasTangent);
    return "| `%s` | compared | compared | %s | %s |%n"
        .formatted(op, tangents ? "compared" : "missing", batch(rows))
        .replace("\r", "");
  }

  private static boolean hasTangent(OpRow row) {
    try {
      List<Variable> x = inputs(row, 0).stream().map(Variable::constant).toList();
      Grad.jvp(in -> List.of(row.variable().apply(in)), x, x);
      return true;
    } catch (UnsupportedOperationException none) {
      return false;
    }
  }

  static String batch(List<OpRow> rows) {
    boolean values = rows.stream().allMatch(row -> isTogether(row, false));
    boolean gradients = rows.stream().allMatch(row -> isTogether(row, true));
    return values && gradients ? "together" : values ? "gradients in a loop" : "in a loop";
  }

  /// Whether as many operations are recorded for many examples as for few.
  private static boolean isTogether(OpRow row, boolean gradients) {
    return recorded(row, gradients, 2) == recorded(row, gradients, 4);
  }

  private static int recorded(OpRow row, boolean gradients, int examples) {
    List<Variable> in = new ArrayList<>();
    for (int i = 0; i < row.shapes().length; i++) {
      int place = i;
      Tensor[] each = new Tensor[examples];
      Arrays.setAll(each, e -> inputs(row, e).get(place));
      in.add(Variable.leaf(Tensor.stack(0, each)));
    }
    UnaryOperator<List<Variable>> f =
        gradients
            ? Grad.ofAll(x -> {
              Variable y = row.variable().apply(x);
              return y.mul(y).sum();
            })
            : x -> List.of(row.variable().apply(x));
    return nodes(Vmap.ofAll(f).apply(in));
  }

  /// The number of operations that variables were computed by.
  private static int nodes(List<Variable> results) {
    Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    ArrayDeque<Variable> stack = new ArrayDeque<>(results);
    while (!stack.isEmpty()) {
      Node node = stack.pop().node();
      if (node != null && seen.add(node)) {
        stack.addAll(Arrays.asList(node.inputs()));
      }
    }
    return seen.size();
  }

  private static List<Tensor> inputs(OpRow row, int example) {
    return OpGradientTest.inputs(row, Philox.of(row.toString().hashCode() + example));
  }

  private static String wrapped(Set<String> names) {
    StringBuilder lines = new StringBuilder();
    int column = 0;
    for (String name : names) {
      String word = "`" + name + "`";
      if (column > 0 && column + word.length() > 118) {
        lines.append('\n');
        column = 0;
      }
      lines.append(column == 0 ? "" : " ").append(word);
      column += word.length() + 1;
    }
    return lines.append('\n').toString();
  }
}
