/// Variables and gradients.
module cerulean.autograd {
  requires transitive cerulean.tensor;
}
