package cerulean.neuro;

import java.util.Arrays;

/// The state and the loops of one compartment of all cells of a [CompartmentalPopulation].
///
/// A step of Euler is a linear system for the voltages at its end: `diagonal v - up v_parent - sum
/// of down v_child = known`. A section gives its own terms.
abstract sealed class Section {

  final Compartment compartment;
  final double[] v;
  final double[] conductance;
  final double[] drive;

  private Section(CompartmentalPopulation population, String name, double[] v) {
    this.v = v;
    compartment = population.addCompartment(name, v, "pA").withConductances();
    conductance = compartment.conductance();
    drive = compartment.drive();
  }

  static Section of(CompartmentalPopulation population, String name, SectionModel model) {
    return switch (model) {
      case Izhikevich2007Parameters cell -> new Spiking(population, name, cell);
      case PassiveParameters cell -> new Passive(population, name, cell);
      case DendriteParameters cell -> new Dendrite(population, name, cell);
    };
  }

  /// Computes what depends on parameters and step.
  abstract void prepare(CompartmentalPopulation population, String name, double dtMs);

  /// Capacitance of one cell in pF.
  abstract double capacitance(int cell);

  /// Writes the right side: the voltage and what flows at the start of the step.
  abstract void known(double[] out, int from, int to);

  /// Writes the diagonal without coupling, 1 + dt/C times the conductances that are implicit.
  abstract void diagonal(double[] out, int from, int to);

  /// Advances the second variable with the voltages at the start of the step.
  abstract void second(double dtMs, int from, int to);

  /// An Izhikevich cell of 2007.
  static final class Spiking extends Section {

    final Izhikevich2007Cells cells;

    /// 1 in the step in which the section was reset; null for the root, whose spikes are known.
    final double[] spiked;

    Spiking(CompartmentalPopulation population, String name, Izhikevich2007Parameters cell) {
      this(population, name, new Izhikevich2007Cells(population, name + "."), cell);
    }

    private Spiking(
        CompartmentalPopulation population,
        String name,
        Izhikevich2007Cells cells,
        Izhikevich2007Parameters cell) {
      super(population, name, cells.v);
      this.cells = cells;
      spiked = population.addState(name + ".spiked");
      for (int i = 0; i < v.length; i++) {
        cells.set(i, cell);
      }
    }

    @Override
    void prepare(CompartmentalPopulation population, String name, double dtMs) {
      cells.prepare(population, name + ".", dtMs);
    }

    @Override
    double capacitance(int cell) {
      return cells.capacitance[cell];
    }

    @Override
    void known(double[] out, int from, int to) {
      cells.explicitVoltage(compartment.current(), drive, out, from, to);
    }

    @Override
    void diagonal(double[] out, int from, int to) {
      cells.implicitFactor(conductance, out, from, to);
    }

    @Override
    void second(double dtMs, int from, int to) {
      cells.recovery(dtMs, from, to);
    }
  }

  /// A membrane with a leak, which is implicit: a thin one has a short time constant.
  static final class Passive extends Section {

    private final double[] capacitance;
    private final double[] leak;
    private final double[] rest;
    private final double[] stepOverC;

    Passive(CompartmentalPopulation population, String name, PassiveParameters cell) {
      super(population, name, population.addState(name + ".v"));
      capacitance = population.addParameter(name + ".capacitancePf");
      leak = population.addParameter(name + ".leakNs");
      rest = population.addParameter(name + ".restMv");
      stepOverC = new double[v.length];
      Arrays.fill(capacitance, cell.capacitancePf());
      Arrays.fill(leak, cell.leakNs());
      Arrays.fill(rest, cell.restMv());
      Arrays.fill(v, cell.restMv());
    }

    @Override
    void prepare(CompartmentalPopulation population, String name, double dtMs) {
      population.requireAbove0(name + ".capacitancePf");
      population.requireAbove0(name + ".leakNs");
      population.requireFinite(name + ".restMv");
      for (int i = 0; i < stepOverC.length; i++) {
        stepOverC[i] = dtMs / capacitance[i];
      }
    }

    @Override
    double capacitance(int cell) {
      return capacitance[cell];
    }

