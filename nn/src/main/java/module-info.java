/// Layers and losses.
module cerulean.nn {
  requires transitive cerulean.autograd;
}
