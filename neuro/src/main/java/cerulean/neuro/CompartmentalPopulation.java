package cerulean.neuro;

import cerulean.neuro.CellTree.Part;
import cerulean.tensor.IndexedNormals;
import cerulean.tensor.Philox;
import java.util.Arrays;
import java.util.List;

/// Cells of several compartments, all of one [CellTree].
///
/// Every part is a compartment of its own: ports and stimuli go to
/// `population.compartment("tuft")`; the root is the first. State arrays are `PART.v` in mV and, by
/// the model of the part,
///
/// | model | states | parameters |
/// |---|---|---|
/// | Izhikevich 2007 | `u`, `spiked` | those of [Izhikevich2007Population] |
/// | passive | | those of [PassiveParameters] |
/// | dendrite | `w` | those of [DendriteParameters] |
///
/// each with the name of the part and a dot before it. Further parameters: `PART.upNs` and
/// `PART.downNs` of every part but the root, `coupling` (see [CellTree]).
///
/// **A step** of length h:
///
/// 1. second variables (u, w) are computed with the voltages at the start, to count from the next
///    step on
/// 2. voltages: Euler for what is not linear, implicit for synaptic conductances, passive leaks and
///    the conductances between compartments; the linear system is solved along the tree, from the
///    leaves to the root and back. So a stiff tree needs no small step. The method has order 1.
/// 3. Izhikevich parts at their peak are reset; where the root is, the cell has fired.
///
/// A cell whose tree has only the parts soma and dendrite without conductances between them is
/// stepped exactly as in the published code of Whyte and others (2025).
///
/// References: see [CellTree], [Izhikevich2007Parameters] and [DendriteParameters]; the elimination
/// along the tree: M. Hines (1984), Efficient computation of branched nerve equations,
/// International Journal of Bio-Medical Computing 15, 69-76.
public final class CompartmentalPopulation extends Population {

  private static final double UNIT = 0x1p-53;

  private final CellTree tree;
  private final Section[] sections;

  /// By part: conductances of the edge to the parent, and those times dt/C of the side they act on.
  private final double[][] upNs;

  private final double[][] downNs;
  private final double[][] up;
  private final double[][] down;
  private boolean coupled;

  /// By part: the linear system of a step.
  private final double[][] known;

  private final double[][] diagonal;

  private final Box[] boxes;
  private final List<CellTree.Plateau> plateaus;
  private final double[] coupling;
  private boolean certain = true;
  private StepKeys keys = new StepKeys(Philox.of(0));

  private CompartmentalPopulation(int size, CellTree tree) {
    super(size);
    this.tree = tree;
    List<Part> parts = tree.parts();
    int n = parts.size();
    sections = new Section[n];
    upNs = new double[n][];
    downNs = new double[n][];
    up = new double[n][size];
    down = new double[n][size];
    known = new double[n][size];
    diagonal = new double[n][size];
    for (int k = 0; k < n; k++) {
      Part part = parts.get(k);
      sections[k] = Section.of(this, part.name(), part.model());
      if (k > 0) {
        upNs[k] = addParameter(part.name() + ".upNs");
        downNs[k] = addParameter(part.name() + ".downNs");
        Arrays.fill(upNs[k], part.upNs());
        Arrays.fill(downNs[k], part.downNs());
      }
    }
    coupling = addParameter("coupling");
    Arrays.fill(coupling, 1);
    plateaus = tree.plateaus();
    boxes = new Box[tree.backPropagations().size()];
    for (int k = 0; k < boxes.length; k++) {
      boxes[k] = new Box(this, k, tree.backPropagations().get(k));
    }
  }

  /// `size` cells of one tree, at rest; write into the parameter arrays to make them differ.
  public static CompartmentalPopulation of(int size, CellTree tree) {
    return new CompartmentalPopulation(size, tree);
  }

  /// The tree of every cell.
  public CellTree tree() {
    return tree;
  }

  @Override
  protected void seed(Philox stream) {
    keys = new StepKeys(stream);
  }

  @Override
  protected void prepare(double dtMs) {
    coupled = false;
    for (int k = 0; k < sections.length; k++) {
      String name = tree.parts().get(k).name();
      sections[k].prepare(this, name, dtMs);
      if (k > 0) {
        requireAtLeast0(name + ".upNs");
        requireAtLeast0(name + ".downNs");
        Section parent = sections[tree.parent(k)];
        for (int i = 0; i < size(); i++) {
          up[k][i] = dtMs / sections[k].capacitance(i) * upNs[k][i];
          down[k][i] = dtMs / parent.capacitance(i) * downNs[k][i];
          coupled |= up[k][i] > 0 || down[k][i] > 0;
        }
      }
    }
    certain = true;
    for (int i = 0; i < coupling.length; i++) {
      Checks.probability("CompartmentalPopulation: coupling of cell " + i, coupling[i]);
      certain &= coupling[i] == 0 || coupling[i] == 1;
    }
    for (Box box : boxes) {
      box.prepare(dtMs);
    }
  }

  @Override
  protected void begin(long step, double dtMs) {
    if (!certain) {
      keys.at(step);
    }
  }

  @Override
  protected int advance(long step, double dtMs, int from, int to, int[] fired) {
    for (Box box : boxes) {
      box.add(from, to);
    }
    for (int k = 0; k < sections.length; k++) {
      sections[k].known(known[k], from, to);
      sections[k].diagonal(diagonal[k], from, to);
      sections[k].second(dtMs, from, to);
    }
    solve(from, to);
    for (int k = 1; k < sections.length; k++) {
      if (sections[k] instanceof Section.Spiking branch) {
        resetBranch(branch, k, step, dtMs, from, to);
      }
    }
    return resetRoot(step, dtMs, from, to, fired);
  }

