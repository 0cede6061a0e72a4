package cerulean.neuro;

/// An apical dendrite with calcium spikes: a regenerative current against a slow one, in two variables.
///
///     C v' = -g_L (v - E_L) + k F(v) + w + I + sum of g (E - v),   F(v) = 1 / (1 + e^(-(v - E_d) / D))
///     w'   = a (b (v - E_L) - w)
///
/// | name | [#LAYER5] | symbol | meaning |
/// |---|---|---|---|
/// | `capacitancePf` | 170, pF | C | membrane capacitance |
/// | `leakNs` | 170 / 7, nS | g_L | leak conductance: 7 ms |
/// | `restMv` | -70, mV | E_L | voltage without input |
/// | `regenerativePa` | 1200, pA | k | largest regenerative current |
/// | `halfMv` | -38, mV | E_d | voltage at which half of it flows |
/// | `widthMv` | 6, mV | D | how gradually it sets in |
/// | `a` | 1/30, 1/ms | a | rate of the slow current |
/// | `b` | -13, nS | b | how strongly it follows the voltage |
///
/// References: R. Naud & H. Sprekeler (2018), Sparse bursts optimize information transmission in a
/// multiplexed neural code, PNAS 115(27), E6329-E6338; C. J. Whyte, B. R. Munn & J. M. Shine (2025), PLOS
/// Computational Biology, doi 10.1371/journal.pcbi.1012951.
public record DendriteParameters(
    double capacitancePf,
    double leakNs,
    double restMv,
    double regenerativePa,
    double halfMv,
    double widthMv,
    double a,
    double b)
    implements SectionModel {

  /// The constants of the table.
  public static final DendriteParameters LAYER5 =
      new DendriteParameters(170, 170.0 / 7, -70, 1200, -38, 6, 1.0 / 30, -13);

  public DendriteParameters {
    Checks.above0("DendriteParameters: capacitancePf", capacitancePf);
    Checks.above0("DendriteParameters: leakNs", leakNs);
    Checks.finite("DendriteParameters: restMv", restMv);
    Checks.finite("DendriteParameters: regenerativePa", regenerativePa);
    Checks.finite("DendriteParameters: halfMv", halfMv);
    Checks.above0("DendriteParameters: widthMv", widthMv);
    Checks.above0("DendriteParameters: a", a);
    Checks.finite("DendriteParameters: b", b);
  }
}
