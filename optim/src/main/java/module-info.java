/// Optimizers with fused in-place updates.
module cerulean.optim {
  requires transitive cerulean.autograd;
  requires static transitive org.jspecify;

  exports cerulean.optim;
}
