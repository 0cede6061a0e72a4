package cerulean.studies.plot;

/// Maps data `[lo, hi]` to pixels `[from, to]`.
record Scale(double lo, double hi, boolean log, double from, double to) {
  /// Returns the scale of an axis over data that spans `[dataLo, dataHi]`; limits fixed by the axis
  /// win, the others get a margin and start at zero when zero is near.
  static Scale of(Axis axis, double dataLo, double dataHi, double from, double to) {
    boolean none = !(dataLo <= dataHi);
    double lo = none ? (axis.log() ? 0.1 : 0) : dataLo;
    double hi = none ? 1 : dataHi;
    if (axis.log()) {
      lo = lo > 0 ? lo / 1.15 : hi / 1000;
      hi = hi * 1.15;
    } else {
      double margin = hi > lo ? 0.05 * (hi - lo) : Math.max(0.5, 0.05 * Math.abs(hi));
      boolean nearZero = lo >= 0 && lo <= 0.35 * hi;
      lo = nearZero ? 0 : lo - margin;
      hi += margin;
    }
    lo = Double.isNaN(axis.min()) ? lo : axis.min();
    hi = Double.isNaN(axis.max()) ? hi : axis.max();
    if (!(lo < hi)) {
      // One limit was fixed beyond all data: keep it and open the other side.
      double span = Math.max(1, Math.abs(lo));
      if (Double.isNaN(axis.max())) {
        hi = axis.log() ? lo * 10 : lo + span;
      } else {
        lo = axis.log() ? hi / 10 : hi - span;
      }
    }
    return new Scale(lo, hi, axis.log(), from, to);
  }

  /// The pixel of a value; NaN stays NaN.
  double at(double value) {
    double share =
        log ? Math.log10(Math.max(value, lo) / lo) / Math.log10(hi / lo) : (value - lo) / (hi - lo);
    // Bounded, because renderers with 16-bit or 32-bit fixed point draw far-away points wrong.
    return from + Math.clamp(share, -20, 20) * (to - from);
  }

  Ticks ticks(int most) {
    return log ? Ticks.log(lo, hi, most) : Ticks.linear(lo, hi, most);
  }
}
