import module cerulean.tensor;

void main() throws IOException {
  var folder = Files.createTempDirectory("tensors");
  var x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
  Npy.write(folder.resolve("x.npy"), x); // numpy.load reads it
  IO.println(Npy.read(folder.resolve("x.npy")));
  var weights = folder.resolve("weights.safetensors");
  SafeTensors.write(weights, Map.of("w", x, "b", Tensor.zeros(DType.BF16, 3)));
  try (var file = SafeTensors.open(weights)) { // mapped: only what is asked for is read
    IO.println(file.names() + " " + file.tensor("b").dtype());
  }
}
