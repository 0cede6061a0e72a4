package cerulean.neuro;

import cerulean.tensor.IndexedNormals;
import cerulean.tensor.Philox;
import java.util.Arrays;

/// Cells that fire at random: in each step with probability `rate dt`, independent of everything.
///
/// The parameter `rateHz` may differ between cells and may be changed at any time ([#changed]).
///
/// Work goes with the spikes and not with the cells: within a block of [#BLOCK] cells the gaps
/// between candidates are drawn from the geometric distribution of the largest rate of the block,
/// and a candidate fires with the ratio of its rate to that (thinning).
public final class PoissonSource extends Population {

  /// Part of the definition of the stream: candidates are counted within blocks of this size.
  private static final int BLOCK = Simulation.BLOCK;

  private static final double UNIT = 0x1p-53;

  private final double[] rateHz = addParameter("rateHz");
  private double[] largest = new double[0];
  private StepKeys keys = new StepKeys(Philox.of(0));

  private PoissonSource(int size, double rateHz) {
    super(size);
    Arrays.fill(this.rateHz, Checks.atLeast0("PoissonSource: rateHz", rateHz));
  }

  /// `size` cells of one rate in spikes per second.
  public static PoissonSource of(int size, double rateHz) {
    return new PoissonSource(size, rateHz);
  }

  @Override
  protected void seed(Philox stream) {
    keys = new StepKeys(stream);
  }

  @Override
  protected void prepare(double dtMs) {
    double[] found = new double[(size() + BLOCK - 1) / BLOCK];
    for (int i = 0; i < size(); i++) {
      double probability = rateHz[i] * dtMs / 1000;
      if (!(probability >= 0 && probability <= 1)) {
        throw wrongRate(i, dtMs);
      }
      found[i / BLOCK] = Math.max(found[i / BLOCK], probability);
    }
    largest = found;
  }

  private IllegalArgumentException wrongRate(int cell, double dtMs) {
    return new IllegalArgumentException(
        "PoissonSource: rateHz must be from 0 to one spike per step, "
            + 1000 / dtMs
            + " Hz; cell "
            + cell
            + " of "
            + name()
            + " has "
            + rateHz[cell]);
  }

  @Override
  protected void begin(long step, double dtMs) {
    keys.at(step);
  }

  @Override
  protected int advance(long step, double dtMs, int from, int to, int[] fired) {
    int at = from;
    for (int block = from; block < to; block += BLOCK) {
      double p = largest[block / BLOCK];
      if (p > 0) {
        at = candidates(p, dtMs / 1000, block, Math.min(to, block + BLOCK), fired, at);
      }
    }
    return at - from;
  }

  private int candidates(double p, double dtS, int from, int to, int[] fired, int first) {
    int at = first;
    double scale = 1 / StrictMath.log1p(-p);
    long draw = 2L * from;
    for (long cell = from; ; cell++, draw += 2) {
      // 1 - u is above 0; a gap of many cells may not fit into an int.
      cell += (long) (StrictMath.log(1 - uniform(draw)) * scale);
      if (cell >= to) {
        return at;
      }
      if (uniform(draw + 1) * p < rateHz[(int) cell] * dtS) {
        fired[at++] = (int) cell;
      }
    }
  }

  private double uniform(long place) {
    return (IndexedNormals.bits(keys.key0(), keys.key1(), place) >>> 11) * UNIT;
  }

  @Override
  public String description() {
    return "Poisson source, Bernoulli per step";
  }
}
