/// Variables and gradients.
module cerulean.autograd {
  requires transitive cerulean.tensor;
  requires static transitive org.jspecify;

  exports cerulean.autograd;
}
