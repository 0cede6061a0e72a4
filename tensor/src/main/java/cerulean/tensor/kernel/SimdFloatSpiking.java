// Specialised at build time for double.
package cerulean.tensor.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// [FloatSpiking] on vectors: the same operations in the same order, so the same bits.
public final class SimdFloatSpiking extends ScalarFloatSpiking {

  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  private static final int STEP = LANES.length();

  @Override
  public void lif(float[] x, int xo, float[] c, float[] v, int vo, float[] work, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      FloatVector end =
          FloatVector.fromArray(LANES, c, 2 * n + i)
              .add(
                  FloatVector.fromArray(LANES, c, 3 * n + i)
                      .mul(FloatVector.fromArray(LANES, x, xo + i)));
      FloatVector free =
          end.add(
              FloatVector.fromArray(LANES, v, vo + i)
                  .sub(end)
                  .mul(FloatVector.fromArray(LANES, c, 4 * n + i)));
      free.intoArray(work, i);
      free.sub(FloatVector.fromArray(LANES, c, 5 * n + i)).intoArray(work, n + i);
    }
    lif(x, xo, c, v, vo, work, i, n);
  }

  @Override
  public void lifGradient(
      float[] work, float[] c, float[] dv, int dvo, float[] dx, int dxo, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      FloatVector slope = FloatVector.fromArray(LANES, work, i);
      FloatVector kept = slope.mul(FloatVector.fromArray(LANES, c, 4 * n + i));
      kept.intoArray(dv, dvo + i);
      slope.sub(kept).mul(FloatVector.fromArray(LANES, c, 3 * n + i)).intoArray(dx, dxo + i);
    }
    lifGradient(work, c, dv, dvo, dx, dxo, i, n);
  }

  @Override
  public void lifCoefficients(
      float[] work, float[] x, int xo, float[] c, float[] v, int vo, float[] dc, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      FloatVector slope = FloatVector.fromArray(LANES, work, i);
      FloatVector in = FloatVector.fromArray(LANES, x, xo + i);
      FloatVector end =
          FloatVector.fromArray(LANES, c, 2 * n + i)
              .add(FloatVector.fromArray(LANES, c, 3 * n + i).mul(in));
      FloatVector to = slope.sub(slope.mul(FloatVector.fromArray(LANES, c, 4 * n + i)));
      add(to, dc, 2 * n + i);
      add(to.mul(in), dc, 3 * n + i);
      add(slope.mul(FloatVector.fromArray(LANES, v, vo + i).sub(end)), dc, 4 * n + i);
      add(FloatVector.fromArray(LANES, work, n + i), dc, 5 * n + i);
    }
    lifCoefficients(work, x, xo, c, v, vo, dc, i, n);
  }

  private static void add(FloatVector more, float[] sums, int o) {
    FloatVector.fromArray(LANES, sums, o).add(more).intoArray(sums, o);
  }

  @Override
  public void heightGradient(
      float[] work, float least, float[] d, int o, float[] dc, int row, int n) {
    FloatVector zero = FloatVector.zero(LANES);
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      FloatVector height =
          zero.blend(
              FloatVector.fromArray(LANES, d, o + i),
              FloatVector.fromArray(LANES, work, n + i).compare(VectorOperators.GE, least));
      add(height, dc, row * n + i);
    }
    heightGradient(work, least, d, o, dc, row, i, n);
  }

  @Override
  public void fire(
      float[] work,
      float least,
      float kept,
      float[] c,
      float[] spikes,
      int so,
      float[] v,
      int vo,
      int n) {
    FloatVector zero = FloatVector.zero(LANES);
    FloatVector one = FloatVector.broadcast(LANES, 1f);
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      FloatVector spike =
          zero.blend(
              one, FloatVector.fromArray(LANES, work, n + i).compare(VectorOperators.GE, least));
      spike.intoArray(spikes, so + i);
      FloatVector rest = one.sub(spike.mul(1f - kept));
      FloatVector.fromArray(LANES, work, i)
          .mul(rest)
          .add(FloatVector.fromArray(LANES, c, i).mul(spike))
          .intoArray(v, vo + i);
    }
    fire(work, least, kept, c, spikes, so, v, vo, i, n);
  }

  @Override
  public void fireGradient(
      float[] work,
      float least,
      float kept,
      float through,
      float[] c,
      float[] ds,
      int dso,
      float[] dv,
      int dvo,
      int n) {
    FloatVector zero = FloatVector.zero(LANES);
    FloatVector one = FloatVector.broadcast(LANES, 1f);
    FloatVector lost = FloatVector.broadcast(LANES, 1f - kept);
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      FloatVector spike =
          zero.blend(
              one, FloatVector.fromArray(LANES, work, n + i).compare(VectorOperators.GE, least));
      FloatVector slope = FloatVector.fromArray(LANES, dv, dvo + i);
      FloatVector jumped =
          slope
              .mul(
                  FloatVector.fromArray(LANES, c, i)
                      .sub(lost.mul(FloatVector.fromArray(LANES, work, i))))
              .add(FloatVector.fromArray(LANES, work, 3 * n + i));
      FloatVector fired =
          FloatVector.fromArray(LANES, ds, dso + i)
              .add(jumped.mul(through))
              .mul(FloatVector.fromArray(LANES, work, 2 * n + i));
      slope.mul(one.sub(lost.mul(spike))).add(fired).intoArray(work, i);
      fired.neg().intoArray(work, n + i);
    }
    fireGradient(work, least, kept, through, c, ds, dso, dv, dvo, i, n);
  }
}