  // ---- The linear system

  private void solve(int from, int to) {
    if (coupled) {
      for (int k = sections.length - 1; k > 0; k--) {
        add(up[k], diagonal[k], from, to);
        add(down[k], diagonal[tree.parent(k)], from, to);
      }
      for (int k = sections.length - 1; k > 0; k--) {
        int p = tree.parent(k);
        eliminate(down[k], diagonal[k], up[k], diagonal[p], from, to);
        carry(down[k], diagonal[k], known[k], known[p], from, to);
      }
    }
    divide(known[0], diagonal[0], sections[0].v, from, to);
    for (int k = 1; k < sections.length; k++) {
      substitute(known[k], up[k], sections[tree.parent(k)].v, diagonal[k], sections[k].v, from, to);
    }
  }

  private static void add(double[] terms, double[] to, int from, int end) {
    for (int i = from; i < end; i++) {
      to[i] += terms[i];
    }
  }

  private static void eliminate(
      double[] down, double[] own, double[] up, double[] parent, int from, int to) {
    for (int i = from; i < to; i++) {
      parent[i] -= down[i] / own[i] * up[i];
    }
  }

  private static void carry(
      double[] down, double[] own, double[] known, double[] parent, int from, int to) {
    for (int i = from; i < to; i++) {
      parent[i] += down[i] / own[i] * known[i];
    }
  }

  private static void divide(double[] known, double[] own, double[] v, int from, int to) {
    for (int i = from; i < to; i++) {
      v[i] = known[i] / own[i];
    }
  }

  private static void substitute(
      double[] known, double[] up, double[] parent, double[] own, double[] v, int from, int to) {
    for (int i = from; i < to; i++) {
      v[i] = (known[i] + up[i] * parent[i]) / own[i];
    }
  }

  // ---- Spikes

  private void resetBranch(
      Section.Spiking branch, int part, long step, double dtMs, int from, int to) {
    Arrays.fill(branch.spiked, from, to, 0);
    Izhikevich2007Cells cells = branch.cells;
    for (int i = from; i < to; i++) {
      if (cells.isAtPeak(i)) {
        requireNumber(cells.v, part, i, step, dtMs);
        branch.spiked[i] = 1;
        cells.reset(i, cells.c[i], cells.d[i]);
      }
    }
  }

  private int resetRoot(long step, double dtMs, int from, int to, int[] fired) {
    if (!(sections[0] instanceof Section.Spiking root)) {
      for (int i = from; i < to; i++) {
        requireNumber(sections[0].v, 0, i, step, dtMs);
      }
      return 0;
    }
    Arrays.fill(root.spiked, from, to, 0);
    Izhikevich2007Cells cells = root.cells;
    int at = from;
    for (int i = from; i < to; i++) {
      if (cells.isAtPeak(i)) {
        requireNumber(cells.v, 0, i, step, dtMs);
        fired[at++] = i;
        root.spiked[i] = 1;
        resetRoot(cells, i);
        for (Box box : boxes) {
          box.start(i);
        }
      }
    }
    return at - from;
  }

  private void resetRoot(Izhikevich2007Cells cells, int i) {
    for (CellTree.Plateau plateau : plateaus) {
      if (sections[plateau.part()].v[i] >= plateau.atMv() && passes(i, 1)) {
        cells.reset(i, plateau.cMv(), plateau.d());
        return;
      }
    }
    cells.reset(i, cells.c[i], cells.d[i]);
  }

  private void requireNumber(double[] v, int part, int cell, long step, double dtMs) {
    if (Double.isNaN(v[cell])) {
      throw notANumber(tree.parts().get(part).name() + ".v", cell, step, dtMs);
    }
  }

  /// Whether draw number `draw` of this cell and step lets through, with probability `coupling`.
  private boolean passes(int cell, int draw) {
    if (certain) {
      return coupling[cell] == 1;
    }
    long bits = IndexedNormals.bits(keys.key0(), keys.key1(), 2L * cell + draw);
    return (bits >>> 11) * UNIT < coupling[cell];
  }

  /// The back-propagated current of one part: steps until it starts and steps that are left, per
  /// cell.
  private static final class Box {

    private final CompartmentalPopulation population;
    private final CellTree.BackPropagation given;
    private final double[] wait;
    private final double[] left;
    private long delay;
    private long length;

    Box(CompartmentalPopulation population, int number, CellTree.BackPropagation given) {
      this.population = population;
      this.given = given;
      wait = population.addState("backPropagation" + number + ".wait");
      left = population.addState("backPropagation" + number + ".left");
    }

    void prepare(double dtMs) {
      delay = Math.round(given.startMs() / dtMs);
      length = Math.round(given.endMs() / dtMs) - delay;
    }

    void start(int cell) {
      wait[cell] = delay + 1;
    }

    void add(int from, int to) {
      double[] current = population.sections[given.part()].compartment.current();
      for (int i = from; i < to; i++) {
        if (wait[i] > 0 && --wait[i] == 0) {
          left[i] = length;
        }
        if (left[i] > 0) {
          left[i]--;
          if (population.passes(i, 0)) {
            current[i] += given.heightPa();
          }
        }
      }
    }
  }

  @Override
  public String description() {
    return "tree of "
        + tree
        + "; Euler, conductances, passive leak and coupling implicit"
        + (certain ? "" : ", random gates");
  }
}
