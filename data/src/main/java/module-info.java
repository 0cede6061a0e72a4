/// Data sets, readers and transforms.
module cerulean.data {
  requires transitive cerulean.tensor;
  // Decodes JPEG, PNG and their kin for ImageFolder; nothing else needs it.
  requires static java.desktop;

  exports cerulean.data;
}
