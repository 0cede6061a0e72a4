package cerulean.neuro;

import java.util.List;
import java.util.function.IntFunction;

/// A named cell of the literature: what it is, where its constants are from, and how to make a
/// population of it.
///
///     Population cells = sim.add("cells", CellType.named("RS 2007").population(100));
///
/// Names are the abbreviation of the field and, where a cell has two forms, the year of the model; the
/// models, and with them the units of currents, differ: mV/ms in 2003, pA in 2007.
///
/// - `name`: for [#named]
/// - `meaning`: in words
/// - `source`: where the constants are from
/// - `make`: makes that many cells
public record CellType(
    String name, String meaning, String source, IntFunction<? extends Population> make) {

  private static final String PAPER_2003 = "Izhikevich 2003";
  private static final String BOOK = "Izhikevich 2007, figure ";
  private static final String WHYTE = "Whyte, Munn and Shine 2025";

  private static final List<CellType> ALL =
      List.of(
          of2003("RS 2003", "regular spiking", IzhikevichParameters.REGULAR_SPIKING),
          of2003("IB 2003", "intrinsically bursting", IzhikevichParameters.INTRINSICALLY_BURSTING),
          of2003("CH 2003", "chattering", IzhikevichParameters.CHATTERING),
          of2003("FS 2003", "fast spiking", IzhikevichParameters.FAST_SPIKING),
          of2003("TC 2003", "thalamo-cortical", IzhikevichParameters.THALAMO_CORTICAL),
          of2003("RZ 2003", "resonator", IzhikevichParameters.RESONATOR),
          of2003("LTS 2003", "low-threshold spiking", IzhikevichParameters.LOW_THRESHOLD_SPIKING),
          new CellType(
              "AC 2004",
              "accommodating",
              "Izhikevich 2004, panel R",
              n -> IzhikevichPopulation.of(n, IzhikevichParameters.ACCOMMODATING)),
          of2007("RS 2007", "regular spiking", "8.12", Izhikevich2007Parameters.REGULAR_SPIKING),
          of2007(
              "IB 2007",
              "intrinsically bursting",
              "8.19",
              Izhikevich2007Parameters.INTRINSICALLY_BURSTING),
          of2007("CH 2007", "chattering", "8.23", Izhikevich2007Parameters.CHATTERING),
          of2007(
              "LTS 2007",
              "low-threshold spiking",
              "8.25",
              Izhikevich2007Parameters.LOW_THRESHOLD_SPIKING),
          of2007("FS 2007", "fast spiking", "8.27", Izhikevich2007Parameters.FAST_SPIKING),
          of2007("TC 2007", "thalamo-cortical", "8.31", Izhikevich2007Parameters.THALAMO_CORTICAL),
          of2007("RTN 2007", "reticular thalamic", "8.32", Izhikevich2007Parameters.RETICULAR),
          new CellType(
              "PV",
              "basket cell, inhibits somata",
              WHYTE,
              n -> Izhikevich2007Population.of(n, Izhikevich2007Parameters.PV_BASKET)),
          new CellType(
              "SOM",
              "low-threshold spiking cell with constant reset, inhibits dendrites",
              BOOK + "8.25, simplified",
              n -> Izhikevich2007Population.of(n, Izhikevich2007Parameters.SOM)),
          new CellType(
              "matrix thalamus",
              "matrix cell of the thalamus",
              WHYTE,
              n -> Izhikevich2007Population.of(n, Izhikevich2007Parameters.MATRIX_THALAMUS)),
          new CellType(
              "L5 pyramidal",
              "layer-5 pyramidal cell, soma and apical dendrite",
              WHYTE,
              n -> Layer5Pyramidal.of(n, 1)),
          new CellType(
              "L5 burst",
              "layer-5 burst cell, soma and apical dendrite",
              "Naud and Sprekeler 2018",
              n -> NaudSprekelerPopulation.of(n, NaudSprekelerParameters.LAYER5)),
          new CellType(
              "AdEx",
              "regular spiking, adaptive exponential",
              "Brette and Gerstner 2005",
              n -> AdExPopulation.of(n, AdExParameters.BRETTE_GERSTNER)),
          new CellType(
              "squid",
              "squid axon, 1000 square micrometres",
              "Hodgkin and Huxley 1952",
              n -> HodgkinHuxleyPopulation.of(n, HodgkinHuxleyParameters.squid(1000))));

  private static CellType of2003(String name, String meaning, IzhikevichParameters cell) {
    return new CellType(name, meaning, PAPER_2003, n -> IzhikevichPopulation.of(n, cell));
  }

  private static CellType of2007(
      String name, String meaning, String figure, Izhikevich2007Parameters cell) {
    return new CellType(name, meaning, BOOK + figure, n -> Izhikevich2007Population.of(n, cell));
  }

  /// All named cells.
  public static List<CellType> all() {
    return ALL;
  }

  /// The cell of that name.
  public static CellType named(String name) {
    for (CellType type : ALL) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "CellType: no cell " + name + "; there are " + ALL.stream().map(CellType::name).toList());
  }

  /// `size` such cells, with the scheme that the model uses if nothing else is said.
  public Population population(int size) {
    return make.apply(size);
  }
}
