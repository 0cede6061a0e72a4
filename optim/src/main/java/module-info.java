/// Optimizers.
module cerulean.optim {
  requires transitive cerulean.autograd;
}
