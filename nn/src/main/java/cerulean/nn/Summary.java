package cerulean.nn;

import cerulean.autograd.NoGrad;
import cerulean.autograd.Parameter;
import cerulean.tensor.Shape;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The parts of a network as a table: shapes, parameters, multiply-adds.
///
/// Made by running the network once, in evaluation and without gradients; afterwards it trains or
/// not as before. Multiply-adds are those of matrix products and convolutions, for the whole batch
/// of the run. A part that is called several times has the shape of the last call and the
/// multiply-adds of all; one that is not called through [Layer#call] has no shape. Parameters that
/// are used in several places count once in the total.
public final class Summary {

  /// A line of the table.
  ///
  /// @param name the full name; empty for the whole
  /// @param type the class
  /// @param output the shape of what it gave; null if it was not seen
  /// @param parameters numbers that it and its children learn or have learned
  /// @param trainable those that are not frozen
  /// @param multiplyAdds of it and its children
  public record Row(
      String name,
      String type,
      @Nullable Shape output,
      long parameters,
      long trainable,
      long multiplyAdds) {}

  private final List<Row> rows;
  private final long bytes;

  private Summary(List<Row> rows, long bytes) {
    this.rows = rows;
    this.bytes = bytes;
  }

  /// The table of a network that `run` calls.
  public static Summary of(Network network, Supplier<?> run) {
    IdentityHashMap<Layer, Shape> outputs = new IdentityHashMap<>();
    IdentityHashMap<Layer, Long> work = new IdentityHashMap<>();
    Map<Network, Boolean> modes = new LinkedHashMap<>();
    network.namedParts().values().forEach(part -> modes.putIfAbsent(part, part.isTraining()));
    network.train(false);
    try {
      LayerObserver.during(
          (layer, in, out) -> {
            outputs.put(layer, out.shape());
            work.merge(layer, layer.multiplyAdds(in, out), Long::sum);
          },
          () -> NoGrad.call(run::get));
    } finally {
      modes.forEach(Network::train);
    }
    List<Row> rows = new ArrayList<>();
    network
        .namedParts()
        .forEach((name, part) -> rows.add(row(name, part, outputs.get(part), work(part, work))));
    long bytes =
        network.parameters().stream().mapToLong(p -> bytes(p.value())).sum()
            + network.namedBuffers().values().stream().mapToLong(Summary::bytes).sum();
    return new Summary(List.copyOf(rows), bytes);
  }

  private static long bytes(Tensor tensor) {
    return (long) tensor.size() * tensor.dtype().bytes();
  }

  private static Row row(String name, Network part, @Nullable Shape output, long work) {
    long all = 0;
    long trainable = 0;
    for (Parameter parameter : part.parameters()) {
      all += parameter.shape().size();
      trainable += parameter.requiresGrad() ? parameter.shape().size() : 0;
    }
    return new Row(name, part.getClass().getSimpleName(), output, all, trainable, work);
  }

  /// Of a part and all below it, each once.
  private static long work(Network part, IdentityHashMap<Layer, Long> own) {
    Set<Network> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
    long[] sum = {0};
    Parts.visit(
        part,
        distinct,
        each -> sum[0] += each instanceof Layer layer ? own.getOrDefault(layer, 0L) : 0);
    return sum[0];
  }

  /// The lines: the whole first, each part before its children.
  public List<Row> rows() {
    return rows;
  }

  /// Numbers that are learned or have been, each once.
  public long parameters() {
    return rows.getFirst().parameters();
  }

  /// Those of them that are not frozen.
  public long trainableParameters() {
    return rows.getFirst().trainable();
  }

  /// Multiplications, each with an addition, of the run.
  public long multiplyAdds() {
    return rows.getFirst().multiplyAdds();
  }

  /// Bytes of parameters and buffers.
  public long bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    List<String[]> cells = new ArrayList<>();
    cells.add(new String[] {"layer", "output", "parameters", "multiply-adds"});
    for (Row row : rows) {
      int depth = row.name.isEmpty() ? 0 : 1 + (int) row.name.chars().filter(c -> c == '.').count();
      String own = row.name.substring(row.name.lastIndexOf('.') + 1);
      String label = "  ".repeat(depth) + (own.isEmpty() ? row.type : own + ": " + row.type);
      String shape = row.output == null ? "" : row.output.toString();
      cells.add(new String[] {label, shape, number(row.parameters), number(row.multiplyAdds)});
    }
    int[] widths = new int[4];
    for (String[] line : cells) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line[i].length());
      }
    }
    StringBuilder text = new StringBuilder();
    String format =
        "%-" + widths[0] + "s  %-" + widths[1] + "s  %" + widths[2] + "s  %" + widths[3] + "s%n";
    for (String[] line : cells) {
      text.append(String.format(Locale.ROOT, format, (Object[]) line));
    }
    return text.append(
            "%s parameters, %s of them learning, in %s bytes; %s multiply-adds"
                .formatted(
                    number(parameters()),
                    number(trainableParameters()),
                    number(bytes),
                    number(multiplyAdds())))
        .toString()
        .replace(System.lineSeparator(), "\n");
  }

  private static String number(long n) {
    return n == 0 ? "0" : String.format(Locale.ROOT, "%,d", n);
  }
}
