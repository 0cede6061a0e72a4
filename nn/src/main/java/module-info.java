/// Layers, losses, initialisation and gain modulation.
module cerulean.nn {
  requires transitive cerulean.autograd;
  requires static transitive org.jspecify;

  exports cerulean.nn;
  exports cerulean.nn.gain;
  exports cerulean.nn.init;
  exports cerulean.nn.loss;
  exports cerulean.nn.weight;
}
