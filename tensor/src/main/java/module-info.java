/// Tensors, random numbers and the thread plan, on the JDK alone.
module cerulean.tensor {
  requires jdk.incubator.vector;
  requires static transitive org.jspecify;

  exports cerulean.tensor;
}
