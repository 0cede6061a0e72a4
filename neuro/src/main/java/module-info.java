/// Neuron models and their simulation.
module cerulean.neuro {
  requires transitive cerulean.nn;
  requires transitive cerulean.optim;
}
