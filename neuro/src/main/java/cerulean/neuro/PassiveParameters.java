package cerulean.neuro;

/// A compartment with a leak and nothing else.
///
///     C v' = g_L (E_L - v) + I + sum of g (E - v)
///
/// | name | unit | symbol | meaning |
/// |---|---|---|---|
/// | `capacitancePf` | pF | C | membrane capacitance |
/// | `leakNs` | nS | g_L | leak conductance, above 0 |
/// | `restMv` | mV | E_L | voltage without input |
public record PassiveParameters(double capacitancePf, double leakNs, double restMv)
    implements SectionModel {

  public PassiveParameters {
    Checks.above0("PassiveParameters: capacitancePf", capacitancePf);
    Checks.above0("PassiveParameters: leakNs", leakNs);
    Checks.finite("PassiveParameters: restMv", restMv);
  }
}
