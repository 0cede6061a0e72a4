package cerulean.neuro.conformance;

import cerulean.neuro.AdExParameters;
import cerulean.neuro.AdExPopulation;
import cerulean.neuro.AdExScheme;
import cerulean.neuro.AdaptiveLifParameters;
import cerulean.neuro.AdaptiveLifPopulation;
import cerulean.neuro.CellTree;
import cerulean.neuro.CellTree.Part;
import cerulean.neuro.CompartmentalPopulation;
import cerulean.neuro.DendriteParameters;
import cerulean.neuro.HodgkinHuxleyParameters;
import cerulean.neuro.HodgkinHuxleyPopulation;
import cerulean.neuro.Izhikevich2007Parameters;
import cerulean.neuro.Izhikevich2007Population;
import cerulean.neuro.Izhikevich2007Scheme;
import cerulean.neuro.IzhikevichParameters;
import cerulean.neuro.IzhikevichPopulation;
import cerulean.neuro.IzhikevichScheme;
import cerulean.neuro.LifParameters;
import cerulean.neuro.LifPopulation;
import cerulean.neuro.NaudSprekelerParameters;
import cerulean.neuro.NaudSprekelerPopulation;
import cerulean.neuro.PassiveParameters;
import cerulean.neuro.Population;
import cerulean.neuro.Stimulus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// By which factor the error falls when the step is halved, for every scheme.
final class OrderRows implements NeuroRows {

  /// What the next term of the error leaves of a power of two at these steps.
  private static final double TOLERANCE = 0.12;

  private final List<NeuroRow> rows = new ArrayList<>();

  OrderRows() {
    for (IzhikevichScheme scheme : IzhikevichScheme.values()) {
      IzhikevichParameters cell = IzhikevichParameters.REGULAR_SPIKING;
      order(
          "Izhikevich 2003, " + scheme,
          scheme == IzhikevichScheme.RUNGE_KUTTA_4 ? 4 : 1,
          scheme == IzhikevichScheme.RUNGE_KUTTA_4 ? 0.25 : 0.0625,
          "v",
          2,
          () -> IzhikevichPopulation.of(1, cell, scheme));
    }
    for (Izhikevich2007Scheme scheme : Izhikevich2007Scheme.values()) {
      Izhikevich2007Parameters cell = Izhikevich2007Parameters.REGULAR_SPIKING;
      order(
          "Izhikevich 2007, " + scheme,
          scheme == Izhikevich2007Scheme.RUNGE_KUTTA_4 ? 4 : 1,
          scheme == Izhikevich2007Scheme.RUNGE_KUTTA_4 ? 1 : 0.0625,
          "v",
          40,
          () -> Izhikevich2007Population.of(1, cell, scheme));
    }
    for (AdExScheme scheme : AdExScheme.values()) {
      order(
          "AdEx, " + scheme,
          scheme == AdExScheme.RUNGE_KUTTA_4 ? 4 : 1,
          scheme == AdExScheme.RUNGE_KUTTA_4 ? 0.5 : 0.0625,
          "v",
          400,
          () -> AdExPopulation.of(1, AdExParameters.BRETTE_GERSTNER, scheme));
    }
    order(
        "Hodgkin-Huxley, exponential Euler, voltage, gates at rest before",
        2,
        0.015625,
        "v",
        20,
        () -> HodgkinHuxleyPopulation.of(1, HodgkinHuxleyParameters.squid(1000)));
    order(
        "Hodgkin-Huxley, exponential Euler, gate n",
        1,
        0.015625,
        "n",
        20,
        () -> HodgkinHuxleyPopulation.of(1, HodgkinHuxleyParameters.squid(1000)));
    order(
        "Naud and Sprekeler, Euler",
        1,
        0.0625,
        "soma.v",
        200,
        () -> NaudSprekelerPopulation.of(1, NaudSprekelerParameters.LAYER5));
    order("tree of compartments, Euler and implicit", 1, 0.0625, "soma.v", 60, OrderRows::tree);
    exact("LIF, exact", 10, () -> LifPopulation.of(1, LifParameters.DEFAULT));
    exact(
        "adaptive LIF, exact",
        10,
        () ->
            AdaptiveLifPopulation.of(
                1, AdaptiveLifParameters.current(LifParameters.DEFAULT, 50, 100)));
  }

  /// A spiking soma, a passive trunk and a regenerative tuft.
  private static Population tree() {
    CellTree tree =
        CellTree.of(
            Part.root("soma", Izhikevich2007Parameters.LAYER5_SOMA),
            Part.on("soma", "trunk", new PassiveParameters(100, 10, -70), 20, 10),
            Part.on("trunk", "tuft", DendriteParameters.LAYER5, 10, 5));
    return CompartmentalPopulation.of(1, tree);
  }

  /// Three runs of 16 ms below threshold, each with half the step: the ratio of the differences is
  /// `2^p`, here p.
  private void order(
      String name,
      int expected,
      double dtMs,
      String array,
      double current,
      Supplier<Population> cell) {
    rows.add(
        NeuroRow.number(
            name + ": order",
            expected,
            TOLERANCE,
            () -> {
              double coarse = after16Ms(dtMs, array, current, cell);
              double middle = after16Ms(dtMs / 2, array, current, cell);
              double fine = after16Ms(dtMs / 4, array, current, cell);
              return Math.log((coarse - middle) / (middle - fine)) / Math.log(2);
            }));
  }

  private void exact(String name, double current, Supplier<Population> cell) {
    rows.add(
        NeuroRow.number(
            name + ": v with steps of 1 ms less v with steps of 1/16 ms",
            0,
            1e-11,
            () -> {
              double difference =
                  after16Ms(1, "v", current, cell) - after16Ms(0.0625, "v", current, cell);
              return Math.abs(difference) < 1e-11 ? 0 : difference;
            }));
  }

  private static double after16Ms(
      double dtMs, String array, double current, Supplier<Population> cell) {
    return new Cell(dtMs, cell.get()).with(Stimulus.constant(current)).after(array, 16);
  }

  @Override
  public String title() {
    return "Order of the schemes";
  }

  @Override
  public String source() {
    return "The error falls by 2^p when the step is halved: p from three runs of 16 ms below threshold, each"
        + " with half the step of the one before. What is exact does not depend on the step.";
  }

  @Override
  public List<NeuroRow> rows() {
    return rows;
  }
}
