package cerulean.neuro.conformance;

import cerulean.neuro.IzhikevichParameters;
import cerulean.neuro.IzhikevichPopulation;
import cerulean.neuro.IzhikevichScheme;
import cerulean.neuro.Stimulus;
import java.util.Arrays;
import java.util.List;

/// One regular spiking cell under constant current, by scheme and step.
final class OneCellRows implements NeuroRows {

  private static final IzhikevichParameters RS = IzhikevichParameters.REGULAR_SPIKING;
  private static final IzhikevichParameters CH = IzhikevichParameters.CHATTERING;

  private final List<NeuroRow> rows =
      List.of(
          spikes(
              "Runge-Kutta, 0.001 ms, 1 s: count", 23, RS, IzhikevichScheme.RUNGE_KUTTA_4, 0.001),
          NeuroRow.numbers(
              "Runge-Kutta, 0.001 ms: first spikes",
              new double[] {3.127, 26.229, 71.060, 115.874, 160.688, 205.502},
              0.0015,
              () -> first(6, train(RS, IzhikevichScheme.RUNGE_KUTTA_4, 0.001, 250))),
          spikes("Brian2 and NEST, Euler, 0.1 ms, 1 s: count", 23, RS, IzhikevichScheme.EULER, 0.1),
          NeuroRow.numbers(
              "NEST, consistent, 0.1 ms: first spikes",
              new double[] {3.4, 27.1, 72.2, 117.3},
              0,
              () -> first(4, train(RS, IzhikevichScheme.EULER, 0.1, 500))),
          NeuroRow.numbers(
              "NEST, consistent, 0.1 ms, 500 ms: count and last of RS, count of CH",
              new double[] {12, 478.1, 47},
              0,
              () -> {
                double[] rs = train(RS, IzhikevichScheme.EULER, 0.1, 500);
                return new double[] {
                  rs.length, rs[rs.length - 1], train(CH, IzhikevichScheme.EULER, 0.1, 500).length
                };
              }),
          NeuroRow.numbers(
              "NEST, consistent, 0.1 ms: v of the first steps",
              new double[] {-64.3, -63.61204, -62.932121},
              5e-7,
              () -> first(3, trace(IzhikevichScheme.EULER, 0.1))),
          NeuroRow.numbers(
              "GeNN, 0.1 ms (stamped 0.1 ms earlier there): first spikes",
              new double[] {3.3, 27.0, 72.1},
              0,
              () -> first(3, train(RS, IzhikevichScheme.HALF_STEPS_2003, 0.1, 100))),
          spikes("Nengo and NEST, Euler, 1 ms, 1 s: count", 22, RS, IzhikevichScheme.EULER, 1),
          NeuroRow.numbers(
              "Nengo and NEST, Euler, 1 ms: first spikes",
              new double[] {5, 32, 79, 126, 173, 220},
              0,
              () -> first(6, train(RS, IzhikevichScheme.EULER, 1, 250))),
          spikes(
              "2003 script, NEST, BindsNET, GeNN, 1 ms, 1 s: count",
              20,
              RS,
              IzhikevichScheme.HALF_STEPS_2003,
              1),
          NeuroRow.numbers(
              "NEST, published form, 1 ms, 500 ms: RS",
              new double[] {4, 31, 79, 141, 195, 243, 292, 345, 464},
              0,
              () -> {
                double[] rs = train(RS, IzhikevichScheme.HALF_STEPS_2003, 1, 500);
                double[] shown = Arrays.copyOf(rs, 9);
                shown[8] = rs[9];
                return rs.length == 10 ? shown : rs;
              }),
          NeuroRow.numbers(
              "NEST, published form, 1 ms, 500 ms: CH, first eight and last of 23",
              new double[] {4, 7, 10, 14, 62, 66, 114, 118, 485},
              0,
              () -> {
                double[] ch = train(CH, IzhikevichScheme.HALF_STEPS_2003, 1, 500);
                double[] shown = Arrays.copyOf(ch, 9);
                shown[8] = ch[ch.length - 1];
                return ch.length == 23 ? shown : ch;
              }),
          NeuroRow.numbers(
              "NEST, published form, 1 ms: v of the first steps",
              new double[] {-58.105, -49.670243, -32.148437},
              5e-7,
              () -> first(3, trace(IzhikevichScheme.HALF_STEPS_2003, 1))));

  private static NeuroRow spikes(
      String name, int expected, IzhikevichParameters cell, IzhikevichScheme scheme, double dtMs) {
    return NeuroRow.number(name, expected, 0, () -> train(cell, scheme, dtMs, 1000).length);
  }

  private static double[] train(
      IzhikevichParameters cell, IzhikevichScheme scheme, double dtMs, double ms) {
    return cell(cell, scheme, dtMs).spikes(ms);
  }

  private static double[] trace(IzhikevichScheme scheme, double dtMs) {
    return cell(RS, scheme, dtMs).trace("v", 3 * dtMs);
  }

  /// From v -65 and u -13, under a current of 10.
  private static Cell cell(IzhikevichParameters cell, IzhikevichScheme scheme, double dtMs) {
    return new Cell(dtMs, IzhikevichPopulation.of(1, cell, scheme))
        .set("v", -65)
        .set("u", -13)
        .with(Stimulus.constant(10));
  }

  private static double[] first(int n, double[] values) {
    return Arrays.copyOf(values, Math.min(n, values.length));
  }

  @Override
  public String title() {
    return "One cell, many simulators";
  }

  @Override
  public String source() {
    return "The regular spiking cell of 2003 (a 0.02, b 0.2, c -65, d 8) from v -65, u -13 under a current"
        + " of 10, in the classes that other simulators ship. The same cell gives 20, 22 or"
        + " 23 spikes: scheme and step belong to the model.";
  }

  @Override
  public List<NeuroRow> rows() {
    return rows;
  }
}
