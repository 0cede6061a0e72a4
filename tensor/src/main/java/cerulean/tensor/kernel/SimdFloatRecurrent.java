// Specialised at build time for double.
package cerulean.tensor.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// [FloatRecurrent] with the loops between the functions on vectors. The compiler leaves them
/// plain: their arrays might be one and the same. The same operations in the same order.
public final class SimdFloatRecurrent extends ScalarFloatRecurrent {

  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  private static final int STEP = LANES.length();

  @Override
  void cells(float[] gates, int go, float[] c, int co, int cNext, int first, int n) {
    int i = first;
    for (; i <= n - STEP; i += STEP) {
      FloatVector kept =
          FloatVector.fromArray(LANES, gates, go + n + i)
              .mul(FloatVector.fromArray(LANES, c, co + i));
      FloatVector added =
          FloatVector.fromArray(LANES, gates, go + i)
              .mul(FloatVector.fromArray(LANES, gates, go + 2 * n + i));
      kept.add(added).intoArray(c, cNext + i);
    }
    super.cells(gates, go, c, co, cNext, i, n);
  }

  @Override
  void outputs(float[] o, int oo, float[] h, int ho, int first, int n) {
    int i = first;
    for (; i <= n - STEP; i += STEP) {
      FloatVector.fromArray(LANES, h, ho + i)
          .mul(FloatVector.fromArray(LANES, o, oo + i))
          .intoArray(h, ho + i);
    }
    super.outputs(o, oo, h, ho, i, n);
  }

  @Override
  void slopes(
      float[] gates,
      int go,
      float[] c,
      int co,
      float[] dh,
      int dho,
      float[] dc,
      int dco,
      float[] d,
      int o,
      int first,
      int n) {
    FloatVector one = FloatVector.broadcast(LANES, 1f);
    int i = first;
    for (; i <= n - STEP; i += STEP) {
      FloatVector t = FloatVector.fromArray(LANES, d, o + 3 * n + i);
      FloatVector in = FloatVector.fromArray(LANES, gates, go + i);
      FloatVector forget = FloatVector.fromArray(LANES, gates, go + n + i);
      FloatVector candidate = FloatVector.fromArray(LANES, gates, go + 2 * n + i);
      FloatVector out = FloatVector.fromArray(LANES, gates, go + 3 * n + i);
      FloatVector slope = FloatVector.fromArray(LANES, dh, dho + i);
      FloatVector cell =
          FloatVector.fromArray(LANES, dc, dco + i).add(slope.mul(out).mul(one.sub(t.mul(t))));
      cell.mul(candidate).mul(in).mul(one.sub(in)).intoArray(d, o + i);
      cell.mul(FloatVector.fromArray(LANES, c, co + i))
          .mul(forget)
          .mul(one.sub(forget))
          .intoArray(d, o + n + i);
      cell.mul(in).mul(one.sub(candidate.mul(candidate))).intoArray(d, o + 2 * n + i);
      slope.mul(t).mul(out).mul(one.sub(out)).intoArray(d, o + 3 * n + i);
      cell.mul(forget).intoArray(dc, dco + i);
    }
    super.slopes(gates, go, c, co, dh, dho, dc, dco, d, o, i, n);
  }

  @Override
  void sums(float[] a, int ao, float[] b, int bo, float[] out, int oo, int first, int n) {
    int i = first;
    for (; i <= n - STEP; i += STEP) {
      FloatVector.fromArray(LANES, a, ao + i)
          .add(FloatVector.fromArray(LANES, b, bo + i))
          .intoArray(out, oo + i);
    }
    super.sums(a, ao, b, bo, out, oo, i, n);
  }

  @Override
  void candidates(
      float[] x,
      int xo,
      float[] r,
      int ro,
      float[] p,
      int po,
      float[] out,
      int oo,
      int first,
      int n) {
    int i = first;
    for (; i <= n - STEP; i += STEP) {
      FloatVector product =
          FloatVector.fromArray(LANES, r, ro + i).mul(FloatVector.fromArray(LANES, p, po + i));
      FloatVector.fromArray(LANES, x, xo + i).add(product).intoArray(out, oo + i);
    }
    super.candidates(x, xo, r, ro, p, po, out, oo, i, n);
  }

  @Override
  void mixtures(
      float[] z, int zo, float[] a, int ao, float[] h, int ho, int hNext, int first, int n) {
    FloatVector one = FloatVector.broadcast(LANES, 1f);
    int i = first;
    for (; i <= n - STEP; i += STEP) {
      FloatVector share = FloatVector.fromArray(LANES, z, zo + i);
      one.sub(share)
          .mul(FloatVector.fromArray(LANES, a, ao + i))
          .add(share.mul(FloatVector.fromArray(LANES, h, ho + i)))
          .intoArray(h, hNext + i);
    }
    super.mixtures(z, zo, a, ao, h, ho, hNext, i, n);
  }

  @Override
  void gruSlopes(
      float[] gates,
      int go,
      float[] p,
      int po,
      float[] h,
      int ho,
      float[] dh,
      int dho,
      float[] dx,
      int dxo,
      float[] dp,
      int dpo,
      int first,
      int n) {
    FloatVector one = FloatVector.broadcast(LANES, 1f);
    int i = first;
    for (; i <= n - STEP; i += STEP) {
      FloatVector r = FloatVector.fromArray(LANES, gates, go + i);
      FloatVector z = FloatVector.fromArray(LANES, gates, go + n + i);
      FloatVector candidate = FloatVector.fromArray(LANES, gates, go + 2 * n + i);
      FloatVector slope = FloatVector.fromArray(LANES, dh, dho + i);
      FloatVector inner = slope.mul(one.sub(z)).mul(one.sub(candidate.mul(candidate)));
      FloatVector reset =
          inner.mul(FloatVector.fromArray(LANES, p, po + 2 * n + i)).mul(r).mul(one.sub(r));
      FloatVector update =
          slope.mul(FloatVector.fromArray(LANES, h, ho + i).sub(candidate)).mul(z).mul(one.sub(z));
      reset.intoArray(dx, dxo + i);
      reset.intoArray(dp, dpo + i);
      update.intoArray(dx, dxo + n + i);
      update.intoArray(dp, dpo + n + i);
      inner.intoArray(dx, dxo + 2 * n + i);
      inner.mul(r).intoArray(dp, dpo + 2 * n + i);
      slope.mul(z).intoArray(dh, dho + i);
    }
    super.gruSlopes(gates, go, p, po, h, ho, dh, dho, dx, dxo, dp, dpo, i, n);
  }
}
