package cerulean.autograd;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The graph behind a variable as a picture: operations in boxes, leaves in rounded boxes, shapes
/// on the edges. For graphs that fit a page; the graph must not have been released by a backward
/// pass.
public final class GraphPicture {

  private static final int WIDTH = 150;
  private static final int HEIGHT = 84;
  private static final int BOX_WIDTH = 116;
  private static final int BOX_HEIGHT = 30;

  /// The variables, those that others depend on first.
  private final List<Variable> variables;

  private final IdentityHashMap<Variable, Integer> ids = new IdentityHashMap<>();
  private final Map<Variable, String> names;

  private GraphPicture(Variable root, Map<Variable, String> names) {
    this.names = names;
    this.variables = reached(root);
    for (Variable variable : variables) {
      ids.put(variable, ids.size());
    }
  }

  /// The graph in the language of Graphviz.
  public static String dot(Variable root) {
    return dot(root, Map.of());
  }

  /// The graph in the language of Graphviz; `names` are written on leaves.
  public static String dot(Variable root, Map<Variable, String> names) {
    return new GraphPicture(root, names).dot();
  }

  /// The graph as a picture for a browser.
  public static String svg(Variable root) {
    return svg(root, Map.of());
  }

  /// The graph as a picture for a browser; `names` are written on leaves.
  public static String svg(Variable root, Map<Variable, String> names) {
    return new GraphPicture(root, names).svg();
  }

  private static List<Variable> reached(Variable root) {
    IdentityHashMap<Variable, Boolean> seen = new IdentityHashMap<>();
    List<Variable> found = new ArrayList<>();
    ArrayDeque<Variable> stack = new ArrayDeque<>(List.of(root));
    while (!stack.isEmpty()) {
      Variable variable = stack.pop();
      if (seen.put(variable, true) == null) {
        found.add(variable);
        stack.addAll(inputs(variable));
      }
    }
    // Constants have number 0, leaves and results rise.
    found.sort(Comparator.comparingLong(Variable::number));
    return found;
  }

  private static List<Variable> inputs(Variable variable) {
    Node node = variable.node();
    return node == null ? List.of() : Arrays.asList(node.inputs());
  }

  private String label(Variable variable) {
    Node node = variable.node();
    if (node != null) {
      return node.op().name();
    }
    String kind =
        variable instanceof Parameter ? "parameter" : variable.requiresGrad() ? "leaf" : "constant";
    return names.getOrDefault(variable, kind);
  }

  private String dot() {
    StringBuilder text = new StringBuilder("digraph {\n  rankdir=BT;\n");
    for (Variable variable : variables) {
      text.append(
          "  v%d [label=\"%s\", shape=box%s];\n"
              .formatted(
                  id(variable),
                  label(variable).replace("\"", "\\\""),
                  variable.node() == null ? ", style=rounded" : ""));
      for (Variable input : inputs(variable)) {
        text.append(
            "  v%d -> v%d [label=\"%s\"];\n".formatted(id(input), id(variable), input.shape()));
      }
    }
    return text.append("}\n").toString();
  }

  private String svg() {
    int[][] places = places();
    int columns = 1;
    int rows = 1;
    for (int[] place : places) {
      columns = Math.max(columns, place[0] + 1);
      rows = Math.max(rows, place[1] + 1);
    }
    int height = rows * HEIGHT;
    StringBuilder edges = new StringBuilder();
    StringBuilder shapes = new StringBuilder();
    StringBuilder boxes = new StringBuilder();
    for (Variable variable : variables) {
      int[] place = places[id(variable)];
      int x = place[0] * WIDTH + WIDTH / 2;
      int y = height - place[1] * HEIGHT - HEIGHT / 2;
      boxes.append(box(variable, x, y));
      for (Variable input : inputs(variable)) {
        int[] from = places[id(input)];
        int x1 = from[0] * WIDTH + WIDTH / 2;
        int y1 = height - from[1] * HEIGHT - HEIGHT / 2 - BOX_HEIGHT / 2;
        int y2 = y + BOX_HEIGHT / 2;
        edges.append(edge(x1, y1, x, y2));
        shapes.append(shape((x1 + x) / 2, (y1 + y2) / 2, input.shape().toString()));
      }
    }
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12" text-anchor="middle">
    <defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>
    %s%s%s</svg>
    """
        .formatted(columns * WIDTH, height, edges, shapes, boxes);
  }

  private String box(Variable variable, int x, int y) {
    return """
    <rect x="%d" y="%d" width="%d" height="%d" rx="%d" fill="%s" stroke="#246"/><text x="%d" y="%d">%s</text>
    """
        .formatted(
            x - BOX_WIDTH / 2,
            y - BOX_HEIGHT / 2,
            BOX_WIDTH,
            BOX_HEIGHT,
            variable.node() == null ? BOX_HEIGHT / 2 : 3,
            variable.requiresGrad() ? "#dceefb" : "#f2f2f2",
            x,
            y + 4,
            escaped(label(variable)));
  }

  private static String edge(int x1, int y1, int x2, int y2) {
    return """
    <line x1="%d" y1="%d" x2="%d" y2="%d" stroke="#246" marker-end="url(#tip)"/>
    """
        .formatted(x1, y1, x2, y2);
  }

  /// With a white rim, so that it can be read on its edge.
  private static String shape(int x, int y, String shape) {
    return """
    <text x="%d" y="%d" fill="#444" stroke="#fff" stroke-width="5" paint-order="stroke">%s</text>
    """
        .formatted(x, y + 4, escaped(shape));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /// Column and row of each variable, from below: above all that it depends on, leaves just below
  /// what uses them first.
  private int[][] places() {
    int[] rows = new int[variables.size()];
    for (Variable variable : variables) {
      for (Variable input : inputs(variable)) {
        rows[id(variable)] = Math.max(rows[id(variable)], 1 + rows[id(input)]);
      }
    }
    for (Variable variable : variables.reversed()) {
      for (Variable input : inputs(variable)) {
        if (input.node() == null) {
          rows[id(input)] = rows[id(variable)] - 1;
        }
      }
    }
    int[] used = new int[variables.size() + 1];
    int[][] places = new int[variables.size()][];
    for (Variable variable : variables.reversed()) {
      int row = rows[id(variable)];
      places[id(variable)] = new int[] {used[row]++, row};
    }
    return places;
  }

  private int id(Variable variable) {
    return Objects.requireNonNull(ids.get(variable));
  }
}
