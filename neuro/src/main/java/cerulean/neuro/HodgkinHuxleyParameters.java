package cerulean.neuro;

/// Parameters of one cell of Hodgkin and Huxley; the equations are with [HodgkinHuxleyPopulation].
///
/// | name | squid, per 1000 um^2 | symbol | meaning |
/// |---|---|---|---|
/// | `capacitancePf` | 10, pF | C | membrane capacitance, 1 uF/cm^2 |
/// | `sodiumNs` | 1200, nS | g_Na | largest sodium conductance, 120 mS/cm^2 |
/// | `potassiumNs` | 360, nS | g_K | largest potassium conductance, 36 mS/cm^2 |
/// | `leakNs` | 3, nS | g_L | leak conductance, 0.3 mS/cm^2 |
/// | `sodiumMv` | 50, mV | E_Na | reversal of sodium |
/// | `potassiumMv` | -77, mV | E_K | reversal of potassium |
/// | `leakMv` | -54.387, mV | E_L | reversal of the leak |
///
/// Reference: A. L. Hodgkin & A. F. Huxley (1952), A quantitative description of membrane current
/// and its application to conduction and excitation in nerve, Journal of Physiology 117, 500-544;
/// rest moved to -65 mV as in P. Dayan & L. F. Abbott (2001), Theoretical Neuroscience, section
/// 5.6.
public record HodgkinHuxleyParameters(
    double capacitancePf,
    double sodiumNs,
    double potassiumNs,
    double leakNs,
    double sodiumMv,
    double potassiumMv,
    double leakMv) {

  public HodgkinHuxleyParameters {
    Checks.above0("HodgkinHuxleyParameters: capacitancePf", capacitancePf);
    Checks.atLeast0("HodgkinHuxleyParameters: sodiumNs", sodiumNs);
    Checks.atLeast0("HodgkinHuxleyParameters: potassiumNs", potassiumNs);
    Checks.above0("HodgkinHuxleyParameters: leakNs", leakNs);
    Checks.finite("HodgkinHuxleyParameters: sodiumMv", sodiumMv);
    Checks.finite("HodgkinHuxleyParameters: potassiumMv", potassiumMv);
    Checks.finite("HodgkinHuxleyParameters: leakMv", leakMv);
  }

  /// The squid's axon, a patch of the given area in um^2: 1 uA/cm^2 is 10 pA per 1000 um^2.
  public static HodgkinHuxleyParameters squid(double areaUm2) {
    double area = Checks.above0("HodgkinHuxleyParameters.squid: areaUm2", areaUm2);
    return new HodgkinHuxleyParameters(
        0.01 * area, 1.2 * area, 0.36 * area, 0.003 * area, 50, -77, -54.387);
  }
}
