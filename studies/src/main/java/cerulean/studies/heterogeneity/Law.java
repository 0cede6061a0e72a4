package cerulean.studies.heterogeneity;

import cerulean.neuro.CellValues;

/// How a parameter that is above 0 is spread over cells: the mean is kept, and the standard
/// deviation is `spread` times the mean. A spread of 0 gives every cell the mean itself.
///
/// Reference: N. Perez-Nieves, V. C. H. Leung, P. L. Dragotti & D. F. M. Goodman (2021), Neural
/// heterogeneity promotes robust learning, Nature Communications 12, 5791 (gamma distributions of
/// time constants).
enum Law {
  /// Gamma of shape `1 / spread^2`.
  GAMMA,

  /// Log-normal.
  LOG_NORMAL;

  /// No cell is further from the mean than this factor: beyond, a membrane would be faster than a
  /// step or slower than a trial many times over.
  private static final double FURTHEST = 10;

  CellValues of(double mean, double spread) {
    if (spread == 0) {
      return CellValues.constant(mean);
    }
    double square = spread * spread;
    CellValues law =
        switch (this) {
          case GAMMA -> CellValues.gamma(mean, 1 / square);
          case LOG_NORMAL ->
              CellValues.logNormal(mean / Math.sqrt(1 + square), Math.sqrt(Math.log1p(square)));
        };
    return law.within(mean / FURTHEST, mean * FURTHEST);
  }
}
