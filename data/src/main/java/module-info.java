/// Data sets, readers and transforms.
module cerulean.data {
  requires transitive cerulean.tensor;

  exports cerulean.data;
}
