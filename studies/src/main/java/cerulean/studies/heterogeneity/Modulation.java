package cerulean.studies.heterogeneity;

/// Which cells noradrenaline reaches.
enum Modulation {
  /// None.
  NONE,

  /// Pyramidal cells only: specific to a class of cells.
  EXCITATORY,

  /// All, as if it knew no classes.
  ALL
}
