package cerulean.neuro.spiking;

import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;

/// Which cells take part in which context: a random share of them is open, the rest closed, another
/// choice in each context. Tasks that are learned one after the other then share few cells, and
/// disturb one another less.
///
/// - *Cells without dendrites* ([#gate]): what goes through closed cells is multiplied by 0, spikes
///   or input, and with it the gradients: their weights stay as they are, to the bit.
/// - *Two-compartment cells* ([#toDendrites]): the context is a current into the dendrite, one for
///   open cells and one for closed ones; input to the soma makes open ones fire, and closed ones
///   less or not at all.
///
/// The gates are drawn once and not learned.
///
/// Reference: N. Y. Masse, G. D. Grant & D. J. Freedman (2018), Alleviating catastrophic forgetting
/// using context-dependent gating and synaptic stabilization, PNAS 115(44), E10467-E10475.
public final class ContextGate {

  private static final String NAME = "ContextGate";

  private final Tensor open;

  private ContextGate(Tensor open) {
    this.open = open;
  }

  /// Gates in which exactly `share` of the cells, rounded, are open in each context.
  public static ContextGate of(int contexts, int cells, double share, Philox random) {
    if (contexts < 1 || cells < 1) {
      throw new IllegalArgumentException(
          NAME + ": contexts and cells must be at least 1; got " + contexts + " and " + cells);
    }
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          NAME + ": share must be above 0 and at most 1; got " + share);
    }
    int taken = Math.max(1, (int) Math.rint(share * cells));
    float[] open = new float[contexts * cells];
    for (int c = 0; c < contexts; c++) {
      int[] order = random.split(c).permutation(cells);
      for (int k = 0; k < taken; k++) {
        open[c * cells + order[k]] = 1;
      }
    }
    return new ContextGate(Tensor.of(open, contexts, cells));
  }

  /// What is open in a context, F32 `[n]`: 1 or 0.
  public Tensor open(int context) {
    if (context < 0 || context >= open.dim(0)) {
      throw new IllegalArgumentException(
          NAME + ": contexts are 0 to " + (open.dim(0) - 1) + "; got " + context);
    }
    return open.select(0, context).copy();
  }

  /// What passes in a context.
  ///
  /// - `x`: `[..., n]`, such as spikes of the cells
  public Variable gate(Variable x, int context) {
    requireCells(x);
    return x.mul(Variable.constant(open(context).to(x.dtype())));
  }

  /// Input of two-compartment cells: `soma` and, behind it, the current of the context into the
  /// dendrites.
  ///
  /// - `soma`: pA, `[..., n]`
  /// - `openPa`, `closedPa`: into the dendrites of open and closed cells
  /// - result: `[..., 2 n]`
  public Variable toDendrites(Variable soma, int context, double openPa, double closedPa) {
    requireCells(soma);
    Tensor current = open(context).mul(openPa - closedPa).add(closedPa).to(soma.dtype());
    Tensor all = current.expand(soma.shape()).contiguous();
    return Variable.concat(soma.shape().rank() - 1, soma, Variable.constant(all));
  }

  private void requireCells(Variable x) {
    if (x.shape().rank() < 1 || x.shape().dim(-1) != open.dim(1)) {
      throw new ShapeException(
          NAME, "needs [..., " + open.dim(1) + "]; got " + x.shape(), x.shape());
    }
  }

  @Override
  public String toString() {
    double share = open.to(DType.F64).mean().itemDouble();
    return "ContextGate("
        + open.dim(0)
        + " contexts, "
        + open.dim(1)
        + " cells, "
        + share
        + " open)";
  }
}
