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
///     Summary.of(decoder, () -> decoder.forward(targets, memory));   // several inputs
///     layer.summary(1, 3, 32, 32);                                   // one input
///
/// Made by running the network once, in evaluation and without gradients; afterwards it trains or
/// not as before. Multiply-adds are those of matrix products and convolutions, for the whole batch
/// of the run. A part that is called several times has the shape of the last call and the
/// multiply-adds of all; a layer that is called by `forward` of one input in place of [Layer#call] has
/// no shape, and its own work is not seen. Parameters that are used in several places count once in
/// the total.
public final class Summary {

  /// A line of the table.
  ///
  /// @param name the full name, as in [Network#namedParts]; empty for the whole
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
  private final List<String> labels;
  private final long bytes;

  private Summary(List<Row> rows, List<String> labels, long bytes) {
    this.rows = rows;
    this.labels = labels;
    this.bytes = bytes;
  }

  /// The table of a network that `run` calls.
  public static Summary of(Network network, Supplier<?> run) {
    IdentityHashMap<Network, Shape> outputs = new IdentityHashMap<>();
    IdentityHashMap<Network, Long> work = new IdentityHashMap<>();
    Map<Network, Boolean> modes = new LinkedHashMap<>();
    network.namedParts().values().forEach(part -> modes.putIfAbsent(part, part.isTraining()));
    network.train(false);
    try {
      Observed.counted(
          (part, output, multiplyAdds) -> {
            outputs.put(part, output.shape());
            work.merge(part, multiplyAdds, Long::sum);
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
    List<String> labels = new ArrayList<>();
    label("", "", network, labels);
    return new Summary(List.copyOf(rows), List.copyOf(labels), bytes);
  }

  /// The label of `part`, behind as many blanks as it is deep, and those of what is below it.
  private static void label(String blanks, String own, Network part, List<String> labels) {
    String type = part.getClass().getSimpleName();
    labels.add(blanks + (own.isEmpty() ? type : own + ": " + type));
    Parts.children(part).forEach((name, child) -> label(blanks + "  ", name, child, labels));
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
  private static long work(Network part, IdentityHashMap<Network, Long> own) {
    Set<Network> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
    long[] sum = {0};
    Parts.visit(part, distinct, each -> sum[0] += own.getOrDefault(each, 0L));
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
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      String shape = row.output == null ? "" : row.output.toString();
      cells.add(
          new String[] {labels.get(i), shape, number(row.parameters), number(row.multiplyAdds)});
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