    @Override
    void known(double[] out, int from, int to) {
      double[] current = compartment.current();
      double[] v = this.v;
      double[] drive = this.drive;
      double[] leak = this.leak;
      double[] rest = this.rest;
      double[] stepOverC = this.stepOverC;
      for (int i = from; i < to; i++) {
        out[i] = v[i] + stepOverC[i] * (leak[i] * rest[i] + (current[i] + drive[i]));
      }
    }

    @Override
    void diagonal(double[] out, int from, int to) {
      double[] leak = this.leak;
      double[] conductance = this.conductance;
      double[] stepOverC = this.stepOverC;
      for (int i = from; i < to; i++) {
        out[i] = 1 + stepOverC[i] * (leak[i] + conductance[i]);
      }
    }

    @Override
    void second(double dtMs, int from, int to) {}
  }

  /// A dendrite with calcium spikes; its leak is explicit, as in the published model.
  static final class Dendrite extends Section {

    private final double[] capacitance;
    private final double[] leak;
    private final double[] rest;
    private final double[] regenerative;
    private final double[] half;
    private final double[] width;
    private final double[] a;
    private final double[] b;
    private final double[] w;
    private final double[] open;
    private final double[] stepOverC;

    Dendrite(CompartmentalPopulation population, String name, DendriteParameters cell) {
      super(population, name, population.addState(name + ".v"));
      w = population.addState(name + ".w");
      capacitance = population.addParameter(name + ".capacitancePf");
      leak = population.addParameter(name + ".leakNs");
      rest = population.addParameter(name + ".restMv");
      regenerative = population.addParameter(name + ".regenerativePa");
      half = population.addParameter(name + ".halfMv");
      width = population.addParameter(name + ".widthMv");
      a = population.addParameter(name + ".a");
      b = population.addParameter(name + ".b");
      open = new double[v.length];
      stepOverC = new double[v.length];
      Arrays.fill(capacitance, cell.capacitancePf());
      Arrays.fill(leak, cell.leakNs());
      Arrays.fill(rest, cell.restMv());
      Arrays.fill(regenerative, cell.regenerativePa());
      Arrays.fill(half, cell.halfMv());
      Arrays.fill(width, cell.widthMv());
      Arrays.fill(a, cell.a());
      Arrays.fill(b, cell.b());
      Arrays.fill(v, cell.restMv());
    }

    @Override
    void prepare(CompartmentalPopulation population, String name, double dtMs) {
      population.requireAbove0(name + ".capacitancePf");
      population.requireAbove0(name + ".widthMv");
      for (String array : new String[] {"leakNs", "restMv", "regenerativePa", "halfMv", "a", "b"}) {
        population.requireFinite(name + "." + array);
      }
      for (int i = 0; i < stepOverC.length; i++) {
        stepOverC[i] = dtMs / capacitance[i];
      }
    }

    @Override
    double capacitance(int cell) {
      return capacitance[cell];
    }

    @Override
    void known(double[] out, int from, int to) {
      double[] current = compartment.current();
      double[] v = this.v;
      double[] w = this.w;
      double[] drive = this.drive;
      double[] leak = this.leak;
      double[] rest = this.rest;
      double[] open = this.open;
      double[] regenerative = this.regenerative;
      double[] stepOverC = this.stepOverC;
      // The exponential is a call, so it has a loop of its own.
      for (int i = from; i < to; i++) {
        open[i] = 1 / (1 + Math.exp((half[i] - v[i]) / width[i]));
      }
      for (int i = from; i < to; i++) {
        out[i] = regenerative[i] * open[i] - leak[i] * (v[i] - rest[i]) + w[i];
      }
      for (int i = from; i < to; i++) {
        out[i] = v[i] + stepOverC[i] * (out[i] + (current[i] + drive[i]));
      }
    }

    @Override
    void diagonal(double[] out, int from, int to) {
      double[] conductance = this.conductance;
      double[] stepOverC = this.stepOverC;
      for (int i = from; i < to; i++) {
        out[i] = 1 + stepOverC[i] * conductance[i];
      }
    }

    @Override
    void second(double dtMs, int from, int to) {
      double[] v = this.v;
      double[] w = this.w;
      double[] a = this.a;
      double[] b = this.b;
      double[] rest = this.rest;
      for (int i = from; i < to; i++) {
        double y = w[i];
        w[i] = y + dtMs * a[i] * (b[i] * (v[i] - rest[i]) - y);
      }
    }
  }
}
