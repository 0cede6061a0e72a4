/// Neuron models and their simulation.
module cerulean.neuro {
  requires transitive cerulean.nn;
  requires transitive cerulean.optim;
  requires static transitive org.jspecify;

  exports cerulean.neuro;
  exports cerulean.neuro.analysis;
  exports cerulean.neuro.networks;
  exports cerulean.neuro.spiking;
  exports cerulean.neuro.spiking.coding;
  exports cerulean.neuro.spiking.learning;
}
