/// Tensors, files of tensors, random numbers and the thread plan, on the JDK alone.
module cerulean.tensor {
  requires jdk.incubator.vector;
  // Asked, where it is there, whether the optimizing compiler is on.
  requires static jdk.management;
  requires static transitive org.jspecify;

  exports cerulean.tensor;
  exports cerulean.tensor.io;
}
