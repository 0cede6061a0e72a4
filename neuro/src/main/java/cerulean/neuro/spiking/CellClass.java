package cerulean.neuro.spiking;

import java.util.Set;

/// A class of cells of a layer ([CellClasses]).
///
/// @param name such as `PV`
/// @param cells how many, at least 1
/// @param excites whether its synapses excite; else they inhibit
/// @param targets names of the classes it reaches
public record CellClass(String name, int cells, boolean excites, Set<String> targets) {

  /// Checks the number.
  public CellClass {
    if (cells < 1) {
      throw new IllegalArgumentException(
          "CellClass: " + name + " must have at least one cell; got " + cells);
    }
    targets = Set.copyOf(targets);
  }
}
